import { secondsMs } from './clock.ts';
import { localSeconds } from './zones.ts';

/** `10:00, 22/11/2026` on the clock of the company: as Vietnamese and English readers write it. */
export function localTime(at: string, timeZone: string): string {
  const local = new Date(localSeconds(timeZone, Math.floor(Date.parse(at) / secondsMs)) * secondsMs).toISOString();
  const [year, month, day, hour, minute] = local.split(/[-T:]/);
  return `${hour}:${minute}, ${day}/${month}/${year}`;
}
