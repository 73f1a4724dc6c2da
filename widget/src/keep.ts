/** What a browser keeps of one channel: in localStorage, or in memory where a page may not use that. */
export class Keep {
  private readonly memory = new Map<string, string>();

  constructor(private readonly channel: string) {}

  get(name: string): string | null {
    try {
      return localStorage.getItem(this.key(name));
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  set(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(this.key(name));
      else localStorage.setItem(this.key(name), value);
    } catch {
      if (value === null) this.memory.delete(name);
      else this.memory.set(name, value);
    }
  }

  /** A list; what cannot be read counts as empty. */
  list<T>(name: string): T[] {
    try {
      const all: unknown = JSON.parse(this.get(name) ?? "[]");
      return Array.isArray(all) ? (all as T[]) : [];
    } catch {
      return [];
    }
  }

  setList<T>(name: string, all: readonly T[]): void {
    this.set(name, all.length > 0 ? JSON.stringify(all) : null);
  }

  /** One tab after the other, where browsers can do that. */
  async alone<T>(name: string, act: () => Promise<T>): Promise<T> {
    if (!("locks" in navigator)) return act();
    return navigator.locks.request(this.key(name), act) as Promise<T>;
  }

  private key(name: string): string {
    return `transom:${this.channel}:${name}`;
  }
}
