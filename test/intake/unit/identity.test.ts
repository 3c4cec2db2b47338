import { describe, expect, it } from '@jest/globals';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };

async function posts(world: World, ...all: Record<string, string>[]) {
  const outcomes = [];
  for (const fields of all) {
    const ref = world.post(fields);
    await world.takeIn(ref);
    await world.assignAll();
    outcomes.push(world.outcome(ref));
  }
  return outcomes.map((outcome) => (outcome?.kind === 'lead' ? `${outcome.relation} ${Number(outcome.leadId.slice(1))}` : outcome?.kind));
}
const pairs = (world: World) =>
  world.itemsOf(' MERGE#').map((item) => `${String(item.leadId)} ${String(item.otherLeadId)} ${String(item.reason)}`);

describe('an e-mail address is the person', () => {
  it.each([
    ['another spelling', { email: ' HUONG@Example.com ' }],
    ['another name', { email: 'huong@example.com', fullName: 'Trần Văn Nam' }],
    ['another phone', { email: 'huong@example.com', phone: '0987654321' }],
  ])('links a post with %s', async (_, fields) => {
    const world = createWorld();

    const [first, second] = await posts(world, huong, fields);

    expect([first?.split(' ')[0], second?.split(' ')[0]]).toEqual(['created', 'linked']);
    expect(world.leads()).toHaveLength(1);
  });
});

describe('a phone is a claim', () => {
  it.each([
    ['the same name without accents', 'nguyen thi huong', 1],
    ['a part of the name', 'Hường', 1],
    ['a part of the name and a word of address', 'Chị Hường', 1],
    ['no name', '', 1],
    ['another name', 'Trần Văn Nam', 2],
  ])('with %s at the same number, without e-mail: %s → %i lead(s)', async (_, fullName, leads) => {
    const world = createWorld();

    await posts(world, huong, { fullName, phone: '+84912345678' });

    expect(world.leads()).toHaveLength(leads);
    expect(pairs(world)).toHaveLength(leads - 1);
  });

  it('keeps two people with two addresses apart whatever their names, with one merge candidate', async () => {
    const world = createWorld();

    await posts(world, huong, { ...huong, email: 'huong.khac@example.com' }, { ...huong, email: 'huong.khac@example.com' }, huong);

    const [first, second] = world.leads();
    expect(world.leads()).toHaveLength(2);
    expect(pairs(world)).toHaveLength(1);
    expect([first?.phone?.claimed, second?.phone?.claimed]).toEqual([true, false]);
  });

  it('makes one lead of the second person at a number, however often they post', async () => {
    const world = createWorld();
    const husband = { fullName: 'Trần Văn Nam', phone: '0912345678' };

    await posts(world, huong, husband, husband, { ...husband, email: 'nam@example.com' }, husband);

    expect(world.leads().map(({ fullName, email }) => [fullName, email])).toEqual([
      ['Nguyễn Thị Hường', 'huong@example.com'],
      // The address came with no more than the number: it stays with its post.
      ['Trần Văn Nam', null],
    ]);
    expect(pairs(world)).toHaveLength(1);
  });

  it.each([
    ['nameless, of a number of a known person', [{ fullName: 'Nguyễn Thị Hường', phone: '0912345678' }]],
    ['nameless, of a number that only a name goes with', [{ fullName: 'Hường', phone: '0912 345 678' }]],
  ])('takes a post with an address for another person: %s', async (_, before) => {
    const world = createWorld();

    await posts(world, ...before, { phone: '0912345678', email: 'evil@example.com' });

    expect(world.leads().map(({ fullName, email }) => [fullName, email])).toEqual([
      [before[0]?.fullName, null],
      [null, 'evil@example.com'],
    ]);
    expect(pairs(world)).toHaveLength(1);
  });

  it('gives a named post no lead that an address without a name began', async () => {
    const world = createWorld();

    await posts(world, { phone: '0912345678', email: 'evil@example.com' }, { fullName: 'Nguyễn Thị Hường', phone: '0912345678' });

    expect(world.leads().map(({ fullName, email }) => [fullName, email])).toEqual([
      [null, 'evil@example.com'],
      ['Nguyễn Thị Hường', null],
    ]);
  });

  it('tells in the timeline what a post said otherwise, by name of the field', async () => {
    const world = createWorld();

    await posts(world, { ...huong, email: '' }, { ...huong, fullName: 'Hường', phone: '0912345678 / 0987654321' });

    const linked = world.timeline().filter(({ type }) => type === 'submission.linked');
    expect(linked.map(({ data }) => data)).toMatchObject([{ fields: [], proposed: ['fullName', 'email', 'phone'] }]);
    expect(world.itemsOf(' GUARD')).toEqual([]);
  });

  it('is not made for a number that comes with an address and somebody else’s name', async () => {
    const world = createWorld();
    const nam = { fullName: 'Trần Văn Nam', phone: '0987654321' };

    await posts(world, huong, { ...nam, email: huong.email }, nam);

    expect(world.leads().map(({ fullName, phone }) => [fullName, phone?.e164, phone?.claimed])).toEqual([
      [huong.fullName, '+84912345678', true],
      [nam.fullName, '+84987654321', true],
    ]);
  });

  it('is never made for a landline, a hotline or a dead number', async () => {
    const world = createWorld();

    await posts(
      world,
      ...['024 3825 7863', '1900 1234', '01234567890123'].flatMap((phone) => [
        { fullName: 'A', phone },
        { fullName: 'A', phone },
      ]),
    );

    expect(world.itemsOf('PHONE#')).toEqual([]);
    expect(world.leads()).toHaveLength(6);
  });
});

