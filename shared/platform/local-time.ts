import { secondsMs } from './clock.ts';
import { localSeconds } from './zones.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10:00, 07/12/2026` on the clocks of a zone, in English `10:00, 7 Dec 2026`: whoever speaks it as Americans do would read July. */
export function localTime(at: string, timeZone: string, locale: 'vi' | 'en'): string {
  const local = new Date(localSeconds(timeZone, Math.floor(Date.parse(at) / secondsMs)) * secondsMs).toISOString();
  const [year, month, day, hour, minute] = local.split(/[-T:]/);
  const written = locale === 'vi' ? `${day}/${month}/${year}` : `${Number(day)} ${months[Number(month) - 1]} ${year}`;
  return `${hour}:${minute}, ${written}`;
}
