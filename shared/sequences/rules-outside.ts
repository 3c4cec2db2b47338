import type { Lead } from '../leads/index.ts';

/** What ends a run, and keeps a lead out, whatever the rules of its sequence say; null: nothing does. */
export function outsideReason({
  mergedInto,
  status,
  consent,
}: Pick<Lead, 'mergedInto' | 'status' | 'consent'>): 'merged' | 'disqualified' | 'optOut' | null {
  if (mergedInto !== null) return 'merged';
  if (status === 'disqualified') return 'disqualified';
  return consent.contact?.granted === false ? 'optOut' : null;
}
