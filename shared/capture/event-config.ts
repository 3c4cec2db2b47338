import { z } from 'zod';
import { bilingual } from '../config/texts.ts';

/** A moment with its offset, such as `2026-12-12T08:30:00+07:00`: people of several zones come to one event. */
const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());

/** An event that people register for by a form: each post of a person takes one place, as long as there are any. */
export const FormEvent = z.strictObject({
  startsAt: moment,
  endsAt: moment,
  /** Where it is, as mails and calendars say it. Left out: online alone. */
  place: bilingual.optional(),
  /** Where it is online; told to whoever has a place, and to nobody else. */
  onlineUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
  capacity: z.number().int().min(1).max(100_000),
  /** True: whoever finds no place waits for one, in the order of arrival. */
  waitingList: z.boolean().default(true),
  /** Posts after this moment take no place. @default - the end of the event */
  closesAt: moment.optional(),
  /** Hours before the beginning at which whoever has a place is reminded. */
  remindHoursBefore: z.array(z.number().min(0.25).max(720)).max(5).default([24, 1]),
  /** False: the page of the form says whether people may register, and not whether few places are left or people wait. */
  tellsPlaces: z.boolean().default(true),
  /** True: it does not take place, and everybody is told. */
  calledOff: z.boolean().default(false),
});
export type FormEvent = z.infer<typeof FormEvent>;

/** What is wrong between the parts of an event. */
export function eventFaults({ startsAt, endsAt, closesAt, place, onlineUrl }: FormEvent): { path: string[]; message: string }[] {
  return [
    ...(endsAt > startsAt ? [] : [{ path: ['endsAt'], message: 'the event must end after it begins' }]),
    ...(closesAt === undefined || closesAt <= endsAt ? [] : [{ path: ['closesAt'], message: 'people cannot register after the end' }]),
    ...(place || onlineUrl ? [] : [{ path: ['place'], message: 'say where it is: place, onlineUrl or both' }]),
  ];
}
