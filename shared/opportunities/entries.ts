import { opportunityChanged, opportunityLost, opportunityOpened, opportunityReopened, opportunityWon } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { Opportunity } from '../needs/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { SalesRules } from './rules-pipeline.ts';
import { changedFields, standingOf } from './rules-standing.ts';

/** Drafts the entry of an opportunity that is new. */
export function openedEntry(opportunity: Opportunity, rules: SalesRules): EntryDraft {
  const { opportunityId, subject } = opportunity;
  return draftEntry(opportunityOpened, { opportunityId, subject, standing: standingOf(opportunity, rules) });
}

/** Drafts what the history tells of a change; each entry says how the opportunity stands after all of it. */
export function changeEntries(before: Opportunity, after: Opportunity, rules: SalesRules): EntryDraft[] {
  const { opportunityId } = after;
  const standing = standingOf(after, rules);
  const fields = changedFields(before, after);
  const isMoved = before.stageId !== after.stageId || before.pipelineId !== after.pipelineId;
  const drafts: EntryDraft[] = [];
  if (before.state !== 'open') drafts.push(draftEntry(opportunityReopened, { opportunityId, from: before.state, standing }));
  if (fields.length > 0) {
    const secondsInStage = isMoved ? secondsBetween(before.stageSince, after.stageSince) : null;
    const fromStage = isMoved ? before.stageId : null;
    drafts.push(draftEntry(opportunityChanged, { opportunityId, fields, fromStage, secondsInStage, standing }));
  }
  if (after.closed) {
    const { at, reason, repId } = after.closed;
    const contract = after.state === 'won' ? opportunityWon : opportunityLost;
    drafts.push(draftEntry(contract, { opportunityId, reason, repId, secondsOpen: secondsBetween(after.openedAt, at), standing }));
  }
  return drafts;
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / secondsMs));
}
