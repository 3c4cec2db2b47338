import type { EditedLeadView } from '../../api/leads/edit-lead.ts';
import { type Actor, leadRerouted, leadUpdated, proposalAccepted } from '../../events/index.ts';
import { may, type Principal } from '../access/index.ts';
import { knownProducts } from '../capture/index.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import {
  type Act,
  areMergeCandidates,
  type ChangeBeside,
  changeLead,
  consentAtMailbox,
  draftEntry,
  type EntryDraft,
  type Lead,
  type LeadRouting,
  type LifecycleRules,
  type NotedPair,
  noteMergeCandidate,
  noteOnLead,
  type Provenance,
  putProvenance,
  readLead,
  readProvenance,
  withNewValue,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { subjectsOfCaller } from '../opportunities/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type IdSource, type LeadId, leadSubject, SourceId, type SubmissionRef, submissionIdOfRequest } from '../platform/ids.ts';
import type { OrderedMessage, Queue } from '../platform/queues.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { moveRefusals } from '../preferences/index.ts';
import { AddressHeldError, putProposals, readProposals, withTakenOver } from '../proposals/index.ts';
import { assignMessageFor, changeAssignment, readAssignment, territoryInstead, territoryRules } from '../routing/index.ts';
import { fitOfRecord, ruleSetInForce } from '../scoring/index.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { type Edit, type Edited, editedBy } from './edited.ts';
import { holdEdit } from './hold-edit.ts';

/** A colleague changes what a record holds. */
export interface EditAsked {
  readonly leadId: LeadId;
  readonly edit: Edit;
  /** The version of the lead that the colleague saw. */
  readonly seenVersion: number;
  /** Who may do so is for the caller to know. */
  readonly principal: Principal;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (edited: EditedLeadView) => readonly WriteItem[];
}

export interface EditParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly assign: Queue;
}

/**
 * Changes what a record holds, as verified by who changes it. Addresses and numbers follow their guards and claims. A lead that waits goes to
 * the pool of its new territory, which is asked; one that somebody has stays.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the colleague saw; InvalidInputError; AddressHeldError where another lead
 * has the address: the two are noted as a merge candidate
 */
export async function editLead(asked: EditAsked, parts: EditParts): Promise<EditedLeadView> {
  const { view, next } = await untilWritten(() => editOnce(asked, parts));
  // The timer of the same transaction is the net.
  if (next) await parts.assign.send(next);
  return view;
}

async function editOnce(
  { leadId, edit, seenVersion, principal, correlationId, along }: EditAsked,
  parts: EditParts,
): Promise<{ readonly view: EditedLeadView; readonly next: OrderedMessage | null }> {
  const { table, config, digests, clock, ids } = parts;
  const [before, products, companies, declared] = await Promise.all([
    readLead(table, leadId, { consistent: true }),
    knownProducts(config),
    config.current(companyKind),
    config.current(fieldKind),
  ]);
  if (!before) throw new NotFoundError('no such lead');
  refuseOtherVersion('lead', before, seenVersion);
  const { macroRegions } = companies.documents.get('company') ?? {};
  const edited = editedBy(before, edit, { products, macroRegions, fields: declared.documents });
  if (edited.changed.length === 0) {
    const view = { leadId: before.leadId, version: before.version, changed: [] };
    await writeIfAny(table, along(view));
    return { view, next: null };
  }
  const at = clock();
  const actor = { kind: 'user', id: principal.userId } as const;
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const said: SubmissionRef = {
    channel: 'manual',
    sourceId: SourceId.parse(principal.userId),
    submissionId: submissionIdOfRequest(correlationId),
  };
  const held = await holdEdit(before, edited.after, { table, digests });
  const others = held.addressOf ? [held.addressOf] : held.sharedWith;
  const pairs = await Promise.all(others.map((other) => pairWith(table, before.leadId, other, said, at)));
  if (held.addressOf) {
    const entries = pairs.flatMap((pair) => pair.entries);
    if (entries.length > 0)
      await table.transact([...noteOnLead(before, entries, act, ids).writes, ...pairs.flatMap((pair) => pair.writes)]);
    throw await heldError(held.addressOf, principal, table);
  }
  const [history, scoring, lifecycle, moved, rerouted, proposals] = await Promise.all([
    readProvenance(table, before.leadId),
    ruleSetInForce(config),
    lifecycleInForce(config),
    consentAfter(before, held.after, { table, digests }),
    reroutedTo(held.after, config),
    proposalsAfter(before, held.after, { at: isoTime(at), actor }, table),
  ]);
  const level = fitOfRecord(held.after, scoring);
  const { leadId: _id, version: _version, createdAt: _created, updatedAt: _updated, owner: _owner, unseen: _unseen, ...kept } = held.after;
  const { routing: _routing, ...fields } = {
    ...kept,
    consent: moved.consent,
    evidence: { ...before.evidence, fit: level.fit },
    openProposals: proposals.areOpen,
  };
  const entries: EntryDraft[] = [
    ...proposals.entries,
    draftEntry(leadUpdated, { fields: [...edited.changed], submission: null }),
    ...level.entries,
    ...pairs.flatMap((pair) => pair.entries),
  ];
  const change = { ...act, ids };
  const written = rerouted
    ? await rerouteWith(before, { territory: rerouted, fields, entries, lifecycle, correlationId }, change, table)
    : { ...changeLead({ ...change, before, rules: lifecycle, draft: () => ({ fields, entries }) }), next: null };
  const view: EditedLeadView = { leadId: before.leadId, version: before.version + 1, changed: [...edited.changed] };
  await table.transact([
    ...written.writes,
    putProvenance(history, provenanceAfter(history, before, edited, { at: isoTime(at), userId: principal.userId })),
    ...proposals.writes,
    ...held.writes,
    ...moved.writes,
    ...pairs.flatMap((pair) => pair.writes),
    ...along(view),
  ]);
  return { view, next: written.next };
}

