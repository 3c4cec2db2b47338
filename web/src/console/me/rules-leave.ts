import { localTime, momentOf } from '../app/moments.ts';

const dayMs = 86_400_000;

/** The date that the clocks of a zone show, as a field of a form takes it. */
export const dateIn = (at: Date, timeZone: string): string => localTime(at, timeZone).date;

/** Returns when the clocks of a zone end a date. */
export function endOfDate(date: string, timeZone: string): Date {
  const next = new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);
  return momentOf({ date: next, time: '00:00' }, timeZone);
}

/** Writes a date as people do. */
export const dateText = (date: string): string => `${date.slice(8)}/${date.slice(5, 7)}`;

/** Writes from when to when somebody is away. */
export const spanText = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? dateText(from) : `${dateText(from)} – ${dateText(to)}`;
