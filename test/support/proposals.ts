import { contactOf } from '../../shared/identity/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { type Proposals, valuesProposed, withProposed } from '../../shared/proposals/index.ts';
import { postRef } from './post-ref.ts';

/** Proposals after a post with these fields, as intake adds them. */
export function proposedTo(
  before: Proposals,
  lead: Lead,
  fields: Record<string, string>,
  {
    id,
    at = '2026-11-22T04:00:00.000Z',
    matchedBy = 'email' as 'email' | 'phone',
  }: { id: string; at?: string; matchedBy?: 'email' | 'phone' },
) {
  const confirmable = matchedBy === 'email';
  return withProposed(before, valuesProposed(contactOf(fields), lead, matchedBy), { submission: postRef(id), at, confirmable });
}
