import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { ConfigurationError, CorruptItemError } from '../platform/errors.ts';
import { type DecisionId, type LeadId, leadOfSubject, type PoolId, type SubjectId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Assignment } from './assignment.ts';
import { Decision, PoolState } from './decision.ts';
import { attributesStored, storedAttributes } from './decision-item.ts';
import { isListedAsWaiting } from './rules-assignment.ts';
import { emptyPool } from './rules-ledger.ts';
import type { Offered } from './rules-offers.ts';
import type { Owned } from './rules-protection.ts';

function poolStateOf(item: Item): PoolState {
  const parsed = PoolState.safeParse(item);
  // Retryable on purpose: to set leads aside because of the ledger would lose them; ops repair it and they go on.
  if (!parsed.success) throw new ConfigurationError(`the ledger of the pool ${partitionId(item)} is malformed: repair or delete its item`);
  return parsed.data;
}

const poolStates = versioned<PoolState>({
  parse: poolStateOf,
  // What reps have in hand is theirs, and lies with them.
  toItem: ({ poolId, version, members, duty }) => ({ ...keys.pool(poolId), poolId, version, members, ...(duty ? { duty } : {}) }),
});

export async function readPoolState(table: Table, poolId: PoolId): Promise<PoolState> {
  return (await poolStates.read(table, keys.pool(poolId), { consistent: true })) ?? emptyPool(poolId);
}

/** Writes the ledger that was computed from `before`; refused when another writer was quicker. */
export function putPoolState(before: PoolState, after: PoolState): WriteItem {
  return poolStates.put(before, after);
}

const assignments = versioned<Assignment>({
  parse(item) {
    const parsed = Assignment.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('an assignment does not have the shape this version knows');
    return parsed.data;
  },
  toItem({ leadId, ...assignment }) {
    const { subject, poolId, since } = assignment;
    const waiting = isListedAsWaiting({ leadId, ...assignment }) ? indexKeys.waiting(poolId, since, leadId) : {};
    const floating = assignment.state === 'floating' ? indexKeys.floating(poolId, since, leadId) : {};
    return { ...keys.assignment(leadId, subject), ...waiting, ...floating, ...assignment };
  },
});

/** What goes its own way lies under the lead that it was opened for, whatever that one has become part of. */
const assignmentKey = ({ leadId, subject }: SubjectOfLead) => keys.assignment(leadOfSubject(leadId, subject), subject);

/** Reads the assignment of a subject as it stands now; undefined for one that nobody has assigned yet. @throws CorruptItemError */
export function readAssignment(table: Pick<Table, 'get'>, leadId: LeadId, subject: SubjectId): Promise<Assignment | undefined> {
  return assignments.read(table, assignmentKey({ leadId, subject }), { consistent: true });
}

/** A subject of a lead. */
interface SubjectOfLead {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
}

/** Reads the assignments of some subjects, in the order in which they are named, by a read that may lag. @throws CorruptItemError */
export async function readAssignments(
  table: Pick<Table, 'batchGet'>,
  subjects: readonly SubjectOfLead[],
): Promise<(Assignment | undefined)[]> {
  const named = new Map(subjects.map(({ leadId, subject }) => [`${leadId} ${subject}`, assignmentKey({ leadId, subject })]));
  const items = await table.batchGet([...named.values()]);
  const found = items.map((item) => assignments.parse(item));
  return subjects.map(({ leadId, subject }) =>
    found.find((one) => one.leadId === leadOfSubject(leadId, subject) && one.subject === subject),
  );
}

/** Writes an assignment; refused when it moved since it was read. Only for `changeAssignment`, which moves what goes with it. */
export function putAssignment(before: Assignment | null, after: Assignment): WriteItem {
  return assignments.put(before, after);
}

/**
 * Counts an assignment that stays as it is, for the transaction of what goes along with its subject: whoever moves the subject at the same
 * time decides anew, and sees it. Refused when it moved since it was read.
 */
export function touchAssignment(assignment: Assignment): WriteItem {
  return noteOnAssignment(assignment, {});
}

/** Notes something of an assignment that stays with whoever has it. Refused when it moved since it was read. */
export function noteOnAssignment(assignment: Assignment, noted: Pick<Assignment, 'passed'>): WriteItem {
  return assignments.put(assignment, { ...assignment, ...noted, version: assignment.version + 1 });
}

/** Gives a rep until another moment to accept an offer. Refused when it moved since it was read. */
export function retimeAssignment(offer: Offered, slaDueAt: string): WriteItem {
  return assignments.put(offer, { ...offer, slaDueAt, version: offer.version + 1 });
}

/** Protects what a rep has until a moment, or no longer. Refused when it moved since it was read. */
export function protectAssignment(assignment: Owned, until: string | null): WriteItem {
  const { protectedUntil: _stood, ...bare } = assignment;
  const protectedUntil = until === null ? {} : { protectedUntil: until };
  return assignments.put(assignment, { ...bare, ...protectedUntil, version: assignment.version + 1 });
}

/** What the keys say, and what nearly all candidates have, is left out: a decision among seven reps is to cost one unit. */
export function putDecision({ decisionId, leadId, candidates, ...decision }: Decision): WriteItem {
  const { poolId, at } = decision;
  const attributes = storedAttributes(decision.attributes);
  const weighed = candidates.map(({ rejected, ...candidate }) => ({ ...candidate, ...(rejected === null ? {} : { rejected }) }));
  return {
    Put: {
      Item: {
        ...keys.decision(leadId, decisionId),
        ...indexKeys.decision(poolId, at, decisionId),
        ...decision,
        attributes,
        candidates: weighed,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

export function parseDecision(item: Item): Decision {
  const own = { leadId: partitionId(item), decisionId: sortId(item), ...item, attributes: attributesStored(item.attributes) };
  const parsed = Decision.safeParse(own);
  if (!parsed.success) throw new CorruptItemError('a decision does not have the shape this version knows');
  return parsed.data;
}

export async function readDecision(table: Table, leadId: LeadId, decisionId: DecisionId): Promise<Decision | undefined> {
  // A decision never changes once it is there, so the dear read is needed only when the cheap one does not see it yet.
  const key = keys.decision(leadId, decisionId);
  const item = (await table.get(key)) ?? (await table.get(key, { consistent: true }));
  return item && parseDecision(item);
}

/**
 * Reads a decision about a subject of a lead: it lies where its subject lies, so that what becomes part of another lead, or is none any more, has it along. Of a
 * need whose lead is part of another, earlier versions put it under the lead that is left.
 */
export async function readDecisionAbout(
  table: Table,
  { leadId, subject }: SubjectOfLead,
  decisionId: DecisionId,
): Promise<Decision | undefined> {
  const own = leadOfSubject(leadId, subject);
  const found = await readDecision(table, own, decisionId);
  return found ?? (own === leadId ? undefined : readDecision(table, leadId, decisionId));
}

/** Reads the decisions about a lead and its members, newest first. */
export async function readDecisions(table: Table, lead: WholeLead): Promise<Decision[]> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => decisionsUnder(table, leadId)));
  return found.length === 1 ? found.flat() : found.flat().sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

async function decisionsUnder(table: Table, leadId: LeadId): Promise<Decision[]> {
  const items = await queryAll(table, {
    ...beginningWith(keys.leadPk(leadId), keys.decisionPrefix),
    ScanIndexForward: false,
  });
  return items.map(parseDecision);
}
