import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WorkMessage } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { SubjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { declineOffer, isOffered, readAssignment, readPoolState } from '../../../shared/routing/index.ts';
import { AcceptPolicy, poolKind } from '../../../shared/routing/pool-config.ts';
import { Split } from '../../../shared/splits/index.ts';
import { splitLeadsWork } from '../../../shared/splits/split-work.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, forwardWork } from '../../../shared/work/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { unheardQueue } from '../../support/queues.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { south, splittingOf } from '../../support/splits.ts';

const minutes = 60_000;
const returning = ['wrongTerritory', 'spam', 'duplicate'];

const acts = [
  'arrive',
  'split',
  'pass on',
  'recall',
  'undo',
  'give',
  'give, and keep the credit',
  'give to nobody',
  'release',
  'claim',
  'accept',
  'decline',
  'decline as spam',
  'hand over',
  'hand over by rules',
  'come back',
  'work',
  'timers',
  'assign',
  'double',
  'time',
] as const;

/** What happens at once, of whom, and at which of its calls to the outside it is killed, before or behind the call. */
const anyStep = fc.record({
  together: fc.array(fc.record({ act: fc.constantFrom(...acts), pick: fc.nat({ max: 1_000 }) }), { minLength: 1, maxLength: 3 }),
  killedAt: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 }),
  isBehind: fc.boolean(),
  /** Whether what it asks for is still to be done when the next comes. */
  isHasty: fc.boolean(),
});

const anyPool = fc.constantFrom({}, { accept: AcceptPolicy.parse({ withinMinutes: 30, offers: 3 }) }, { mode: 'leader' as const });

