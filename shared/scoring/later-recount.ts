import type { ScoreMessage } from '../../events/index.ts';
import { epochSeconds, secondsMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { type Timer, timerIdFor } from '../timers/index.ts';
import type { Score } from './store.ts';

/** A lead is counted from the beginning once in so many seconds, however often that is asked for: whoever posts can ask for it each time. */
const recountSeconds = 60;

/**
 * Returns the timer by which a recount stands back behind one of the last minute; null if nobody asks for one, or it is to be counted now.
 * All of a kind that are asked for until then set the same timer. One that has waited never waits again, so none is lost where clocks differ.
 */
export function laterRecount(leadId: LeadId, score: Score | null, messages: readonly ScoreMessage[], now: Date): Timer | null {
  const asked = messages.filter((one) => one.kind === 'recount');
  if (asked.length === 0 || asked.some(({ waited }) => waited)) return null;
  const countedAt = score?.countedAt ?? null;
  if (countedAt === null || epochSeconds(now) >= countedAt + recountSeconds) return null;
  // A timer of its own: a recount that takes nothing back must not take its place.
  const takesBack = asked.some(({ takenBack }) => takenBack);
  const message: ScoreMessage = { v: 1, kind: 'recount', leadId, waited: true, ...(takesBack ? { takenBack: true } : {}) };
  const dueAt = new Date((countedAt + recountSeconds) * secondsMs).toISOString();
  return { timerId: timerIdFor(takesBack ? 'takenBack' : 'recount', leadId), dueAt, queue: 'score', message };
}
