import type { Actor } from '../../events/index.ts';
import {
  type Act,
  changeLead,
  type KnownDraft,
  type Lead,
  type LeadStatus,
  type LifecycleRules,
  noLifecycleRules,
  readLead,
  type StatusReason,
  statusDraft,
} from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type IdSource, type LeadId, leadSubject, SourceId, submissionIdOfRequest } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { changeAssignment, poolInCharge, readAssignment, restingWrites } from '../routing/index.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks, type Task } from '../tasks/index.ts';
import { ImpossibleStatusError } from './errors.ts';
import { needsFollow } from './needs-follow.ts';
import { assignmentFor, whyNot } from './rules-status.ts';

export interface StatusParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** Somebody says whether a lead is worked with. */
export interface StatusAsked {
  readonly leadId: LeadId;
  readonly to: LeadStatus;
  readonly reason: StatusReason;
  /** The version of the lead that a person saw. @default - any */
  readonly seenVersion?: number | undefined;
  /** Who may decide is for the caller to know. */
  readonly actor: Actor;
  readonly correlationId: string;
  /** Returns further writes for the same transaction, by the lead's new version. @default - none */
  readonly along?: (changed: Pick<Lead, 'leadId' | 'status' | 'version'>) => readonly WriteItem[];
}

/**
 * Brings a lead to another status with all that follows: its assignment ends or goes to marketing, its tasks end with it, and its other needs follow. One that is
 * brought back waits for its pool; whoever asks sends it there (`askForOwner`).
 * @returns the lead as it stands after it
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the person saw; ImpossibleStatusError
 */
export function changeStatus(asked: StatusAsked, parts: StatusParts): Promise<Lead> {
  const { leadId, to, reason, seenVersion, actor, correlationId, along = () => [] } = asked;
  return untilWritten(async () => {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    refuseOtherVersion('lead', lead, seenVersion);
    const why = whyNot(lead, to, reason);
    if (why) throw new ImpossibleStatusError(`${why.en} ${why.vi}`);
    const act = { at: parts.clock(), actor, cause: { correlationId, causationId: correlationId } };
    const beside = await consentBeside(lead, { to, reason, ...act }, parts.table);
    const writes = await statusWrites(lead, { to, reason, ...act }, parts, beside);
    const after = { ...lead, status: to, version: lead.version + 1 };
    await parts.table.transact([...writes, ...along(after)]);
    return after;
  });
}

/** By its version of the text: nobody read one, a colleague wrote down what the person said. */
const saidToColleague = 'status';

/** Whoever says that a person refuses contact, says their consent; whoever takes that back as a mistake, takes it back whole. */
async function consentBeside(
  lead: Lead,
  { to, reason, at, actor, cause }: Act & Pick<StatusAsked, 'to' | 'reason'>,
  table: Table,
): Promise<Beside | null> {
  const { contact, ...others } = lead.consent;
  const isRefused = reason === 'refusedContact';
  const isMistake = to === 'active' && reason === 'mistake' && contact?.granted === false && contact.textVersion === saidToColleague;
  if (!isRefused && !isMistake) return null;
  const ref = {
    channel: 'manual',
    sourceId: SourceId.parse(actor.id),
    submissionId: submissionIdOfRequest(cause.correlationId),
  } as const;
  const refusal = { granted: false, at: at.toISOString(), textVersion: saidToColleague, ...ref };
  const consent = isRefused ? { ...others, contact: refusal } : others;
  return { draft: { fields: { consent }, entries: [] }, rules: noLifecycleRules, tasks: await readTasks(table, lead) };
}

/** What else the act makes of the lead in the same change. */
export interface Beside {
  readonly draft: KnownDraft;
  readonly rules: LifecycleRules;
  /** The tasks of the lead, without those that the act ends itself. */
  readonly tasks: readonly Task[];
}

/**
 * Returns the writes that bring a lead, as it was read consistently, to a status: for a transaction that changes nothing of the lead but what is
 * told here. `beside`: null, nothing. `back`: where a lead goes that comes back to work, a rep's pool where nothing is said.
 */
export async function statusWrites(
  lead: Lead,
  { to, reason, back, ...act }: Act & Pick<StatusAsked, 'to' | 'reason'> & { readonly back?: 'waiting' | 'marketing' },
  { table, ids }: Pick<StatusParts, 'table' | 'ids'>,
  beside: Beside | null = null,
): Promise<readonly WriteItem[]> {
  const state = assignmentFor(lead, to, back);
  const needs = await needsFollow(lead, to, act, table);
  const rules = beside?.rules ?? noLifecycleRules;
  const draft = (repId: string | null) => {
    const { fields, entries } = statusDraft(lead, to, { reason, at: act.at, repId });
    return {
      fields: { ...fields, ...beside?.draft.fields },
      entries: [...(beside?.draft.entries ?? []), ...entries],
      takenBack: beside?.draft.takenBack ?? [],
    };
  };
  if (state !== 'ended' && state !== 'marketing' && state !== 'waiting') {
    const rested = to === 'retired' && lead.owner ? await restingWrites({ leadId: lead.leadId, subject: leadSubject }, act.at, table) : [];
    return [...changeLead({ ...act, before: lead, draft: () => draft(null), rules, ids }).writes, ...needs, ...rested];
  }
  const before = (await readAssignment(table, lead.leadId, leadSubject)) ?? null;
  const repId = before ? before.repId : (lead.owner?.repId ?? null);
  const [seat, tasks] = await Promise.all([
    repId === null ? undefined : readSeat(table, lead.leadId, repId),
    beside?.tasks ?? readTasks(table, lead),
  ]);
  const { entries, ...known } = draft(repId);
  const poolId = poolInCharge(lead, { subject: leadSubject, poolId: before?.poolId ?? lead.owner?.poolId ?? lead.routing?.poolId ?? '' });
  const moved = changeAssignment({
    ...act,
    lead,
    subject: leadSubject,
    before,
    to: { state, poolId, repId: null, decisionId: null },
    entries,
    beside: { ...known, rules },
    seats: seat ? [seat] : [],
    tasks,
    ids,
  });
  return [...moved, ...needs];
}
