// What the page asks of the phone. Addresses are relative: the page may be mounted anywhere.

async function ask(method, path, body, type = 'application/json') {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers['Content-Type'] = type;
    options.body = body instanceof Blob ? body : JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error || said.detail || `The sandbox answered ${answer.status}.`);
  return said;
}

export const get = (path) => ask('GET', `api/${path}`);
export const post = (path, body = {}) => ask('POST', `api/${path}`, body);
export const patch = (path, body) => ask('PATCH', `api/${path}`, body);
export const remove = (path) => ask('DELETE', `api/${path}`);
export const upload = (file) =>
  ask('POST', `api/media?name=${encodeURIComponent(file.name)}`, file, file.type || 'application/octet-stream');

// The machine's clock belongs to whoever runs the sandbox; without one there is nothing to move.
export const readClock = () => ask('GET', '/_local/clock').catch(() => null);
export const moveClock = (advance) => ask('POST', '/_local/clock', { advance });

// watch calls back whenever something happened, at most every few hundred milliseconds, for ever.
export async function watch(happened) {
  for (let rev = -1; ;) {
    try {
      const said = await get(`changes?since=${rev}`);
      if (said.rev !== rev) {
        rev = said.rev;
        await happened();
      }
      await pause(250);
    } catch {
      rev = -1;
      await pause(1500);
    }
  }
}

export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