/** What somebody proposed and a colleague writes is decided by that. */
async function proposalsAfter(
  before: Lead,
  after: Lead,
  by: { readonly at: string; readonly actor: Actor },
  table: Table,
): Promise<{ readonly areOpen: boolean; readonly writes: readonly WriteItem[]; readonly entries: readonly EntryDraft[] }> {
  if (!before.openProposals) return { areOpen: before.openProposals, writes: [], entries: [] };
  const stored = await readProposals(table, before.leadId, { consistent: true });
  const closed = withTakenOver(stored, { was: before, is: after }, by);
  return {
    areOpen: closed.after.open.length > 0,
    writes: closed.taken.length > 0 ? [putProposals(stored, closed.after)] : [],
    entries: closed.taken.map(({ proposalId, field, submission }) => draftEntry(proposalAccepted, { proposalId, field, submission })),
  };
}

/** Only what waits follows its territory: somebody works with a lead whose owner stays, and marketing's leads are looked at by themselves. */
async function reroutedTo(lead: Lead, config: ConfigReader): Promise<LeadRouting | null> {
  if (lead.owner !== null || lead.routing?.state !== 'waiting') return null;
  return territoryInstead(lead, await territoryRules(config));
}

interface Rerouting {
  readonly territory: LeadRouting;
  readonly fields: ChangeBeside['fields'];
  readonly entries: readonly EntryDraft[];
  readonly lifecycle: LifecycleRules;
  readonly correlationId: string;
}

/** The lead waits in its new pool from the moment of the change, which a timer of the same transaction has asked. */
async function rerouteWith(
  before: Lead,
  { territory, fields, entries, lifecycle, correlationId }: Rerouting,
  change: Act & { readonly ids: Pick<IdSource, 'entryId'> },
  table: Table,
): Promise<{ readonly writes: readonly WriteItem[]; readonly next: OrderedMessage }> {
  const { leadId, routing } = before;
  const { territoryId, poolId, territoriesVersion } = territory;
  const writes = changeAssignment({
    ...change,
    lead: before,
    subject: leadSubject,
    before: (await readAssignment(table, leadId, leadSubject)) ?? null,
    to: { state: 'waiting', poolId, repId: null, decisionId: null },
    entries: [
      ...entries,
      draftEntry(leadRerouted, { subject: leadSubject, territoryId, poolId, fromPoolId: routing?.poolId ?? poolId, territoriesVersion }),
    ],
    seats: [],
    tasks: [],
    territory,
    beside: { fields, rules: lifecycle },
  });
  const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId, cause: 'returned' } as const;
  const next = assignMessageFor({ ...asked, causationId: correlationId, correlationId });
  const net = putForwardTimer({ timerId: timerIdFor('edited', leadId, correlationId), dueAt: isoTime(change.at) }, 'assign', next);
  return { writes: [...writes, net], next };
}

/** What a person refused at the old address holds for the new one; what they agreed to there, its mailbox says anew. */
async function consentAfter(
  { email, consent }: Lead,
  after: Lead,
  { table, digests }: Pick<EditParts, 'table' | 'digests'>,
): Promise<{ readonly writes: readonly WriteItem[]; readonly consent: Lead['consent'] }> {
  if (after.email === email) return { writes: [], consent };
  if (after.email === null) return { writes: [], consent: consentAtMailbox(consent, {}) };
  const from = email === null ? null : digests.address(email);
  const { writes, word } = await moveRefusals({ from, to: digests.address(after.email) }, table);
  return { writes, consent: consentAtMailbox(consent, word) };
}

function provenanceAfter(
  { leadId, fields, extra }: Provenance,
  before: Lead,
  { values }: Edited,
  { at, userId }: { readonly at: string; readonly userId: string },
): Provenance {
  const [own, answers] = [new Map(Object.entries(fields)), new Map(Object.entries(extra))];
  for (const { field, old, value } of values) {
    // Nothing is no value: a later post may fill what was taken away.
    const said = { value: value ?? '', at, source: { kind: 'user', id: userId } as const, verified: value !== null };
    const [past, name] = typeof field === 'string' ? [own, field] : [answers, field.extra];
    past.set(name, withNewValue(past.get(name), before, old, said));
  }
  return { leadId, fields: Object.fromEntries(own), extra: Object.fromEntries(answers) };
}

async function pairWith(table: Table, leadId: LeadId, otherLeadId: LeadId, submission: SubmissionRef, at: Date): Promise<NotedPair> {
  if (await areMergeCandidates(table, leadId, otherLeadId)) return { writes: [], entries: [] };
  return noteMergeCandidate(leadId, { otherLeadId, reason: 'acceptedDetail', submission, at });
}

/** Names the other lead to whoever may read it. */
async function heldError(otherLeadId: LeadId, principal: Principal, table: Table): Promise<AddressHeldError> {
  const other = await readLead(table, otherLeadId);
  const isSeen = other !== undefined && may(principal, 'lead.read', other, await subjectsOfCaller(table, principal, other));
  const which = isSeen ? `the lead ${otherLeadId}` : 'another lead';
  return new AddressHeldError(`This address belongs to ${which}. The two are noted as one person perhaps.`);
}