/** A south of three reps, in which everything may happen to what comes. */
async function createStory(pool: object) {
  const world = createWorld();
  const { documents } = await world.config.current(poolKind);
  const members = (documents.get(south)?.members ?? []).slice(0, 3);
  world.config.change(poolKind, south, (before) => ({ ...before, ...pool, members, floating: { perDay: 50 } }));
  // A Monday at 10:00 in Vietnam.
  world.pass(24 * 60 * minutes);
  const users = [...(await world.config.current(userKind)).documents.values()];
  const repIds = members.map(({ repId }) => repId);
  const splitting = splittingOf(world);
  const { ask, split, setActive, handOver } = splitting;
  const queues = { assign: world.parts.assign, work: world.parts.work, notice: unheardQueue, mail: unheardQueue, score: unheardQueue };
  const run = (message: unknown) => doWork(WorkMessage.parse(message), [splitLeadsWork, forwardWork], { ...world.parts, queues });
  let posts = 0;

  /** Delivers what waits in a queue; what is killed comes again. */
  const assign = async () => {
    const held = [...world.sent.assign];
    try {
      await world.assignAll();
    } catch (error) {
      world.sent.assign.push(...held);
      throw error;
    }
  };
  const work = async () => {
    for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
      try {
        if (next.groupId === splitLeadsWork.kind) await run(next.body);
      } catch (error) {
        world.sent.work.push(next);
        throw error;
      }
    }
  };
  const timers = async () => {
    const now = world.parts.clock().toISOString();
    for (const item of world.itemsOf('DUE#')) {
      const { timerId, dueAt, groupId, message } = Timer.parse(item);
      if (dueAt > now || ![splitLeadsWork.kind, forwardWork.kind].includes(String(groupId))) continue;
      await run(message);
      await world.table.deleteAll([keys.timer(dueAt, timerId)]);
    }
  };

  const perform = async (act: (typeof acts)[number], pick: number): Promise<unknown> => {
    const leads = world.leads();
    const leadId = leads[pick % Math.max(1, leads.length)]?.leadId;
    const [one = '', two = '', three = ''] = [0, 1, 2].map((step) => repIds[(pick + step) % 3]);
    const give = (body: object) =>
      ask('POST /v1/leads/{leadId}/owner', { leadId: leadId ?? '' }, { body: { reason: 'workload', ...body } });
    const correlationId = `answer-${pick}-${posts}`;
    const answered = async () => {
      const assignment = leadId && (await readAssignment(world.table, leadId, SubjectId.parse('lead')));
      if (!assignment || !isOffered(assignment)) return undefined;
      const { subject, decisionId, repId } = assignment;
      return { leadId: assignment.leadId, subject, decisionId, actor: { kind: 'rep', id: repId } as const, correlationId };
    };
    switch (act) {
      case 'arrive':
        posts += 1;
        return world.takeIn(world.post({ ...person(posts), province: 'Cần Thơ' }));
      case 'split':
        return split({ to: [{ repId: one }, { repId: two, weight: 2 }] });
      case 'pass on':
        return split({ from: 'owned', reps: [one], to: [{ repId: two }, { repId: three }] });
      case 'recall':
        return split({ from: 'owned', to: 'pool', ...(pick % 2 === 0 ? { reps: [one] } : {}) });
      case 'undo': {
        const splits = world.itemsOf('SPLITS#').map((item) => Split.parse({ ...item, splitId: String(item.sk).slice('SPLIT#'.length) }));
        const { place, splitId } = splits[pick % Math.max(1, splits.length)] ?? {};
        if (!place || !splitId) return undefined;
        return place.startsWith('REP#') ? splitting.undoHandOver(place.slice('REP#'.length), splitId) : splitting.undo(splitId);
      }
      case 'give':
        return give({ repId: one });
      case 'give, and keep the credit':
        return give({ repId: one, credit: 'keep' });
      case 'give to nobody':
        return give({ repId: null, ...(pick % 2 === 0 ? { credit: 'move' } : {}) });
      case 'release':
        return ask('POST /v1/leads/{leadId}/release', { leadId: leadId ?? '' }, { body: { reason: 'workload' } });
      case 'claim': {
        const email = users.find(({ repId }) => repId === one)?.email ?? '';
        return ask('POST /v1/leads/{leadId}/claim', { leadId: leadId ?? '' }, { email });
      }
      case 'accept': {
        const offer = await answered();
        return (
          offer &&
          splitting.ask('POST /v1/leads/{leadId}/owner', { leadId: offer.leadId }, { body: { repId: offer.actor.id, reason: 'other' } })
        );
      }
      case 'decline':
      case 'decline as spam': {
        const offer = await answered();
        return offer && declineOffer({ ...offer, reason: act === 'decline' ? 'noCapacity' : 'spam' }, world.parts);
      }
      case 'hand over':
        return handOver(one, { to: [{ repId: two }, { repId: three }] });
      case 'hand over by rules':
        setActive(one, false);
        return handOver(one, { to: 'rules' });
      case 'come back':
        for (const repId of repIds) setActive(repId, true);
        return undefined;
      case 'work':
        return work();
      case 'timers':
        return timers();
      case 'assign':
        return assign();
      case 'double': {
        const { assign: messages, work: asked } = world.sent;
        messages.push(...messages.map((one) => ({ ...one, deduplicationId: `${one.deduplicationId}-${pick}` })));
        asked.push(...asked);
        return undefined;
      }
      case 'time':
        return world.pass(31 * minutes);
    }
  };

  /** Does all that is still to be done, by messages or by the timers behind them. */
  const settle = async (rounds = 6) => {
    world.fail({});
    for (let round = 0; round < rounds; round += 1) {
      world.pass(2 * minutes);
      await work();
      await timers();
      await assign();
    }
  };
  return { world, perform, settle, ledger: () => splitting.ask('GET /v1/pools/{poolId}/ledger', { poolId: south }) };
}

type Story = Awaited<ReturnType<typeof createStory>>;
type Accounts = Record<string, number>;

interface Tenure {
  readonly account: string;
  readonly credit: number;
}

/** What each rep is to be credited with in each pool, as the histories of the leads tell it, and what counts of what each has now. */
function accountsTold({ world }: Story): { readonly accounts: Accounts; readonly tenures: ReadonlyMap<string, Tenure> } {
  const accounts: Accounts = {};
  const book = (account: string, credit: number) => {
    accounts[account] = (accounts[account] ?? 0) + credit;
  };
  const toPools = new Set(
    world
      .itemsOf('SPLITS#')
      .filter(({ shares }) => (shares as { repId: string | null }[])[0]?.repId === null)
      .map(({ sk }) => `split/${String(sk).slice('SPLIT#'.length)}/undo`),
  );
  const tenures = new Map<string, Tenure>();
  /** What counted for whoever had what went to a pool, by lead and split. */
  const before = new Map<string, Tenure>();
  for (const { leadId, type, data, correlationId } of world.timeline()) {
    // What an undo gives back to whom it was offered meanwhile is accepted by that.
    const isBack = type === 'lead.accepted' && toPools.has(correlationId);
    if (!isBack && !['lead.assigned', 'lead.offered', 'lead.unassigned'].includes(type)) continue;
    const had = tenures.get(leadId);
    const account = `${String(data.poolId)} ${String(data.repId)}`;
    if (type === 'lead.unassigned') {
      const isReturned = data.reason === 'excused' || (data.reason === 'declined' && returning.includes(String(data.because)));
      if (had && (isReturned || data.credit === 'moved')) book(had.account, -had.credit);
      if (had) before.set(`${leadId} ${correlationId}/undo`, had);
      tenures.delete(leadId);
      continue;
    }
    const isGiven = data.how !== undefined && data.how !== 'claim';
    const back = (isBack || data.how === 'undo') && toPools.has(correlationId) ? before.get(`${leadId} ${correlationId}`) : undefined;
    if (back) {
      // It never ceased to count for them, and whoever got it meanwhile has it no more.
      if (had) book(had.account, -had.credit);
      tenures.set(leadId, { account, credit: back.credit });
      continue;
    }
    const credit = isGiven ? (data.credit === 'kept' ? 0 : (had?.credit ?? 1)) : 1;
    if (had && isGiven && data.credit === 'moved') book(had.account, -had.credit);
    book(account, credit);
    tenures.set(leadId, { account, credit });
  }
  return { accounts: withoutZeros(accounts), tenures };
}

