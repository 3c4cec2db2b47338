import { isDeepStrictEqual } from 'node:util';
import type { SegmentId } from '../platform/ids.ts';
import type { SegmentRule } from './rule-config.ts';
import type { LeadFacts } from './rules-facts.ts';
import { nextFlipAt } from './rules-flip.ts';
import { glanceAt } from './rules-glance.ts';
import { isIn } from './rules-membership.ts';
import { needsOf } from './segments-in-force.ts';

/** What happened to a lead, as far as its record and the kinds of its other items tell. */
export interface Happened {
  /** By the record as it was; null: the lead was made, undefined: the record did not change, or nobody knows what it was. */
  readonly before: LeadFacts | null | undefined;
  readonly after: LeadFacts;
  /** The record changed, whatever it was before. */
  readonly isChanged: boolean;
  /** The person did something. */
  readonly acted: boolean;
  /** Something happened to an order. */
  readonly bought: boolean;
  /** Something is known of the person beside the record that was not, or of another record of theirs. */
  readonly profiled: boolean;
  /** The person got a place at an event, came to it, or did not. */
  readonly registered: boolean;
}

/** Returns the segments that what happened may move a lead into, or out of, now or with time; whoever is not among them stays as they are. */
export function segmentsConcerned(rules: ReadonlyMap<SegmentId, SegmentRule>, happened: Happened, at: Date): SegmentId[] {
  return [...rules].filter(([, rule]) => isConcerned(rule, happened, at)).map(([id]) => id);
}

function isConcerned(rule: SegmentRule, { before, after, isChanged, acted, bought, profiled, registered }: Happened, at: Date): boolean {
  const needs = needsOf([rule]);
  const stands = glanceAt(rule, after, at);
  const isBesideAsked =
    (acted && needs.activity) || (bought && needs.purchases) || (profiled && needs.profile) || (registered && needs.registrations);
  if (stands === 'open' && isBesideAsked) return true;
  if (!isChanged || (before && isDeepStrictEqual(before, after))) return false;
  if (before === undefined) return true;
  const reachesBeside = needs.activity || needs.purchases || needs.profile || needs.registrations;
  if (before === null || !reachesBeside) return movesByRecord(rule, before, after, at);
  return stands === 'open' || glanceAt(rule, before, at) !== stands;
}

/** A lead that was just made has nothing beside its record. */
function movesByRecord(rule: SegmentRule, before: LeadFacts | null, after: LeadFacts, at: Date): boolean {
  if (isIn(rule, after, at) !== (before !== null && isIn(rule, before, at))) return true;
  const [stood, stands] = [before && nextFlipAt(rule, before, at), nextFlipAt(rule, after, at)];
  return stands !== null && (stood === null || stands < stood);
}
