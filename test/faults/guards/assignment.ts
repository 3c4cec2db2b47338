import { AssignMessage } from '../../../events/index.ts';
import { ConflictError, CorruptItemError } from '../../../shared/platform/errors.ts';
import { LeadId, leadSubject, PoolId, type RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { partitionId } from '../../../shared/platform/keys.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { untilWritten } from '../../../shared/platform/versioned.ts';
import {
  type AssignParts,
  assignLeads,
  assignMessageFor,
  type Decision,
  PoolState,
  parseDecision,
  recordedRules,
  rerun,
} from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { moveSubject, parseSeat, readSeats, writeSeat } from '../../../shared/seats/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { countBy } from '../../support/table-facts.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, type Which, weakened } from './weakened-table.ts';

const leads = 42;

/** Leads of the south that wait for an owner, over a table with this weakness. */
async function waitingLeads(weakness: Weakness, count = leads) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
  const messages = world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body));
  world.slow(stumble(dice()));
  const parts: AssignParts = { ...world.parts, table: weakened(world.table, weakness) };
  /** Comes back as from the queue when others were quicker until it gave up. */
  const assign = async (poolId: string, batch: readonly AssignMessage[]): Promise<void> => {
    for (;;) {
      try {
        return await assignLeads(PoolId.parse(poolId), batch, parts);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  };
  return { world, messages, assign };
}

/** The pool's message group is lost: every batch has a worker of its own, all at the same time. */
async function manyWorkers(guard: Guard): Promise<string[]> {
  const { world, messages, assign } = await waitingLeads(guard === 'on' ? {} : { ignoresVersionsOn: ({ pk }) => pk.startsWith('POOL#') });
  const batches = Array.from({ length: leads / 3 }, (_, index) => messages.slice(index * 3, index * 3 + 3));
  await Promise.all(batches.map((batch) => assign('south', batch)));

  const shares = [...countBy(world.leads(), ({ owner }) => owner?.repId ?? 'nobody').values()];
  const spread = Math.max(...shares) - (shares.length < 7 ? 0 : Math.min(...shares));
  const state = world.itemsOf('POOL#south').map((item) => PoolState.parse(item))[0];
  const credits = Object.values(state?.members ?? {}).reduce((sum, member) => sum + member.credits, 0);
  return [
    ...(spread > 1 ? [`shares of the reps are ${spread} leads apart`] : []),
    ...(credits === leads ? [] : [`the ledger counts ${credits} of ${leads} leads`]),
  ];
}

/** Each of these keeps a second owner away: the first contact is asked for once, too. */
const isLeadOrAssignment: Which = ({ sk }) => sk === 'LEAD' || sk.startsWith('ASSIGN#') || sk.startsWith('TASK#');

/** Every message arrives twice, the second time for another pool, as when a territory was changed in between. */
async function twoPools(guard: Guard): Promise<string[]> {
  const { world, messages, assign } = await waitingLeads(guard === 'on' ? {} : { ignoresVersionsOn: isLeadOrAssignment }, 12);
  world.slow(async () => {});
  // Both read the lead before either writes it.
  for (const message of messages) await Promise.all([assign('south', [message]), assign('unknown', [{ ...message, poolId: 'unknown' }])]);

  const decisions = countBy(world.itemsOf(' DECISION#'), partitionId);
  return [...decisions].flatMap(([leadId, count]) => (count === 1 ? [] : [`lead ${leadId} was given away ${count} times`]));
}

/** Two pools that both have reps give the same leads away at once; a seat goes with each owner. */
async function twoOwners(guard: Guard): Promise<string[]> {
  const { world, messages, assign } = await waitingLeads(guard === 'on' ? {} : { ignoresConditionsOn: isLeadOrAssignment }, 12);
  world.slow(async () => {});
  for (const message of messages) await Promise.all(['south', 'north'].map((poolId) => assign(poolId, [{ ...message, poolId }])));

  return seatFaults(world.table.items.values());
}

/** The pool of last resort has nobody for a lead at the moment at which another pool gives it away. */
async function refusedMeanwhile(guard: Guard): Promise<string[]> {
  const weakness: Weakness = guard === 'on' ? {} : { ignoresConditionsOn: ({ sk }) => sk.startsWith('ASSIGN#') };
  const { world, messages, assign } = await waitingLeads(weakness, 12);
  world.config.change(poolKind, 'unknown', (pool) => ({ ...pool, members: [] }));
  world.slow(async () => {});
  for (const message of messages) await Promise.all(['south', 'unknown'].map((poolId) => assign(poolId, [{ ...message, poolId }])));

  return assignmentFaults(world.table.items.values());
}

/** Leads are taken back a moment after they were given away; the queue drops what it has seen before within five minutes. */
async function takenBack(guard: Guard): Promise<string[]> {
  const { world, messages, assign } = await waitingLeads({}, 12);
  const seen = new Set<string>();
  const isNew = ({ groupId = '', deduplicationId = '', body }: OutgoingMessage) => {
    const { kind, leadId } = AssignMessage.parse(body);
    const id = guard === 'on' ? `${groupId} ${deduplicationId}` : `${groupId} ${kind} ${leadId}`;
    return !seen.has(id) && seen.add(id);
  };
  const deliver = async () => {
    while (world.sent.assign.length > 0) {
      for (const { groupId = '', body } of world.sent.assign.splice(0).filter(isNew)) await assign(groupId, [AssignMessage.parse(body)]);
    }
  };
  world.sent.assign.push(...messages.map((message) => assignMessageFor(message)));
  await deliver();
  for (const { leadId, owner } of world.leads()) {
    if (!owner) return [`lead ${leadId} was never given away`];
    const { poolId, decisionId } = owner;
    const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId, cause: 'recalled', decisionId } as const;
    world.sent.assign.push(assignMessageFor({ ...asked, correlationId: 'timer-1' }));
  }
  await deliver();

  return world.leads().flatMap(({ leadId, owner }) => (owner ? [] : [`lead ${leadId} was taken back and given to nobody`]));
}

