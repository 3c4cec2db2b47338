import { leadAssigned, leadUnassigned } from '../../events/index.ts';
import { type ChangedLead, draftEntry, type Lead, type LeadRouting, putTimelineEntries } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest, leadSubject } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { attributesOf, changeAssignment, creditOf, putBooking, takenByHand } from '../routing/index.ts';
import { poolOfRep } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import type { IntakeParts } from './parts.ts';
import { actOf, type Post } from './post.ts';

/** A lead that is made, and all writes that make it. */
export type Made = Pick<ChangedLead, 'after' | 'writes'>;

/**
 * Gives a new lead to the rep who typed the person in, or whom a list names, in the transaction that makes it, so that no pool can give it to another
 * one before. The ledger of the pool counts it by a timer. The act itself was the first contact, and who is in a list was in hand before. A lead that nobody typed in as theirs stays
 * as it is, and so does one of a rep who is in no pool any more: its pool is asked.
 */
export async function ownedByWhoEntered(made: ChangedLead, post: Post, { table, config, ids }: IntakeParts): Promise<Made> {
  const { after: lead } = made;
  const { enteredBy, listed } = post.submission;
  if (listed?.isForNobody && lead.routing?.state === 'waiting') return forNobody(made, post, lead.routing, ids);
  const named = enteredBy ?? listed;
  if (!named?.repId || lead.routing === null) return made;
  const rep = (await config.current(repKind)).documents.get(named.repId);
  const pools = post.pools.documents;
  const poolId = rep?.active ? poolOfRep(rep.id, lead.routing.poolId, pools) : null;
  if (!rep || poolId === null) return made;
  const repId = rep.id;
  const credit = creditOf(pools.get(poolId) ?? {}, attributesOf(lead, post.fields));
  const decisionId = ids.decisionId(post.at);
  const at = isoTime(post.at);
  const writes = changeAssignment({
    ...actOf(post),
    lead,
    isNewLead: true,
    subject: leadSubject,
    before: null,
    to: { state: 'owned', poolId, repId, decisionId, given: { how: 'manual', by: named.userId, credit }, contactDueAt: at },
    entries: [
      draftEntry(leadAssigned, { subject: leadSubject, repId, poolId, decisionId, how: 'manual', fromRepId: null, credit: 'moved' }),
    ],
    seats: [],
    tasks: [],
    taken: await takenByHand(repId, post.at, { table, config }),
    isContact: true,
    ids,
  });
  const owner = { repId, poolId, since: at, decisionId };
  const owned: Lead = { ...lead, version: lead.version + 1, owner, routing: { ...lead.routing, state: 'owned' } };
  const counted = credit > 0 ? [booked(owned, { poolId, repId, credit, at })] : [];
  return { after: owned, writes: [...putTimelineEntries(made.entries), ...writes, ...counted] };
}

/** Lets a new lead of a list float in its pool: nobody is looked for until somebody gives it away, or its person writes. */
function forNobody({ after: lead, entries }: ChangedLead, post: Post, routing: LeadRouting, ids: IntakeParts['ids']): Made {
  const { poolId } = routing;
  const told = { subject: leadSubject, poolId, repId: null, reason: 'floating', decisionId: '', why: 'other' } as const;
  const writes = changeAssignment({
    ...actOf(post),
    lead,
    isNewLead: true,
    subject: leadSubject,
    before: null,
    to: { state: 'floating', poolId, repId: null, decisionId: null },
    entries: [draftEntry(leadUnassigned, told)],
    seats: [],
    tasks: [],
    ids,
  });
  const after: Lead = { ...lead, version: lead.version + 1, routing: { ...routing, state: 'floating' } };
  return { after, writes: [...putTimelineEntries(entries), ...writes] };
}

type Credited = { readonly poolId: string; readonly repId: string; readonly credit: number; readonly at: string };

function booked({ leadId }: Lead, { poolId, repId, credit, at }: Credited): WriteItem {
  const bookingId = digest('manual', leadId);
  const entries = [{ repId, credit }];
  return putBooking({ v: 1, kind: 'book', poolId, bookingId, at, how: 'manual', leadId, subject: leadSubject, entries });
}
