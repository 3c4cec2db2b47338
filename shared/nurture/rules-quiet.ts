import { nextWithinHours, textHours } from '../calendar/index.ts';

/**
 * The moment from which a mail that can wait may be sent: `at` itself by day, else the next 07:00 of the zone.
 * E-mail has no legal hours (Decree 91/2020 speaks of messages and calls); nobody wants to be woken by us all the same.
 */
export const afterQuietHours = (at: Date, timeZone: string): Date => nextWithinHours(textHours, at, timeZone);