const opportunity = SubjectId.parse('opportunity');

/** What a rep owns of a lead comes by two ways at once: the lead by its pool, and something else of it by an act of its own. */
async function twoSubjects(guard: Guard): Promise<string[]> {
  const { world, messages, assign } = await waitingLeads(
    guard === 'on' ? {} : { ignoresConditionsOn: ({ sk }) => sk.startsWith('SEAT#') },
    12,
  );
  world.config.change(poolKind, 'south', (pool) => ({ ...pool, members: pool.members.slice(0, 1) }));
  const [member] = (await world.config.current(poolKind)).documents.get('south')?.members ?? [];
  const table = weakened(world.table, guard === 'on' ? {} : { ignoresConditionsOn: ({ sk }) => sk.startsWith('SEAT#') });
  const join = (leadId: LeadId, to: RepId) =>
    untilWritten(async () => {
      const held = await readSeats(table, leadId);
      const move = { leadId, subject: opportunity, from: null, to, at: '2026-11-22T04:00:00.000Z' };
      await table.transact(moveSubject(move, held, { leadVersion: 1, activityAt: move.at, card: 'packed' }).map(writeSeat));
    });
  world.slow(async () => {});
  for (const message of messages) {
    await Promise.all([assign('south', [message]), member ? join(LeadId.parse(message.leadId), member.repId) : null]);
  }

  return world.itemsOf(' SEAT#').flatMap((item) => {
    const { leadId, subjects } = parseSeat(item);
    return subjects.length === 2 ? [] : [`the seat at the lead ${leadId} forgot all but ${subjects.join()}`];
  });
}

const awayAndBack = ['away', 'here', 'here', 'away', 'here', 'here', 'here', 'away', 'away', 'here', 'here', 'here'];

