import { describe, expect, it } from '@jest/globals';
import { readProvenance } from '../../../shared/leads/index.ts';
import { SubmissionRef } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { digests } from '../../support/digests.ts';
import { mergeInto } from '../../support/lead-world/merge.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };

async function posts(world: World, ...all: Record<string, string>[]) {
  for (const [index, fields] of all.entries()) {
    const receivedAt = new Date(Date.parse('2026-11-22T04:00:00.000Z') + index * 60_000).toISOString();
    await world.takeIn(world.post(fields, { receivedAt }));
  }
}

async function openIn(world: World) {
  const [lead] = world.leads();
  if (!lead) throw new Error('there is no lead');
  const { open, decided } = await readProposals(world.table, lead.leadId);
  const values = open.map((one) => [one.field, one.field === 'phone' ? one.value.e164 : one.value] as const);
  return { lead, open, decided, values };
}

const proposedIn = (world: World) =>
  world
    .timeline()
    .filter(({ type }) => type === 'lead.proposed')
    .map(({ data }) => data.fields);

describe('a post of a known person', () => {
  it.each<[string, Record<string, string>, [string, string][]]>([
    ['the same', huong, []],
    ['a name without accents', { email: huong.email, fullName: 'nguyen thi huong' }, []],
    ['a part of the name', { email: huong.email, fullName: 'Hường' }, []],
    ['a title for a name', { email: huong.email, fullName: 'Chị' }, []],
    ['a name that nobody can read', { email: huong.email, fullName: 'Nguy?n Th? B?nh' }, []],
    ['a number that cannot be dialled', { email: huong.email, phone: '0912 345 67' }, []],
    ['a longer name', { email: huong.email, fullName: 'Nguyễn Thị Thu Hường' }, [['fullName', 'Nguyễn Thị Thu Hường']]],
    ['another name', { email: huong.email, fullName: 'Lê Thị Bình' }, [['fullName', 'Lê Thị Bình']]],
    ['another number', { email: huong.email, phone: '0987 654 321' }, [['phone', '+84987654321']]],
    ['a second number', { email: huong.email, phone: '0912345678 / 0987654321' }, [['phone', '+84987654321']]],
  ])('that says %s', async (_, fields, proposed) => {
    const world = createWorld();

    await posts(world, huong, fields);

    const { values, lead } = await openIn(world);
    expect(values).toEqual(proposed);
    expect(lead).toMatchObject({ fullName: huong.fullName, phone: { e164: '+84912345678' }, extraPhones: [] });
    expect(lead.openProposals).toBe(proposed.length > 0);
  });

  it('proposes once what it says twice, as of the latest time', async () => {
    const world = createWorld();
    const other = { email: huong.email, phone: '0987654321' };

    await posts(world, huong, other, other);

    const { open, lead } = await openIn(world);
    expect(open).toMatchObject([{ at: '2026-11-22T04:02:00.000Z', submission: { submissionId: 'post-3' } }]);
    expect(proposedIn(world)).toEqual([['phone']]);
    expect(lead.version).toBe(2);
  });

  it('keeps the newest three of a field, and says of the others what became of them', async () => {
    const world = createWorld();

    await posts(world, huong, ...['1', '2', '3', '4'].map((last) => ({ email: huong.email, phone: `098765432${last}` })));

    const { values, decided } = await openIn(world);
    expect(values.map(([, number]) => number)).toEqual(['+84987654324', '+84987654323', '+84987654322']);
    expect(decided).toMatchObject([{ field: 'phone', became: 'displaced' }]);
  });
});

