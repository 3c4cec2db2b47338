export const dayMs = 86_400_000;
/** A number that could be a second of the years that a snapshot tells of is one. */
const secondsInJson = /(?<=[[:,])1[6-9]\d{8}(?=[\],}])/g;
const dates = /\b20\d\d-\d\d-\d\d/g;
/** A packed card begins with the moment of its lead, in milliseconds to the base of 36. */
const cardsInJson = /(?<="c)[0-9a-z]{8}(?=;)/g;

/** Moves every moment that JSON tells of by whole days: what happened at nine o'clock happened at nine on another day. */
export function shiftDays(json: string, days: number): string {
  const known = new Map<string, string>();
  const shifted = (date: string): string => {
    const found = known.get(date) ?? new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
    known.set(date, found);
    return found;
  };
  return json
    .replace(dates, shifted)
    .replace(secondsInJson, (seconds) => String(Number(seconds) + (days * dayMs) / 1_000))
    .replace(cardsInJson, (ms) => (Number.parseInt(ms, 36) + days * dayMs).toString(36));
}

/** By how many days a history is to be moved so that its end is the last such time of day before a moment. */
export function daysUntil(endMs: number, nowMs: number): number {
  return Math.floor((nowMs - endMs) / dayMs);
}

const daysOfWeek = 7;

/**
 * Divides the days by which a history is to go on: some of them it lived itself, by the others it is moved. These are whole weeks, so that Sundays
 * stay Sundays, where it lived on for the rest of a week.
 * @param later the days that it lived on
 */
export function daysFor(days: number, later: number): { readonly lived: number; readonly moved: number } {
  const lived = Math.min(later, ((days % daysOfWeek) + daysOfWeek) % daysOfWeek);
  return { lived, moved: days - lived };
}

const monthly = /^(DECISIONS#.*#)\d{4}-\d\d$/;

const facts = /^(FACTS#)\d{4}-\d\d(#\d\d)$/;
/** A packed fact begins with the second in which its person arrived. */
const arrival = /^\[(\d{10}),/;
/** The zone of the demo company. */
const zoneMs = 7 * 3_600_000;

/** Decisions lie under the month of the moment that their place begins with, and facts under that in which their person arrived. */
export function underItsMonth(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { pk, f, gsi2pk, gsi2sk } = item;
  const pool = typeof gsi2pk === 'string' ? monthly.exec(gsi2pk)?.[1] : undefined;
  if (pool !== undefined) return { ...item, gsi2pk: `${pool}${String(gsi2sk).slice(0, 'yyyy-mm'.length)}` };
  const [, prefix, shard] = facts.exec(String(pk)) ?? [];
  const [, seconds] = arrival.exec(String(f)) ?? [];
  if (prefix === undefined || seconds === undefined) return { ...item };
  const month = new Date(Number(seconds) * 1_000 + zoneMs).toISOString().slice(0, 'yyyy-mm'.length);
  return { ...item, pk: `${prefix}${month}${shard}` };
}
