import { fitChanged } from '../../events/index.ts';
import { noFields } from '../fields/index.ts';
import { draftEntry, type EntryDraft, type FitLevel, type Lead } from '../leads/index.ts';
import type { RuleSet } from './rule-set.ts';
import { attributesOf, fitLevelOf } from './rules-fit.ts';

/** A level of fit, and the entries that tell how a lead came to it. */
export interface FitChange {
  readonly fit: FitLevel;
  readonly entries: readonly EntryDraft[];
}

/**
 * Levels a lead by its record as it will stand, for the transaction that changes it; no entry where the level stays.
 * `reason`: what moves it if it moves.
 */
export function fitOfRecord(lead: Lead, { rules, version }: RuleSet, reason: 'record' | 'rules' = 'record'): FitChange {
  const from = lead.evidence.fit;
  const to = fitLevelOf(attributesOf(lead, rules.fields ?? noFields), rules);
  return { fit: to, entries: from === to ? [] : [draftEntry(fitChanged, { from, to, reason, rulesVersion: version })] };
}
