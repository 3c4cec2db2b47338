import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { Item } from '../platform/table.ts';
import { type Returned, returnedIn } from './rules-breaker.ts';

const StrangersItem = z.object({
  /** Mails to people that were let through, ever: the last one's ordinal. */
  total: z.number().int().nonnegative().default(0),
  pausedAt: z.string().optional(),
  pausedUntil: z.string().optional(),
  pauseReason: z.enum(['bounces', 'complaints']).optional(),
  /** The mail that showed that they had to pause. */
  pausedBy: z.number().int().positive().optional(),
  /** When somebody ended the last pause before its time, who, and why they may go on. */
  resumedAt: z.string().optional(),
  resumedBy: z.string().optional(),
  resumeReason: z.string().optional(),
  /** The complaint that somebody was told of, and until when no other one is told. */
  warnedBy: z.number().int().positive().optional(),
  warnedUntil: z.string().optional(),
});

/** What all mails to people share: how many went, how many came back, and whether they are paused. */
export type StrangersState = z.infer<typeof StrangersItem> & { readonly returned: Returned };

/** Reads the shared state out of its item as it counts at a moment. @throws CorruptItemError */
export function stateOf(item: Item | undefined, now: Date): StrangersState {
  const state = StrangersItem.safeParse(item ?? {});
  if (!state.success) throw new CorruptItemError('the state of mails to people does not have the shape this version knows');
  return { ...state.data, returned: returnedIn(item ?? {}, now) };
}

/** Tells whether mails to people are paused at a moment. */
export const isPaused = ({ pausedUntil }: Pick<StrangersState, 'pausedUntil'>, now: Date): boolean =>
  pausedUntil !== undefined && pausedUntil > isoTime(now);