const withoutZeros = (accounts: Accounts): Accounts =>
  Object.fromEntries(
    Object.entries(accounts)
      .filter(([, credit]) => credit !== 0)
      .sort(),
  );

async function accountsBooked({ world }: Story): Promise<Accounts> {
  const pools = [...(await world.config.current(poolKind)).documents.values()];
  const states = await Promise.all(pools.map(({ id }) => readPoolState(world.table, id)));
  return withoutZeros(
    Object.fromEntries(
      states.flatMap(({ poolId, members }) => Object.entries(members).map(([repId, { credits }]) => [`${poolId} ${repId}`, credits])),
    ),
  );
}

/** What decisions and listed bookings add up to. */
function accountsListed({ world }: Story): Accounts {
  const accounts: Accounts = {};
  const book = (account: string, credit: number) => {
    accounts[account] = (accounts[account] ?? 0) + credit;
  };
  for (const { poolId, chosen, credit } of world.itemsOf(' DECISION#'))
    if (chosen) book(`${String(poolId)} ${String(chosen)}`, Number(credit));
  for (const item of world.itemsOf(' BOOKING#')) {
    const entries = item.entries as { repId: string; credit: number }[];
    for (const { repId, credit } of entries) book(`${String(item.pk).slice('POOL#'.length)} ${repId}`, credit);
  }
  return withoutZeros(accounts);
}

describe('the ledger of a pool, whatever is split, taken back, given, let go, claimed, declined and handed over, twice and killed', () => {
  it('says what the histories of its leads say, lists each move, and agrees with who has what', async () => {
    const numRuns = runs(60, 2_000);
    const done: Record<string, number> = {};
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(anyPool, fc.array(anyStep, { minLength: 4, maxLength: 24 }), async (pool, steps) => {
        const story = await createStory(pool);
        const { world, perform, settle, ledger } = story;
        for (let count = 0; count < 4; count += 1) await perform('arrive', count);
        await settle(1);
        for (const { together, killedAt, isBehind, isHasty } of steps) {
          const kill = ({ number }: { readonly number: number }) => {
            if (number !== killedAt) return;
            killed += 1;
            throw new Error('killed');
          };
          world.fail(isBehind ? { after: kill } : { before: kill });
          await Promise.allSettled(together.map(({ act, pick }) => perform(act, pick)));
          if (!isHasty) await settle(1);
        }
        await settle();

        const { accounts, tenures } = accountsTold(story);
        expect(await accountsBooked(story)).toEqual(accounts);
        expect(accountsListed(story)).toEqual(accounts);
        const bookings = world.itemsOf(`POOL#${south} BOOKING#`);
        expect((await ledger()).body).toMatchObject({ bookings: { length: Math.min(20, bookings.length) } });
        for (const { how } of bookings) done[String(how)] = (done[String(how)] ?? 0) + 1;
        for (const { leadId } of world.leads()) {
          const assignment = await readAssignment(world.table, leadId, SubjectId.parse('lead'));
          const tenure = tenures.get(leadId);
          expect(assignment?.repId ? `${assignment.poolId} ${assignment.repId}` : undefined).toBe(tenure?.account);
          if (assignment?.repId && assignment.given) expect(assignment.given.credit).toBe(tenure?.credit);
        }
        expect([...assignmentFaults(world.table.items.values()), ...seatFaults(world.table.items.values())]).toEqual([]);
      }),
      { seed, numRuns },
    );
    report(`ledgers of ${numRuns} histories, ${killed} calls killed: bookings ${JSON.stringify(done)} (seed ${seed})`);
  });
});
