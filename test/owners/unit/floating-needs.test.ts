import { describe, expect, it } from '@jest/globals';
import { listFloating } from '../../../shared/owners/index.ts';
import { PoolId, RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { readAssignment, readPoolState } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { askAs } from '../../support/opportunities.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { splittingOf } from '../../support/splits.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

const specialists = PoolId.parse('specialists');
const admin = 'admin@example.com';
const release = 'POST /v1/opportunities/{opportunityId}/release';
const claim = 'POST /v1/opportunities/{opportunityId}/claim';

/** A person with two needs, of which another pool than the lead's has the second, where things float. */
async function setUp({ perDay = 5 } = {}) {
  const story = await withTwoTeams();
  const { world, need } = story;
  world.config.change(poolKind, specialists, (pool) => ({ ...pool, floating: { perDay } }));
  const members = (await world.config.current(poolKind)).documents.get(specialists)?.members.map(({ repId }) => repId) ?? [];
  const reps = (await world.config.current(repKind)).documents;
  const path = { opportunityId: need.opportunityId };
  const let_ = (email: string, headers: Record<string, string> = {}) => askAs(world, email)(release, path, { reason: 'workload' }, headers);
  const take = (email: string) => askAs(world, email)(claim, path);
  const now = async () => {
    const [first] = await story.needs();
    const assignment = await readAssignment(world.table, story.lead().leadId, SubjectId.parse(need.opportunityId));
    if (!first || !assignment) throw new Error('the need is gone');
    return { need: first, assignment };
  };
  const takers = members.filter((repId) => repId !== need.owner).map((repId) => reps.get(repId)?.email ?? '');
  const listed = () => listFloating(specialists, { role: 'admin', userId: 'admin' }, { limit: 10 }, world.parts);
  return { ...story, let: let_, take, now, members, emailOf: (id: string) => reps.get(id)?.email ?? '', takers, listed };
}

const faults = ({ table }: { readonly table: { readonly items: ReadonlyMap<string, object> } }) => [
  ...assignmentFaults(table.items.values() as never),
  ...seatFaults(table.items.values() as never),
];

describe('a need that is let go', () => {
  it('floats in the pool of its product, without owner and seat; the lead and who has it stay as they were', async () => {
    const { world, lead, need, second, let: letGo, now, listed } = await setUp();
    const before = lead().owner;

    const answer = await letGo(second.email);

    expect(answer).toMatchObject({ status: 200, body: { state: 'floating', poolId: 'specialists', opportunityId: need.opportunityId } });
    const after = await now();
    expect(after.assignment).toMatchObject({ state: 'floating', repId: null, poolId: 'specialists' });
    expect(after.need).toMatchObject({ owner: null, poolId: 'specialists', lastOwner: need.owner, version: answer.body.version });
    expect(lead()).toMatchObject({ owner: before, routing: { state: 'owned' } });
    expect((await readSeats(world.table, lead().leadId)).flatMap(({ repId, subjects }) => subjects.map((one) => [repId, one]))).toEqual([
      [before?.repId, 'lead'],
    ]);
    expect((await listed()).items).toEqual([
      expect.objectContaining({ leadId: lead().leadId, opportunityId: need.opportunityId, products: ['kho-san-xuat'] }),
    ]);
    expect(JSON.stringify(await listed())).not.toMatch(/Hường|example\.com/);
    expect(faults(world)).toEqual([]);
  });

  it('is nobody’s to let go who has another need of the person, nor twice, nor where it goes with its lead or its pool lets nothing float', async () => {
    const { world, first, second, let: letGo, stranger } = await setUp();

    expect((await letGo(first.email)).status).toBe(404);
    expect((await letGo(stranger)).status).toBe(404);
    expect((await letGo('marketer@example.com')).status).toBe(404);
    expect((await letGo(second.email, { 'if-match': '"99"' })).status).toBe(412);
    world.config.change(poolKind, specialists, ({ floating: _, ...pool }) => pool);
    expect((await letGo(second.email)).status).toBe(409);
    world.config.change(poolKind, specialists, (pool) => ({ ...pool, floating: { perDay: 1 } }));
    expect((await letGo(second.email)).status).toBe(200);
    expect((await letGo(admin)).status).toBe(409);
  });

  it('stays with a rep whose sale has taken it on; a call back about the lead keeps only the lead', async () => {
    const { world, need, second, let: letGo } = await setUp();
    for (const item of world.itemsOf(' TASK#')) if (item.subject === 'lead') world.table.seed({ ...item, reason: 'callback' });
    await askAs(world, second.email)(
      'PATCH /v1/opportunities/{opportunityId}',
      { opportunityId: need.opportunityId },
      { accepted: true },
      {
        'if-match': `"${need.version}"`,
      },
    );

    const refused = await letGo(second.email);
    await askAs(world, second.email)(
      'PATCH /v1/opportunities/{opportunityId}',
      { opportunityId: need.opportunityId },
      { accepted: false },
      {
        'if-match': `"${need.version + 1}"`,
      },
    );

    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('sale is open') } });
    expect((await letGo(second.email)).status).toBe(200);
  });

  it('goes back to its pool’s turn when the person writes again', async () => {
    const { world, post, let: letGo, now } = await setUp();
    await letGo(admin);

    await post('ban-hang');
    await world.assignAll();

    expect((await now()).assignment).toMatchObject({ state: 'owned', poolId: 'specialists' });
    expect(faults(world)).toEqual([]);
  });

  it('ends where nobody works with the lead any more', async () => {
    const { world, lead, let: letGo, listed, now } = await setUp();
    await letGo(admin);

    const { leadId } = lead();
    await askAs(world, admin)('POST /v1/leads/{leadId}/status', { leadId }, { status: 'disqualified', reason: 'wrongNumber' });
    await splittingOf(world).forward();

    expect(lead().status).toBe('disqualified');
    expect((await now()).assignment).toMatchObject({ state: 'ended', repId: null });
    expect((await listed()).items).toEqual([]);
  });

  it('floats no more once its sale is closed', async () => {
    const { world, lead, need, let: letGo, listed, take, takers, now } = await setUp();
    await letGo(admin);
    await askAs(world, admin)(
      'PATCH /v1/opportunities/{opportunityId}',
      { opportunityId: need.opportunityId },
      { state: 'lost', reason: 'price' },
      {
        'if-match': `"${(await now()).need.version}"`,
      },
    );

    expect((await listed()).items).toEqual([]);
    expect((await take(takers[0] ?? '')).status).toBe(409);
    expect(lead().status).toBe('active');
  });
});

