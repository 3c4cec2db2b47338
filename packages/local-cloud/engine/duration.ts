/** Milliseconds of an ISO 8601 duration such as `P2D` or `PT1H30M`; undefined when the text is none. Months and years have no fixed length. */
export function durationMs(text: string): number | undefined {
  const [whole, weeks, days, hours, minutes, seconds] =
    /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const part = (value: string | undefined, factor: number): number => Number(value ?? 0) * factor;
  return Math.round(
    part(weeks, 604_800_000) + part(days, 86_400_000) + part(hours, 3_600_000) + part(minutes, 60_000) + part(seconds, 1000),
  );
}
