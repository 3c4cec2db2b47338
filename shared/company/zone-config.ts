import { z } from 'zod';

/** The zone of a company that names none. */
export const defaultTimeZone = 'Asia/Ho_Chi_Minh';

function isTimeZone(name: string): boolean {
  // What Node keeps of zones and languages takes long to load, and with this zone no function needs it.
  if (name === defaultTimeZone) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A time zone by its name in the IANA list. */
export const timeZoneName = z.string().refine(isTimeZone, 'write a name of the IANA list, such as Asia/Ho_Chi_Minh');