describe('a need that somebody takes', () => {
  it('is the first one’s of a thousand who ask at once, and counts once in the ledger of their pool', async () => {
    const { world, need, lead, let: letGo, take, now, members, emailOf, listed } = await setUp();
    await letGo(admin);
    const before = (await readPoolState(world.table, specialists)).members;

    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => take(emailOf(members[index % members.length] ?? ''))));
    const { book } = splittingOf(world);
    await book(2);

    const won = answers.filter(({ status }) => status === 200);
    // Whoever has it is told so each time that they press.
    expect(won).toEqual(won.map(() => won[0]));
    const refused = answers.filter(({ status }) => status === 409);
    expect([won.length + refused.length, refused.length >= 1_000 - Math.ceil(1_000 / members.length)]).toEqual([1_000, true]);
    const { need: after, assignment } = await now();
    expect(won[0]?.body).toMatchObject({ opportunityId: need.opportunityId, repId: after.owner, version: after.version, leftToday: 4 });
    expect(assignment).toMatchObject({ state: 'owned', repId: after.owner, given: { how: 'claim', credit: 1 } });
    const taker = String(after.owner);
    const credits = (await readPoolState(world.table, specialists)).members;
    expect((credits[taker]?.credits ?? 0) - (before[taker]?.credits ?? 0)).toBe(1);
    expect(world.itemsOf(' TAKEN#').map(({ taken }) => taken)).toEqual([1]);
    expect((await readSeats(world.table, lead().leadId)).find(({ repId }) => repId === RepId.parse(taker))?.subjects).toEqual([
      need.opportunityId,
    ]);
    expect((await listed()).items).toEqual([]);
    expect(world.itemsOf(' BOOKING#')).toMatchObject([{ how: 'claim', subject: need.opportunityId }]);
    expect(faults(world)).toEqual([]);
  });

  it('counts on the same day as leads, and is nobody’s outside of the pools that may', async () => {
    const { world, let: letGo, take, takers, first } = await setUp({ perDay: 1 });
    await letGo(admin);

    expect((await take(first.email)).status).toBe(404);
    expect((await take(admin)).status).toBe(404);
    expect((await take(takers[0] ?? '')).status).toBe(200);
    await letGo(admin);
    expect(await take(takers[0] ?? '')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('as many as you may') } });
    expect(faults(world)).toEqual([]);
  });
});
