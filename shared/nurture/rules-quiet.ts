import { addMs, minutesMs, secondsMs } from '../platform/clock.ts';
import { localSeconds } from '../platform/zones.ts';

const quietFromMinute = 22 * 60;
const quietToMinute = 7 * 60;
const dayMinutes = 24 * 60;

function minuteOfDay(at: Date, timeZone: string): number {
  const local = localSeconds(timeZone, Math.floor(at.getTime() / secondsMs));
  return Math.floor((local * secondsMs) / minutesMs) % dayMinutes;
}

/**
 * The moment from which a mail that can wait may be sent: `at` itself by day, else the next 07:00 of the zone.
 * E-mail has no legal hours (Decree 91/2020 speaks of messages and calls); nobody wants to be woken by us all the same.
 */
export function afterQuietHours(at: Date, timeZone: string): Date {
  const now = minuteOfDay(at, timeZone);
  if (now >= quietToMinute && now < quietFromMinute) return at;
  const wholeMinute = Math.floor(at.getTime() / minutesMs) * minutesMs;
  const guess = new Date(wholeMinute + ((quietToMinute - now + dayMinutes) % dayMinutes) * minutesMs);
  // The clocks may change in that night.
  return addMs(guess, (quietToMinute - minuteOfDay(guess, timeZone)) * minutesMs);
}
