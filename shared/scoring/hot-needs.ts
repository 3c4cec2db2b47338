import type { ConfigReader } from '../config/index.ts';
import { type Lead, partitionsOf, splitAnswers } from '../leads/index.ts';
import { type Opportunity, opportunitiesOf } from '../opportunities/index.ts';
import { epochSeconds } from '../platform/clock.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { productNamed } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { type Assignment, readAssignment } from '../routing/index.ts';
import type { Evidence } from './evidence.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { ScorePlan } from './plan-score.ts';
import { fits, openAfterSeconds } from './rules-interest.ts';
import type { ScoringRules } from './scoring-config.ts';

/** An assignment of a subject that somebody has. */
export type Owned = Extract<Assignment, { readonly state: 'offered' | 'owned' }>;

type Products = Parameters<typeof productNamed>[1];

/**
 * Returns the products that made a lead hot: those that its evidence names, as far as rules give points for it. Older evidence than what the reasons of
 * a rise are taken from is left out.
 * @param at epoch seconds
 */
export function productsIn(
  evidence: readonly Evidence[],
  at: number,
  { interest }: Pick<ScoringRules, 'interest'>,
  products: Products,
): ReadonlySet<string> {
  const counts = (one: Evidence) => interest.some(({ points, when }) => points > 0 && fits(when, one));
  const recent = evidence.filter((one) => one.at >= at - openAfterSeconds && counts(one));
  return new Set(recent.flatMap(wordsOf).flatMap((word) => productNamed(word, products)?.id ?? []));
}

/** What evidence says that it is about: the product of a post, the topic of a page, the name of a click or file. */
function wordsOf(evidence: Evidence): readonly string[] {
  if (evidence.kind === 'submission') return splitAnswers(evidence.fields.product ?? '');
  return evidence.kind === 'signal' && evidence.about !== '' ? [evidence.about] : [];
}

/**
 * Finds the open needs with owners of their own whose products made a lead hot, one for each owner: whoever has the lead hears of it anyway. Hardly a
 * lead has another need: then nothing is read.
 */
export async function needsOfRise(
  { lead, score, entry }: ScorePlan,
  rules: Pick<ScoringRules, 'interest'>,
  now: Date,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<Owned[]> {
  if (!entry || !score.hot || lead.evidence.opportunities.open === 0) return [];
  const open = (await opportunitiesOf(table, lead, { consistent: true })).filter(isOwnedApart);
  if (open.length === 0) return [];
  const [{ documents }, ...parts] = await Promise.all([
    config.current(productKind),
    ...partitionsOf(lead).map((leadId) => gatherEvidence(table, leadId, now)),
  ]);
  const risen = productsIn(parts.flat(), epochSeconds(now), rules, documents);
  const needs = open.filter(({ product }) => product !== null && risen.has(product));
  const assigned = await Promise.all(needs.map(({ subject }) => readAssignment(table, lead.leadId, subject)));
  return eachOwnerOnce(lead, assigned);
}

const isOwnedApart = ({ state, subject, owner }: Opportunity): boolean => state === 'open' && subject !== leadSubject && owner !== null;

function eachOwnerOnce({ owner }: Pick<Lead, 'owner'>, assigned: readonly (Assignment | undefined)[]): Owned[] {
  const owned = assigned.flatMap((one) => (one && one.repId !== null && one.repId !== owner?.repId ? [one] : []));
  return [...new Map(owned.map((one) => [one.repId, one])).values()];
}
