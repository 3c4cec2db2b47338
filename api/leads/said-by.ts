import { z } from 'zod';

/** Ways in which a person tells a colleague what they agree to, or refuse. */
export const SaidBy = z.enum(['phone', 'email', 'message', 'inPerson', 'letter']);
export type SaidBy = z.infer<typeof SaidBy>;

/** The same, and the words of before for two of them: stored entries have those, and who calls may send them. */
export const SaidByOrBefore = z.enum([...SaidBy.options, 'call', 'paper']);
type SaidByOrBefore = z.infer<typeof SaidByOrBefore>;

const before: Readonly<Record<Exclude<SaidByOrBefore, SaidBy>, SaidBy>> = { call: 'phone', paper: 'letter' };

/** Returns the word of today for a way in which something was said. */
export function saidByToday(way: SaidByOrBefore): SaidBy {
  return way === 'call' || way === 'paper' ? before[way] : way;
}
