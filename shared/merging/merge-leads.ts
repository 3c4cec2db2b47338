import { type Actor, leadMerged, leadMergedInto } from '../../events/index.ts';
import {
  type Act,
  changeLead,
  draftEntry,
  type Lead,
  type LeadFields,
  type LifecycleRules,
  putProvenance,
  readLead,
  readProvenance,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import { digest, type LeadId, leadSubject, type PoolId, type RepId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { lettersOf, putQualification, readQualification, withAllOf } from '../qualification/index.ts';
import { type Assignment, changeAssignment, creditHeld, poolInCharge, putBooking, readAssignment } from '../routing/index.ts';
import { readSeat } from '../seats/index.ts';
import { endTasks, followOwner, readTasks, writeTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { ImpossibleMergeError } from './errors.ts';
import { type Held, imageOfKept, type Pair, putPair, readPair } from './pair.ts';
import type { MergeParts } from './parts.ts';
import type { Kept } from './rules-fields.ts';
import { type Merged, mergeLeads as mergedOf, whyNotMerged } from './rules-merge.ts';
import { decidedByPerson, mergeRefusals } from './sentences.ts';
import { tellReps } from './tell-reps.ts';

/** Somebody says that two leads are one person. */
export interface MergeAsked {
  /** The lead that is left. */
  readonly leadId: LeadId;
  readonly otherLeadId: LeadId;
  /** The version of the lead that is left, as a person saw it. @default - any */
  readonly seenVersion?: number | undefined;
  /** Who may say so is for the caller to know. */
  readonly actor: Actor;
  readonly by: 'person' | 'rule';
  readonly correlationId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (merged: MergedLeads) => readonly WriteItem[];
}

export interface MergedLeads {
  readonly leadId: LeadId;
  readonly otherLeadId: LeadId;
  readonly version: number;
  readonly members: readonly LeadId[];
}

/** Both records as they stand, and what they would become. */
export interface MergePlan extends Merged {
  readonly survivor: Kept;
  readonly loser: Kept;
}

/**
 * Makes one lead part of another in one transaction: both records, their histories, what they are to each other, the end of the other one's assignment with its
 * credit, and its open tasks, which go to whoever has the lead that is left. Where it is so already, nothing is written.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the person saw; ImpossibleMergeError
 */
export async function mergeLeads(asked: MergeAsked, parts: MergeParts): Promise<MergedLeads> {
  const merged = await untilWritten(() => merge(asked, parts));
  // The timer of the same transaction is the net.
  await parts.score.send({ body: { v: 1, kind: 'recount', leadId: merged.leadId } });
  return merged;
}

async function merge(asked: MergeAsked, parts: MergeParts): Promise<MergedLeads> {
  const { table, clock, ids } = parts;
  const { seenVersion, actor, by, correlationId, along = () => [] } = asked;
  const [one, other] = await Promise.all([asked.leadId, asked.otherLeadId].map((leadId) => readLead(table, leadId, { consistent: true })));
  if (!one || !other) throw new NotFoundError('no such lead');
  if (one.leadId === other.leadId && asked.leadId !== asked.otherLeadId) {
    const already = resultOf(one, asked.otherLeadId);
    await writeIfAny(table, along(already));
    return already;
  }
  refuseOtherVersion('lead', one, seenVersion);
  const { survivor, loser, kept, from } = await planMerge(one, other, parts);
  const at = clock();
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const [pair, rules, assignment = null, qualified] = await Promise.all([
    readPair(table, one.leadId, other.leadId),
    lifecycleInForce(parts.config),
    readAssignment(table, other.leadId, leadSubject),
    mergedQualification(one.leadId, other.leadId, table),
  ]);
  // A rule never goes against what a person decided about the two.
  if (by === 'rule' && (pair?.state === 'undone' || pair?.state === 'dropped')) {
    throw new ImpossibleMergeError(`${decidedByPerson.en} ${decidedByPerson.vi}`);
  }
  const held = await holderOf(other, assignment, table);
  const filled = [...from].flatMap(([field, side]) => (side === 'loser' ? [field] : []));
  const changed = changeLead({
    ...act,
    before: one,
    rules,
    ids,
    draft: () => ({
      fields: { ...mergedFields(kept.lead), evidence: { ...kept.lead.evidence, qualification: qualified.letters } },
      entries: [draftEntry(leadMerged, { otherLeadId: other.leadId, fields: filled, by })],
    }),
  });
  const done = resultOf(changed.after, other.leadId);
  await table.transact([
    ...changed.writes,
    ...putHistory(survivor, kept),
    ...qualified.writes,
    ...(await endedWrites({ ...act, before: assignment, held, lead: other, survivor: one, by, rules }, parts)),
    putPair(pair, one.leadId, other.leadId, pairOf(pair, { survivor, loser, held, at: isoTime(at), by: actor.id })),
    recountTimer(one.leadId, at),
    ...tellReps({ survivor: one, otherLeadId: other.leadId, heldBy: held?.repId ?? null, by, at }),
    ...along(done),
  ]);
  parts.log.info('leads merged', { leadId: one.leadId, otherLeadId: other.leadId, by, members: done.members.length });
  return done;
}

const resultOf = ({ leadId, version, members = [] }: Lead, otherLeadId: LeadId): MergedLeads => ({ leadId, otherLeadId, version, members });

/** Works out what one lead becomes with another one. @throws ImpossibleMergeError */
export async function planMerge(one: Lead, other: Lead, { table }: Pick<MergeParts, 'table'>): Promise<MergePlan> {
  const why = whyNotMerged(one, other);
  if (why) throw new ImpossibleMergeError(`${mergeRefusals[why].en} ${mergeRefusals[why].vi}`);
  const [survivor, loser] = await Promise.all([one, other].map((lead) => keptOf(lead, { table })));
  if (!survivor || !loser) throw new NotFoundError('no such lead');
  return { survivor, loser, ...mergedOf(survivor, loser) };
}

/** Reads where the values of a lead come from. */
export async function keptOf(lead: Lead, { table }: Pick<MergeParts, 'table'>): Promise<Kept> {
  return { lead, provenance: await readProvenance(table, lead.leadId) };
}

/** A list of which nothing is left is written as one: an absent one would leave what stood. */
export const withLists = (lead: Lead): Lead => ({ ...lead, emails: lead.emails ?? [], otherNames: lead.otherNames ?? [] });

/** Names what a merge may change of a record: the rest follows by its own rules. */
export function mergedFields(lead: Lead): Partial<LeadFields> {
  const { fullName, nameKey, otherNames, email, emails, phone, extraPhones, company, companyId, title, region, products, locale } = lead;
  const { source, consent, tags, extra, evidence, referredBy, members } = lead;
  return {
    ...{ fullName, nameKey, email, phone, extraPhones, company, companyId, title, region, products, locale },
    ...{ source, consent, tags, extra, evidence },
    ...(emails ? { emails } : {}),
    ...(otherNames ? { otherNames } : {}),
    ...(members ? { members } : {}),
    ...(referredBy === undefined ? {} : { referredBy }),
  };
}

/** Replaces the history of a record where it is another now. */
export function putHistory(before: Kept, after: Kept): WriteItem[] {
  if (after.provenance === before.provenance) return [];
  const { provenance } = before;
  if (!('version' in provenance)) throw new TypeError('a history is replaced by what was made of the one that was read');
  return [putProvenance(provenance as Parameters<typeof putProvenance>[0], after.provenance)];
}

async function mergedQualification(leadId: LeadId, otherLeadId: LeadId, table: MergeParts['table']) {
  const [before, other] = await Promise.all([leadId, otherLeadId].map((id) => readQualification(table, id, { consistent: true })));
  if (!before || !other) throw new NotFoundError('no such lead');
  const after = withAllOf(before, other);
  return { letters: lettersOf(after), writes: after === before ? [] : [putQualification(before, after)] };
}

interface Ending extends Act {
  readonly before: Assignment | null;
  readonly held: Held | null;
  readonly lead: Lead;
  readonly survivor: Lead;
  readonly by: 'person' | 'rule';
  readonly rules: LifecycleRules;
}

/** Ends what the other lead was given, gives its credit back, and hands its open tasks on. */
async function endedWrites({ before, held, lead, survivor, by, rules, ...act }: Ending, { table, ids }: MergeParts): Promise<WriteItem[]> {
  const tasks = await readTasks(table, lead);
  const repId = held?.repId ?? null;
  const to = survivor.owner?.repId ?? null;
  const entries = [draftEntry(leadMergedInto, { survivorId: survivor.leadId, repId, by })];
  const mergedInto = survivor.leadId;
  const moved = followOwner(tasks, { subject: leadSubject, from: repId, to, goesOn: true }, act.at);
  const isMoved = (name: string) => moved.some(({ after }) => after.name === name);
  const contacts = endTasks(
    tasks,
    ({ name, subject }) => subject === leadSubject && name.startsWith('first-') && !isMoved(name),
    'cancelled',
    act.at,
  );
  const tasked = writeTasks([...moved, ...contacts], act.at);
  if (before?.state === 'ended') {
    const changed = changeLead({ ...act, before: lead, rules, ids, draft: () => ({ fields: { mergedInto }, entries }) });
    return [...changed.writes, ...tasked];
  }
  const seat = repId === null ? undefined : await readSeat(table, lead.leadId, repId);
  const poolId = poolInCharge(lead, {
    subject: leadSubject,
    poolId: before?.poolId ?? lead.owner?.poolId ?? survivor.owner?.poolId ?? '-',
  });
  const ended = changeAssignment({
    ...act,
    lead,
    subject: leadSubject,
    before,
    to: { state: 'ended', poolId, repId: null, decisionId: null },
    entries,
    beside: { fields: { mergedInto }, rules },
    seats: seat ? [seat] : [],
    tasks: [],
    ids,
  });
  if (held === null || held.credit <= 0) return [...ended, ...tasked];
  const entry = { repId: held.repId, credit: -held.credit };
  const booked = { leadId: lead.leadId, poolId: held.poolId, at: act.at, cause: act.cause.correlationId, how: 'merge', entry } as const;
  return [...ended, ...tasked, booking(booked)];
}

/** Reads who has a lead, and what it counts for them; null: nobody has it. */
async function holderOf(lead: Lead, assignment: Assignment | null, table: MergeParts['table']): Promise<Held | null> {
  const credit = await creditHeld(assignment, lead, table);
  if (assignment?.repId == null) return lead.owner ? { repId: lead.owner.repId, poolId: lead.owner.poolId, credit: 0 } : null;
  return { repId: assignment.repId, poolId: assignment.poolId, credit: credit ?? 0 };
}

/** What the ledger of a pool is to count of a lead that is part of another, or is so no more. */
export interface Booked {
  readonly leadId: LeadId;
  readonly poolId: PoolId;
  readonly at: Date;
  readonly cause: string;
  readonly how: 'merge' | 'undo';
  readonly entry: { readonly repId: RepId; readonly credit: number };
}

/** Returns the timer by which a pool counts it, in its own group. */
export function booking({ leadId, poolId, at, cause, how, entry }: Booked): WriteItem {
  const bookingId = digest('merge', leadId, cause);
  return putBooking({
    v: 1,
    kind: 'book',
    poolId,
    bookingId,
    at: isoTime(at),
    how,
    leadId,
    subject: leadSubject,
    entries: [entry],
  });
}

/** Returns the timer by which a lead is scored anew: what was sent at once may be lost. */
export function recountTimer(leadId: LeadId, at: Date): WriteItem {
  const due = { timerId: timerIdFor('mergeRecount', leadId, isoTime(at)), dueAt: isoTime(at) };
  return putTimer({ ...due, queue: 'score', message: { v: 1, kind: 'recount', leadId } });
}

function pairOf(
  pair: Pair | undefined,
  found: { readonly survivor: Kept; readonly loser: Kept; readonly held: Held | null; readonly at: string; readonly by: string },
): Omit<Pair, 'older' | 'newer' | 'version'> {
  const { older: _older, newer: _newer, version: _version, ...stood } = pair ?? { older: null, newer: null, version: 0 };
  const { survivor, loser, held, at, by } = found;
  const merge = { survivorId: survivor.lead.leadId, at, by, held, survivor: imageOfKept(survivor), loser: imageOfKept(loser) };
  return { ...stood, state: 'merged', merge };
}
