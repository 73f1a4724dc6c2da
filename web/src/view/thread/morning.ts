/** Nine o'clock tomorrow, or on the next Monday, in the person's zone; milliseconds. */
export function morning(now: number, day: "tomorrow" | "monday"): number {
  const at = new Date(now);
  const ahead = day === "tomorrow" ? 1 : (8 - at.getDay()) % 7 || 7;
  at.setDate(at.getDate() + ahead);
  at.setHours(9, 0, 0, 0);
  return at.getTime();
}
