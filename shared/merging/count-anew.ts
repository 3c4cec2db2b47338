import { readCallsUnder } from '../call-log/index.ts';
import type { EvidencePart } from '../leads/evidence.ts';
import { type Lead, type LeadEvidence, type LeadPost, partitionsOf } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { countedWith } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type LeadId, refText } from '../platform/ids.ts';
import { allPurchases, totalsOf } from '../purchases/index.ts';
import { lettersOf, putQualification, readQualification, withAllOf, withoutTaken } from '../qualification/index.ts';
import type { MergeParts } from './parts.ts';

/** Counts anew what lies under the records of a lead; what nothing lies for stays as it is told. */
export async function evidenceOf(lead: Lead, stood: LeadEvidence, { table }: MergeParts): Promise<LeadEvidence> {
  const [needs, orders, ...calls] = await Promise.all([
    opportunitiesOf(table, lead, { consistent: true }),
    allPurchases(table, lead, { consistent: true }),
    ...partitionsOf(lead).map((leadId) => readCallsUnder(table, leadId)),
  ]);
  const opportunities = needs.reduce((counts, need) => countedWith(counts, null, need), { open: 0, accepted: 0, won: 0 });
  const made = calls.flat();
  const counted = { attempts: made.length, reached: made.filter(({ isReached }) => isReached).length };
  return {
    ...stood,
    ...counted,
    opportunities,
    purchases: { paid: totalsOf(orders).reduce((sum, { paidOrders }) => sum + paidOrders, 0) },
  };
}

/** Names what a lead has less of than before: it was another person's. */
export function lessIn(before: LeadEvidence, after: LeadEvidence): EvidencePart[] {
  const isLess: Readonly<Partial<Record<EvidencePart, boolean>>> = {
    qualification: before.qualification !== after.qualification,
    quoteAsked: before.quoteAsked && !after.quoteAsked,
    attempts: after.attempts < before.attempts,
    reached: after.reached < before.reached,
    opportunities: after.opportunities.accepted < before.opportunities.accepted || after.opportunities.open < before.opportunities.open,
    purchases: after.purchases.paid < before.purchases.paid,
  };
  return (Object.keys(before) as EvidencePart[]).filter((part) => isLess[part]);
}

/** Works out what each of two leads is qualified by: what posts of the other one said goes with that one. */
export async function partedQualification(leadId: LeadId, otherLeadId: LeadId, posts: readonly LeadPost[], table: MergeParts['table']) {
  const [before, other] = await Promise.all([leadId, otherLeadId].map((id) => readQualification(table, id, { consistent: true })));
  if (!before || !other) throw new NotFoundError('no such lead');
  const refs = new Set(posts.map(refText));
  const isOthers = (one: { readonly kind: string; readonly ref: string }) =>
    (one.kind === 'form' && refs.has(one.ref)) ||
    Object.values(other).some((known) => Array.isArray(known) && known.some(({ kind, ref }) => kind === one.kind && ref === one.ref));
  const own = withoutTaken(before, isOthers);
  const since = withoutTaken(before, (one) => !(one.kind === 'form' && refs.has(one.ref)));
  const others = withAllOf(other, since);
  return {
    own: lettersOf(own),
    other: lettersOf(others),
    writes: [...(own === before ? [] : [putQualification(before, own)]), ...(others === other ? [] : [putQualification(other, others)])],
  };
}
