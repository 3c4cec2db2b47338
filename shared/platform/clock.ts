/** Tells the present moment; handed to every use case so that rules never read the clock themselves. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** ISO 8601 in UTC with milliseconds, the only form of time that is stored. */
export function isoTime(at: Date): string {
  return at.toISOString();
}

export function addMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

export const secondsMs = 1_000;
export const minutesMs = 60_000;
export const hoursMs = 3_600_000;
export const daysMs = 86_400_000;

/** What is published is known everywhere once all caches are read anew (30 s), also by whoever read them a moment before it. */
export const publicationDelayMs = 45 * secondsMs;

/** Returns whole epoch seconds as ISO 8601 in UTC. */
export function isoOfSeconds(seconds: number): string {
  return new Date(seconds * secondsMs).toISOString();
}

/** DynamoDB TTL wants whole epoch seconds. */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
