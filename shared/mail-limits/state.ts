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
  /** Since when mails that advertise are paused, until somebody ends it; the mail that showed that they had to. */
  advertisingPausedAt: z.string().optional(),
  advertisingPausedBy: z.number().int().positive().optional(),
  /** What the last pause was due to: so many came back of so many. */
  pausedForReturned: z.number().int().nonnegative().optional(),
  pausedForMails: z.number().int().nonnegative().optional(),
  /** When somebody ended the last pause, who, and why mails may go on. */
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

/** Tells whether mails that advertise are paused, whatever else is. */
export const isAdvertisingPaused = ({ advertisingPausedAt }: Pick<StrangersState, 'advertisingPausedAt'>): boolean =>
  advertisingPausedAt !== undefined;

/** Which pause holds a mail back at a moment; undefined: none does. */
export function pauseOf(state: StrangersState, isAdvertising: boolean, now: Date): 'mailPaused' | 'advertisingPaused' | undefined {
  if (isPaused(state, now)) return 'mailPaused';
  return isAdvertising && isAdvertisingPaused(state) ? 'advertisingPaused' : undefined;
}

/** Tells whether all mails to people are paused at a moment. */
export const isPaused = ({ pausedUntil }: Pick<StrangersState, 'pausedUntil'>, now: Date): boolean =>
  pausedUntil !== undefined && pausedUntil > isoTime(now);
