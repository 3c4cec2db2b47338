import { isDeepStrictEqual } from 'node:util';
import { type Actor, stageChanged, statusChanged } from '../../events/index.ts';
import { PheuError } from '../platform/errors.ts';
import type { IdSource } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { EntryDraft, LeadDraft } from './draft.ts';
import type { Lead, LeadStatus, Stage } from './record.ts';
import { type DecideStage, decideStage, type LifecycleRules, lostStages } from './rules-lifecycle.ts';
import { movedTo, stepsOf, withoutSteps } from './rules-steps.ts';
import { flagEntries, stageEntry } from './stage-entry.ts';
import { leadExists, putNewLead, replaceLead } from './store.ts';
import { type Change, type DraftedEntry, dataOf, putTimelineEntries, type TimelineEntry } from './timeline.ts';
import { withUnseen } from './unseen.ts';

/** Who does something to a lead, when and because of what. */
export interface Act {
  readonly at: Date;
  readonly actor: Actor;
  readonly cause: Pick<Change, 'correlationId' | 'causationId'>;
}

/** An act that may move the lead to another stage. */
export interface LifecycleAct extends Act {
  readonly rules: LifecycleRules;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** A lead as an act leaves it, and the writes that make it so, for the transaction of the act. */
export interface ChangedLead {
  readonly after: Lead;
  readonly entries: readonly DraftedEntry[];
  readonly writes: readonly WriteItem[];
}

/**
 * Refuses a change that changes nothing, or of which the timeline would not say all: a mistake in the code that asks for it. It is made
 * again with each try, so what asked is set aside instead of holding up its group.
 */
export class UntoldChangeError extends PheuError {
  readonly code = 'untold_change';
  readonly status = 500;
  readonly retryable = false;
}

/**
 * Changes a lead that was read: one version up, by the draft and by the stage that the change leads to. The writes are refused when
 * somebody was quicker; read and decide again then.
 * @throws UntoldChangeError, also for another owner: who owns a lead is changed by its assignment alone
 */
export function changeLead(
  { before, draft, ...act }: LifecycleAct & { readonly before: Lead; readonly draft: (before: Lead) => LeadDraft },
  decide: DecideStage = decideStage,
): ChangedLead {
  const drafted = draft(before);
  refuseOtherOwner(before, { ...before, ...drafted.fields });
  return writeChange(before, drafted, act, decide);
}

/** Changes a lead for `changeLead` and `changeOwner`, which see to it that each changes only what is its own. */
export function writeChange(
  before: Lead,
  { fields, entries, takenBack = [] }: Omit<LeadDraft, 'fields'> & { readonly fields: Partial<Lead> },
  act: LifecycleAct & { readonly isNew?: boolean },
  decide: DecideStage,
): ChangedLead {
  if (isDeepStrictEqual({ ...before, ...fields }, before)) throw new UntoldChangeError('a change of a lead must change something');
  const drafted = { ...before, ...fields, version: before.version + 1, updatedAt: act.at.toISOString() };
  const moved = movedLead(before, drafted, { entries, takenBack }, act, decide);
  const after = withUnseen(before, moved.after);
  const put = act.isNew ? putNewLead(after) : replaceLead(before, after);
  return { after, entries: moved.entries, writes: [...put, ...putTimelineEntries(moved.entries)] };
}

/** A lead that nobody has routed yet is nobody's and waits, as soon as it is routed. */
const unassigned: Pick<Lead, 'owner' | 'routing'> = { owner: null, routing: null };

function refuseOtherOwner(before: Pick<Lead, 'owner' | 'routing'>, after: Lead): void {
  const stateOf = ({ routing }: Pick<Lead, 'routing'>) => routing?.state ?? 'waiting';
  if (isDeepStrictEqual(after.owner, before.owner) && stateOf(after) === stateOf(before)) return;
  throw new UntoldChangeError('who owns a lead is changed by its assignment alone');
}

/**
 * Makes a lead, with the stage that it begins at and without an owner. The writes are refused when the id is taken.
 * @throws UntoldChangeError
 */
export function createLead(
  { lead, entries, ...act }: LifecycleAct & { readonly lead: Lead; readonly entries: readonly EntryDraft[] },
  decide: DecideStage = decideStage,
): ChangedLead {
  // Where it is not for sales yet, marketing has it from the beginning.
  if (lead.owner !== null || lead.routing?.state !== 'marketing') refuseOtherOwner(unassigned, lead);
  const moved = movedLead(null, lead, { entries, takenBack: [] }, act, decide);
  return { ...moved, writes: [...putNewLead(moved.after), ...putTimelineEntries(moved.entries)] };
}

function movedLead(
  before: Lead | null,
  drafted: Lead,
  { entries: drafts, takenBack }: Required<Pick<LeadDraft, 'entries' | 'takenBack'>>,
  act: LifecycleAct,
  decide: DecideStage,
): Pick<ChangedLead, 'after' | 'entries'> {
  const lost = before ? lostStages(before, drafted.evidence, act.rules, takenBack) : [];
  let after = withoutSteps(drafted, lost);
  const told = [...drafts];
  for (const move of decide(before, drafted, act.rules, lost)) {
    const isRetracted = move.reason === 'retraction';
    const entry = { ...move, rulesVersion: act.rules.version, because: null, takenBack: isRetracted ? takenBack : [] };
    told.push(stageEntry(after, entry, act.at), ...(isRetracted ? flagEntries(after, { lost, takenBack, actor: act.actor }) : []));
    const steps = stepsOf(after).filter(({ stage }) => !lost.includes(stage));
    // A lead that is made at a stage came to it when it was made, which the record says already.
    const moved = before ? { moved: movedTo(move.to, move.reason, steps, act.at) } : {};
    after = { ...after, stage: move.to, ...moved };
  }
  const entries = entriesOf(after, told, act, act.ids);
  refuseUntoldStage((before ?? drafted).stage, after.stage, entries);
  refuseUntoldStatus((before ?? drafted).status, after.status, entries);
  return { after, entries };
}

/** Whoever listens learns of each stage: the entries have to lead from the one that stood to the one that will. */
function refuseUntoldStage(stood: Stage, stands: Stage, entries: readonly TimelineEntry[]): void {
  let reached: string = stood;
  for (const entry of entries) {
    const move = dataOf(stageChanged, entry);
    if (move && move.from !== reached) throw new UntoldChangeError('an entry tells of a stage that the lead was not at');
    reached = move?.to ?? reached;
  }
  if (reached !== stands) throw new UntoldChangeError('a lead cannot change its stage without an entry that tells of it');
}

function refuseUntoldStatus(stood: LeadStatus, stands: LeadStatus, entries: readonly TimelineEntry[]): void {
  const told = entries.flatMap((entry) => dataOf(statusChanged, entry) ?? []);
  const isTold = stood === stands ? told.length === 0 : told.length === 1 && told[0]?.from === stood && told[0].to === stands;
  if (!isTold) throw new UntoldChangeError('a lead cannot change its status without an entry that tells of it');
}

/** Adds entries to the timeline of a lead that stays as it is; the writes are refused when the lead is gone. */
export function noteOnLead(
  lead: Pick<Lead, 'leadId' | 'version' | 'stage'>,
  drafts: readonly EntryDraft[],
  act: Act,
  ids: Pick<IdSource, 'entryId'>,
): Pick<ChangedLead, 'entries' | 'writes'> {
  const entries = entriesOf(lead, drafts, act, ids);
  refuseUntoldStage(lead.stage, lead.stage, entries);
  if (entries.some((entry) => dataOf(statusChanged, entry))) throw new UntoldChangeError('a note cannot change a status');
  return { entries, writes: [leadExists(lead.leadId), ...putTimelineEntries(entries)] };
}

function entriesOf(
  lead: Pick<Lead, 'leadId' | 'version'>,
  drafts: readonly EntryDraft[],
  act: Act,
  ids: Pick<IdSource, 'entryId'>,
): DraftedEntry[] {
  if (drafts.length === 0) throw new UntoldChangeError('a change of a lead needs an entry that tells of it');
  const { at, actor, cause } = act;
  const change: Change = { leadId: lead.leadId, leadVersion: lead.version, at, actor, ...cause };
  return drafts.map((draft) => draft(change, ids));
}
