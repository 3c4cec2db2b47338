/** Whatever happens to a lead within ten minutes moves its cards and index entries once. */
export const activityStepMs = 10 * 60_000;

/** The moment by which a lead stands in the order of activity: the beginning of the ten minutes of the latest of these moments. */
export function activityAt(first: string, ...others: readonly string[]): string {
  const latest = Math.max(...[first, ...others].map((moment) => Date.parse(moment)));
  return new Date(Math.floor(latest / activityStepMs) * activityStepMs).toISOString();
}
