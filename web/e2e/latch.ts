/** Something that waits until it is let go on. */
export function latch(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((go) => {
    open = go;
  });
  return { open, opened };
}
