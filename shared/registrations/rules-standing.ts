import type { Registration } from './registration.ts';

/** How somebody stands to an event, as rules ask for it: `registered` has a place, whether they came or not. */
export const standings = ['registered', 'waiting', 'came', 'missed'] as const;
export type Standing = (typeof standings)[number];

/** Tells how a person stands to the event that they registered for last; nothing for who gave the place back, or found none. */
export function standingsOf({ state, attendedAt, missedAt }: Pick<Registration, 'state' | 'attendedAt' | 'missedAt'>): Standing[] {
  if (state === 'waiting') return ['waiting'];
  if (state !== 'confirmed') return [];
  return ['registered', ...(attendedAt === undefined ? [] : (['came'] as const)), ...(missedAt === undefined ? [] : (['missed'] as const))];
}
