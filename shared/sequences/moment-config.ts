import { z } from 'zod';
import { DateId } from '../platform/ids.ts';

/**
 * A moment of a lead that is still to come. `appointment`: the next call that was promised, or meeting. `task`: the next task of whatever kind.
 * `close`: the day on which the sale is expected, of the need that the run is about, else the next of all. `date`: the next time that a day of the
 * lead comes round, such as its birthday. Days begin at midnight.
 */
export const MomentOf = z.union([z.enum(['appointment', 'task', 'close']), z.strictObject({ date: DateId })], {
  error: 'write appointment, task, close or a date, such as { "date": "sinh-nhat" }',
});
export type MomentOf = z.infer<typeof MomentOf>;