/** Decisions of a pool with unequal weights and a rep on leave, re-run from what was stored of them. */
async function rerunAll(stores: (decision: Record<string, unknown>) => Record<string, unknown>): Promise<string[]> {
  const isDecision = (item: Record<string, unknown>) => String(item.sk).startsWith('DECISION#');
  const { world, messages, assign } = await waitingLeads({ stores: (item) => (isDecision(item) ? stores(item) : item) }, 60);
  world.config.change(poolKind, 'south', (pool) => ({
    ...pool,
    members: pool.members.map((member, index) => ({ ...member, weight: [5, 3, 2, 1, 1, 1, 1][index] ?? 1 })),
  }));
  for (let start = 0; start < messages.length; start += 5) {
    // Away at first, when the heaviest weight would be the first choice, then now and then: a history in which every field counts.
    const active = awayAndBack[start / 5] === 'here';
    world.config.change(repKind, 'rep-lan', (rep) => ({ ...rep, active }));
    await assign('south', messages.slice(start, start + 5));
  }
  const violations = world.itemsOf(' DECISION#').map(async (item) => {
    const stored = readable(item);
    if (!stored) return [`the decision ${String(item.sk)} cannot be read again`];
    const again = rerun(stored, await recordedRules(world.config, stored));
    const [was, is] = [stored, again].map(({ territory, poolId, chosen }) => [territory.territoryId, poolId, chosen].join(' '));
    return is === was ? [] : [`decision ${stored.decisionId} was ${was} and is now ${is}`];
  });
  return (await Promise.all(violations)).flat();
}

function readable(item: Record<string, unknown>): Decision | null {
  try {
    return parseDecision(item);
  } catch (error) {
    if (error instanceof CorruptItemError) return null;
    throw error;
  }
}

/** Changes every candidate of a stored decision. */
function eachCandidate(change: (candidate: Record<string, unknown>) => Record<string, unknown> | null) {
  return (decision: Record<string, unknown>) => ({
    ...decision,
    candidates: (Array.isArray(decision.candidates) ? decision.candidates : []).flatMap((candidate) => change(candidate) ?? []),
  });
}

/** What a decision was made from; each left out in turn, or put to what one would guess. */
const recorded: Readonly<Record<string, (decision: Record<string, unknown>) => Record<string, unknown>>> = {
  "what each rep is owed ('owed')": eachCandidate((candidate) => ({ ...candidate, owed: 0 })),
  "the share in the window ('level')": eachCandidate((candidate) => ({ ...candidate, level: 0 })),
  'the weights': eachCandidate((candidate) => ({ ...candidate, weight: 1 })),
  'the reason why a rep was left out': eachCandidate((candidate) => ({ ...candidate, rejected: null })),
  'the attributes that territories ask for': (decision) => ({
    ...decision,
    attributes: { products: [], provinceCodes: [], macroRegions: [] },
  }),
  'the versions of the rules': (decision) => ({ ...decision, versions: { territories: 1, pools: 1, reps: 1 } }),
  'all candidates': eachCandidate((candidate) => (candidate.repId === 'rep-phuc' ? null : candidate)),
  'the credit': ({ credit: _credit, ...decision }) => decision,
  'the lead': (decision) => ({ ...decision, leadId: 'L0' }),
};

export const assignmentAlarms: readonly Alarm[] = [
  { invariant: 3, guard: "the pool's version", prove: manyWorkers },
  { invariant: 3, guard: 'the versions of lead and assignment', prove: twoPools },
  { invariant: 3, guard: 'the versions of lead and assignment, for seats', prove: twoOwners },
  { invariant: 3, guard: "the assignment's version", prove: refusedMeanwhile },
  { invariant: 3, guard: 'the cause in the deduplication id', prove: takenBack },
  { invariant: 3, guard: "the seat's version", prove: twoSubjects },
  ...Object.entries(recorded).map(
    ([what, without]): Alarm => ({
      invariant: 7,
      guard: `the record of ${what}`,
      prove: (guard) => rerunAll(guard === 'on' ? (decision) => decision : without),
    }),
  ),
];
