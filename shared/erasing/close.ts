import { leadErased } from '../../events/index.ts';
import { draftEntry, type Lead, partitionsOf, phonesOf, putTimelineEntry, readLead, readLeadItself } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { ErasureId, IdSource, LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Erasure } from './erasure.ts';

export interface CloseParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly ids: Pick<IdSource, 'entryId'>;
  /** Returns the writes by which facts of these records lose whom they are of. */
  readonly forgetFacts: (leads: readonly Lead[], erasureId: ErasureId) => Promise<readonly WriteItem[]>;
}

/** By whose word whom the company keeps no longer is erased. */
export const byRule = 'retention';

/** What an erasure knows once the records are gone, and the writes by which they go. */
export interface Closing {
  readonly known: Pick<Erasure, 'leadIds' | 'emails' | 'phones'>;
  readonly gone: number;
  readonly writes: readonly WriteItem[];
}

/**
 * Has nobody find the person any more: all records that are this person go in one transaction, with the event that tells of it. What follows
 * deletes what lies under them, which no reader reaches without the record, and no writer adds to whose transaction asks for it.
 */
export async function closeRecords(erasure: Erasure, now: Date, parts: CloseParts): Promise<Closing> {
  const leads = await recordsOf(erasure, parts.table);
  const leadIds = [...new Set([...erasure.leadIds, ...leads.map(({ leadId }) => leadId)])];
  const addresses = new Set(leads.flatMap(({ email, emails = [] }) => [...(email === null ? [] : [email]), ...emails]));
  const emails = [...addresses].map((email) => ({ email: parts.digests.email(email), address: parts.digests.address(email) }));
  const numbers = new Set(leads.flatMap((lead) => phonesOf(lead).flatMap(({ e164, claimed }) => (e164 !== null && claimed ? [e164] : []))));
  const phones = [...numbers].map((e164) => parts.digests.phone(e164));
  return {
    known: {
      leadIds,
      emails: [...new Map([...erasure.emails, ...emails].map((one) => [one.email, one])).values()],
      phones: [...new Set([...erasure.phones, ...phones])],
    },
    gone: leads.length,
    writes: leads
      .flatMap((lead) => [deleteRecord(lead), toldOf(lead, erasure, now, parts)])
      .concat(await parts.forgetFacts(leads, erasure.erasureId)),
  };
}

/** Of a restored table the records that were named then: who was one person at another time may be two. */
async function recordsOf({ leadIds, isAgain }: Erasure, table: Table): Promise<Lead[]> {
  const named = new Set<LeadId>(leadIds);
  if (!isAgain) {
    for (const leadId of leadIds) {
      const lead = await readLead(table, leadId, { consistent: true });
      for (const part of lead ? partitionsOf(lead) : []) named.add(part);
    }
  }
  const read = await Promise.all([...named].map((leadId) => readLeadItself(table, leadId, { consistent: true })));
  return read.flatMap((lead) => lead ?? []);
}

function deleteRecord({ leadId, version }: Lead): WriteItem {
  return {
    Delete: { Key: keys.lead(leadId), ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } },
  };
}

function toldOf({ leadId, version }: Lead, { erasureId, reason, by }: Erasure, at: Date, { ids }: CloseParts): WriteItem {
  const change = {
    leadId,
    leadVersion: version + 1,
    at,
    // A rule of the company has no user.
    actor: { kind: by === byRule ? 'system' : 'user', id: by },
    correlationId: erasureId,
    causationId: erasureId,
  } as const;
  return putTimelineEntry(draftEntry(leadErased, { erasureId, reason })(change, ids));
}

/** Tells whether an item of a history says that its lead was erased: it stays, and names nobody. */
export const isErasedEntry = (item: Readonly<Record<string, unknown>>): boolean => item.type === leadErased.detailType;
