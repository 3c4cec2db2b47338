import type { Lead } from '../leads/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { Source } from '../platform/ids.ts';

/** A new owner heard of the lead a moment ago; a second post in this time is the same story. */
const freshOwnerMs = 10 * minutesMs;

/** Tells whether the owner was given the lead for a post of this very source a moment before `at`, so that a notice would say nothing new. */
export function ownerJustGotIt({ owner, source: { first } }: Pick<Lead, 'owner' | 'source'>, posted: Source, at: Date): boolean {
  if (owner === null || first.channel !== posted.channel || first.sourceId !== posted.sourceId) return false;
  return at.getTime() - Date.parse(owner.since) < freshOwnerMs;
}
