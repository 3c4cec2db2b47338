import { lateActChanged } from '../../events/index.ts';
import { draftEntry } from '../leads/index.ts';
import type { LateAct } from './late-act.ts';

/** The line of the history about what became of a late act. */
export const told = ({ lateActId, act, repId }: LateAct, what: 'kept' | 'applied' | 'dismissed') =>
  draftEntry(lateActChanged, { lateActId, is: act.is, repId, what });
