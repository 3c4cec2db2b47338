import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { DateId } from '../platform/ids.ts';

/** Each profile that changes is held against all, and each has a row of a lead. */
const mostDates = 20;

export const DateConfig = z.object({
  id: DateId,
  names: bilingual,
  /** The question that forms ask it by: the name of their field. */
  question: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'write the name of a field of a form, such as birthday'),
  /** False: it is one day of one year, which people have to write with its year. */
  yearly: z.boolean().default(true),
});
export type DateConfig = z.infer<typeof DateConfig>;

/** Which answers of people are days that something is done about, such as birthdays. */
export const dateKind = defineKind({
  name: 'dates',
  schema: DateConfig,
  example: { id: 'sinh-nhat', names: { vi: 'Sinh nhật', en: 'Birthday' }, question: 'birthday', yearly: true },
  references: (dates) =>
    dates.length > mostDates ? [{ index: mostDates, path: [], message: `there may be at most ${mostDates} dates` }] : [],
});