describe('an address that came with a known number', () => {
  it('guards nothing: a later post with it alone makes a lead, and the two are noted', async () => {
    const world = createWorld();
    const { email: _none, ...known } = huong;

    await posts(world, known, { ...known, email: 'evil@example.com' }, { email: 'evil@example.com' });

    expect(world.leads().map(({ fullName, email }) => [fullName, email])).toEqual([
      [huong.fullName, null],
      [huong.fullName, 'evil@example.com'],
    ]);
    expect(world.itemsOf(' MERGE#')).toMatchObject([{ reason: 'proposedAddress' }]);
  });

  it('has, once a post says otherwise, a record with what came with it, where the rest waits', async () => {
    const world = createWorld();
    const { email: _none, ...known } = huong;
    const email = 'evil@example.com';

    await posts(world, known, { ...known, email }, { email, phone: '0987 654 321', company: 'Sông Thu' });

    const [record, own] = world.leads();
    if (!record || !own) throw new Error('there are no two leads');
    expect(record).toMatchObject({ email: null, company: null, extraPhones: [], version: 2 });
    expect(own).toMatchObject({
      fullName: known.fullName,
      email,
      company: 'Sông Thu',
      phone: { e164: '+84912345678' },
      openProposals: true,
    });
    expect((await readProposals(world.table, own.leadId)).open).toMatchObject([{ field: 'phone', confirmable: true }]);
    const { fields } = await readProvenance(world.table, own.leadId);
    expect(fields).toMatchObject({
      phone: [{ value: '+84912345678', source: { id: expect.stringContaining('post-2') }, verified: false }],
    });
    expect(world.itemsOf(' POSTED')).toEqual([]);
  });

  it('is as one that was never posted once its first post is gone', async () => {
    const world = createWorld();
    const { email: _none, ...known } = huong;
    const withAddress = { ...known, email: 'evil@example.com' };
    const followUps = () => world.itemsOf('DUE#').flatMap(({ message }) => Object(message).submissionId ?? []);
    await posts(world, known, withAddress, withAddress);
    expect(followUps()).toEqual(['post-2']);
    const [first] = world.itemsOf(' POSTED').map(({ submission }) => SubmissionRef.parse(submission));
    if (!first) throw new Error('no first post');
    await world.table.deleteAll([keys.submission(first), keys.outcome(first)]);

    await posts(world, withAddress, withAddress);

    expect(world.itemsOf(' POSTED')).toMatchObject([{ submission: { submissionId: 'post-4' } }]);
    expect(followUps()).toEqual(['post-2', 'post-4']);
    expect(world.leads()).toHaveLength(1);
  });

  it('is not looked for any more once three newer ones were proposed', async () => {
    const world = createWorld();
    const { email: _none, ...known } = huong;

    await posts(world, known, ...['a', 'b', 'c', 'd'].map((name) => ({ ...known, email: `${name}@example.com` })), {
      email: 'a@example.com',
    });

    expect(world.itemsOf(' PROPOSED#')).toHaveLength(3);
    expect(world.itemsOf(' MERGE#')).toEqual([]);
  });

  it('is noted once for two records that became one since', async () => {
    const world = createWorld();
    const numbers = ['0912345671', '0912345672'].map((phone) => ({ fullName: 'Nguyễn Thị Hường', phone }));
    await posts(world, ...numbers);
    const [survivor, other] = world.leads().map(({ leadId }) => leadId);
    if (!survivor || !other) throw new Error('there are no two leads');
    world.table.seed(...[survivor, other].map((leadId) => ({ ...keys.proposedAddress(digests.email('evil@example.com'), leadId) })));
    await mergeInto(world.table, other, survivor);

    await posts(world, { email: 'evil@example.com', message: 'Cho em hỏi' });

    expect(world.itemsOf(' MERGE#')).toMatchObject([{ reason: 'proposedAddress' }]);
  });

  it('makes a post no dearer, however many records it was proposed for', async () => {
    const world = createWorld();
    const numbers = Array.from({ length: 8 }, (_, index) => ({ fullName: 'Nguyễn Thị Hường', phone: `091234567${index}` }));

    await posts(world, ...numbers);
    world.table.seed(...world.leads().map(({ leadId }) => ({ ...keys.proposedAddress(digests.email('evil@example.com'), leadId) })));
    await posts(world, { email: 'evil@example.com' });

    expect(world.itemsOf(' PROPOSED#')).toHaveLength(8);
    expect(world.itemsOf(' MERGE#')).toHaveLength(3);
  });
});
