import { z } from 'zod';
import { detailTypes } from '../../events/detail-types.ts';
import { FitLevel, Temperature } from '../leads/evidence.ts';
import { Stage } from '../leads/record.ts';
import { DateId, SegmentId } from '../platform/ids.ts';

const Word = z.string().min(1).max(200);

/**
 * Fields of an event's data and what they hold, any of the words that are listed: numbers and yes or no are written as text. A field within another
 * is named with a dot, such as `standing.stage`.
 */
export const EventFields = z
  .record(z.string().min(1).max(64), z.union([Word, z.array(Word).min(1).max(50)]))
  .refine((fields) => Object.keys(fields).length > 0, 'name at least one field, or leave it out');
export type EventFields = z.infer<typeof EventFields>;

/** An entry of a lead's history. */
export const EventName = z.enum(detailTypes);

const anyOf = <Schema extends z.ZodType>(value: Schema) => z.array(value).min(1).max(20);

/** What puts a lead into a sequence. */
export const Trigger = z.discriminatedUnion('on', [
  z.object({ on: z.literal('event'), type: EventName, where: EventFields.optional() }),
  /** The lead comes to one of these stages. */
  z.object({ on: z.literal('stage'), stage: anyOf(Stage) }),
  /** The lead comes to one of these levels, from above or from below. */
  z
    .object({ on: z.literal('level'), temperature: anyOf(Temperature).optional(), fit: anyOf(FitLevel).optional() })
    .refine(({ temperature, fit }) => temperature !== undefined || fit !== undefined, 'write temperature, fit or both'),
  /** The lead comes into the segment; not where only the segment's rule was changed. */
  z.object({ on: z.literal('segment'), segment: SegmentId }),
  /** So many days after a day of the lead's, such as its birthday; before it where the number is negative. */
  z.object({ on: z.literal('date'), date: DateId, offsetDays: z.number().int().min(-60).max(60).optional() }),
  /** A person puts the lead in. */
  z.object({ on: z.literal('manual') }),
]);
export type Trigger = z.infer<typeof Trigger>;
