import type { EntryDraft, Lead, LeadEvidence } from '../leads/index.ts';
import {
  countedWith,
  mostOpen,
  type Opportunity,
  opened,
  openedEntry,
  opportunitiesOf,
  putOpportunity,
  salesRules,
} from '../opportunities/index.ts';
import { leadSubject, SubjectId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { productKind } from '../products/product-config.ts';
import { attributesOfNeed, comesBackToMarketing, territoryFor, territoryRules } from '../routing/index.ts';
import { comesBack } from '../status/index.ts';
import type { IntakeParts } from './parts.ts';
import { actOf, type Post } from './post.ts';
import { newNeeds } from './rules-needs.ts';

/** Needs that a post opens, for the transaction that takes it in. */
export interface OpenedNeeds {
  readonly opportunities: readonly Opportunity[];
  readonly evidence: Pick<LeadEvidence, 'opportunities'>;
  readonly entries: readonly EntryDraft[];
  readonly writes: readonly WriteItem[];
}

/** Opens what a post asks for beside the need that its lead came with: nobody's yet, in the pool that its product and the place lead to. */
export async function openNeeds(post: Post, before: Lead, lead: Lead, { table, config, ids }: IntakeParts): Promise<OpenedNeeds> {
  const counts = before.evidence.opportunities;
  const none = { opportunities: [], evidence: { opportunities: counts }, entries: [], writes: [] };
  // Most forms open nothing, and read nothing for it.
  if (!post.form?.opensOpportunity || !isWorkedWith(before, post.at)) return none;
  const asked = post.details.products;
  const wanted = newNeeds({ form: post.form, asked }, before, (await config.current(productKind)).documents);
  if (wanted.length === 0) return none;
  const [known, rules, places] = await Promise.all([
    counts.open === 0 ? [] : opportunitiesOf(table, before, { consistent: true }),
    salesRules(config),
    territoryRules(config),
  ]);
  // A rep may have opened it when the person told of it on the phone.
  const isKnown = (product: string) => known.some((one) => one.state === 'open' && one.product === product);
  const products = wanted.filter((product) => !isKnown(product)).slice(0, Math.max(0, mostOpen - counts.open));
  const together = goesWithLead(before, post) ? before.routing : null;
  const opportunities = products.map((product) => {
    const opportunityId = ids.opportunityId(before.leadId, post.at);
    const { poolId } = territoryFor(places.territories, attributesOfNeed(lead, product, places.fields));
    const assigned = together
      ? { subject: leadSubject, owner: null, poolId: together.poolId }
      : { subject: SubjectId.parse(opportunityId), owner: null, poolId };
    return opened({ opportunityId, leadId: before.leadId, wish: { product }, by: actOf(post).actor, assigned, at: post.at }, rules);
  });
  return {
    opportunities,
    evidence: { opportunities: opportunities.reduce((counted, one) => countedWith(counted, null, one), counts) },
    entries: opportunities.map((one) => openedEntry(one, rules)),
    writes: opportunities.map((one) => putOpportunity(null, one)),
  };
}

/** Marketing has a need with its lead: nobody is asked for it alone before sales has the lead. */
function goesWithLead(lead: Lead, { pools }: Post): boolean {
  const { routing, status } = lead;
  if (routing === null || (routing.state !== 'marketing' && routing.state !== 'ended')) return false;
  return status === 'active' || comesBackToMarketing(pools.documents.get(routing.poolId), lead);
}

/** Whoever does not want to be called gets no second rep by a post either. */
function isWorkedWith(lead: Lead, at: Date): boolean {
  return lead.status === 'active' || comesBack(lead, 'post', at.toISOString());
}