describe('the address of one lead with the number of another', () => {
  it("links to the address's lead, keeps the number off its record and notes the pair once, whichever way round", async () => {
    const world = createWorld();
    const nam = { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0987654321' };

    await posts(world, huong, nam, { ...nam, phone: huong.phone }, { ...nam, phone: huong.phone }, { ...huong, phone: nam.phone });

    const [first, second] = world.leads();
    expect(second?.phone?.e164).toBe('+84987654321');
    expect(second?.extraPhones).toEqual([]);
    expect(first?.phone?.e164).toBe('+84912345678');
    expect(pairs(world)).toEqual([`${first?.leadId} ${second?.leadId} emailAndPhoneOfTwoLeads`]);
  });

  it('puts the number on the record unclaimed where the lead has none, as on a new one, and leaves the claim where it is', async () => {
    const world = createWorld();

    await posts(world, huong, { email: 'nam@example.com' }, { email: 'nam@example.com', phone: huong.phone });

    const [first, second] = world.leads();
    expect(second).toMatchObject({ phone: { e164: '+84912345678', claimed: false }, extraPhones: [], openProposals: false });
    expect(world.itemsOf(' CLAIM')).toMatchObject([{ leadId: first?.leadId, sharers: [{ leadId: second?.leadId }] }]);
    expect(pairs(world)).toEqual([`${first?.leadId} ${second?.leadId} emailAndPhoneOfTwoLeads`]);
  });
});

describe('a known person posts again', () => {
  it('does not touch the lead when the post says nothing new', async () => {
    const world = createWorld();
    await posts(world, huong);
    const before = JSON.stringify(world.leads());

    await posts(world, { ...huong, fullName: 'NGUYEN THI HUONG' }, huong);

    expect(JSON.stringify(world.leads())).toBe(before);
    expect(world.timeline().map(({ type }) => type)).toEqual(['lead.created', 'lead.assigned', 'submission.linked', 'submission.linked']);
  });

  it('keeps owner and pool when the province changes', async () => {
    const world = createWorld();
    await posts(world, huong);
    const [before] = world.leads();

    await posts(world, { ...huong, province: 'Hà Nội' });

    const [after] = world.leads();
    expect(after?.region.provinceName).toBe('Hà Nội');
    expect([after?.owner, after?.routing]).toEqual([before?.owner, before?.routing]);
  });

  it.each([
    ['is not told again within ten minutes of the assignment', '2026-11-22T03:09:00.000Z', ['assignedNotice']],
    ['is told of it afterwards', '2026-11-22T03:11:00.000Z', ['assignedNotice', 'repeatNotice']],
  ])('whose owner %s', async (_, receivedAt, kinds) => {
    const world = createWorld();
    await posts(world, huong);

    await world.takeIn(world.post(huong, { receivedAt }));

    expect(world.sent.notice.map(({ body }) => body)).toMatchObject(kinds.map((kind) => ({ kind })));
  });

  it('takes over the guard of a lead that is gone', async () => {
    const world = createWorld();
    world.table.seed({ ...(await guardOf(world)), version: 1, leadId: 'Lgone' });

    await posts(world, huong);

    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('EMAIL#')[0]?.leadId).toBe(world.leads()[0]?.leadId);
  });
});

async function guardOf(world: World) {
  const other = createWorld();
  await posts(other, huong);
  expect(world.leads()).toEqual([]);
  return { pk: other.itemsOf('EMAIL#')[0]?.pk, sk: 'GUARD' };
}
