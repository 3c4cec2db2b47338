import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { CountView, OverlapView } from '../../../api/segments/count-view.ts';
import { createHandler } from '../../../functions/backtest-scoring/app.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import { LeadId, PurchaseId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { seedCards } from '../../support/cards.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { memoryAddresses, memoryObjects } from '../../support/objects.ts';
import { unheardQueue } from '../../support/queues.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const south = sampleLead().region;
const north = { ...south, provinceCode: '01', provinceName: 'Hà Nội', macroRegion: 'north' as const };
const idOf = (number: number) => LeadId.parse(`L${String(number).padStart(25, '0')}`);

/** Every third lead is in the north, every tenth is a customer. */
function leadsOf(count: number) {
  return Array.from({ length: count }, (_, number) => {
    const isCustomer = number % 10 === 0;
    return sampleLead({
      leadId: idOf(number),
      region: number % 3 === 0 ? north : south,
      stage: isCustomer ? 'customer' : 'lead',
      evidence: { ...noEvidence, purchases: { paid: isCustomer ? 1 : 0 } },
    });
  });
}

function worldOf(count: number): World {
  const world = createWorld();
  const leads = leadsOf(count);
  seedLeads(world.table, ...leads);
  seedCards(world.table, leads, new Map([[idOf(7), '2026-11-22T02:50:00.000Z']]));
  return world;
}

async function ask(world: World, route: string, body: unknown, email = 'admin@example.com') {
  const { table, config, parts } = world;
  const handler = createHandler({
    objects: memoryObjects(),
    addresses: memoryAddresses,
    tokenKey: 'key-of-the-tests',
    table,
    config,
    cursors: parts.cursors,
    clock: () => now,
    ids: parts.ids,
    work: unheardQueue,
    log: silentLog,
  });
  const claims = { token_use: 'id', email, email_verified: 'true' };
  const answer = await handler(
    {
      routeKey: `POST /v1/segments/${route}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    },
    {} as Context,
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') as unknown };
}

const count = async (world: World, rule: unknown, email?: string) => CountView.parse((await ask(world, 'count', { rule }, email)).body);
const exactly = (leads: number) => ({ count: leads, low: leads, high: leads });

describe('the count of a rule where there are few leads', () => {
  let world: World;
  beforeAll(() => {
    world = worldOf(300);
    const purchase = PurchaseId.parse(`manual~${'a'.repeat(27)}`);
    world.table.seed({
      ...keys.purchase(idOf(20), purchase),
      version: 1,
      source: 'manual',
      orderId: 'DH-1',
      currency: 'VND',
      recordedAt: now.toISOString(),
      facts: [
        {
          factId: 'a',
          kind: 'confirmed',
          at: '2026-08-01T00:00:00.000Z',
          amount: 5_000,
          items: [
            { product: 'kho', quantity: 1 },
            { product: 'Phần mềm bán hàng', quantity: 1 },
          ],
        },
        { factId: 'b', kind: 'paid', at: '2026-08-02T00:00:00.000Z', amount: 5_000 },
      ],
    });
  });

  it.each<[string, unknown, number]>([
    ['the record', { region: ['north'], stage: ['customer'] }, 10],
    ['nothing', { not: { stage: ['lead', 'customer'] } }, 0],
    ['the last payment', { lastPaid: { beforeDays: 90 } }, 1],
    ['what was bought', { bought: ['kho'], netPaid: { currency: 'VND', atLeast: 5_000 } }, 1],
    ['what was bought, in whichever words the shop told it', { bought: ['ban-hang'] }, 1],
    ['activity', { active: { from: '2026-11-22', withinDays: 1 }, not: { created: { withinDays: 1 } } }, 0],
  ])('is exact, by %s', async (_, rule, expected) => {
    expect(await count(world, rule)).toEqual({ ...exactly(expected), isExact: true, looked: 300 });
  });

  it('is one of the leads of their regions for a manager', async () => {
    const { looked, count: leads } = await count(world, { stage: ['lead', 'customer'] }, 'manager.south@example.com');

    expect([looked, leads]).toEqual([200, 200]);
  });

  it('says nothing of under ten leads to who sees no contact details, and tens of more', async () => {
    const marketer = 'marketer@example.com';

    expect(await count(world, { bought: ['kho'] }, marketer)).toEqual({ count: null, low: null, high: null, isExact: true, looked: 300 });
    expect(await count(world, { not: { bought: ['kho'] } }, marketer)).toMatchObject({ count: null });
    expect(await count(world, { stage: ['customer'], not: { bought: ['kho'] } }, marketer)).toMatchObject({ count: 30 });
  });

  it.each<[string, unknown, string]>([
    ['a name that there is not', { any: [{ colour: ['red'] }] }, 'rule.any[0]'],
    ['another word for a product', { product: ['POS'] }, 'rule.product[0]'],
    ['nothing', undefined, 'rule'],
  ])('is refused with the path of each fault: %s', async (_, rule, path) => {
    const { status, body } = await ask(world, 'count', { rule });

    expect([status, body]).toEqual([422, expect.objectContaining({ errors: [expect.objectContaining({ path })] })]);
  });

  it.each([
    [6, 422],
    [5_000, 400],
  ])('is refused for a rule that is deeper than anybody could read, as with %i levels', async (levels, status) => {
    const world = createWorld();
    const deep = `${'{"not":'.repeat(levels)}{"locale":["vi"]}${'}'.repeat(levels)}`;

    expect((await ask(world, 'count', `{"rule":${deep}}`)).status).toBe(status);
  });

  it('compares two segments', async () => {
    const { body } = await ask(world, 'overlap', { a: 'mua-mot-lan', b: 'khach-lau-khong-mua' });

    const answer = OverlapView.parse(body);
    expect(answer).toEqual({ inA: exactly(30), inB: exactly(1), inBoth: exactly(1), isExact: true, looked: 300 });
  });

  it('compares no segment that there is not', async () => {
    const { status, body } = await ask(world, 'overlap', { a: 'mua-mot-lan', b: 'nobody' });

    const fault = { path: 'b', message: 'there is no segment nobody' };
    expect([status, body]).toEqual([422, expect.objectContaining({ errors: [fault] })]);
  });
});

describe('the count of a rule where there are many leads', () => {
  it('comes from one of 256, and says how far it can be believed', async () => {
    const world = worldOf(12_000);

    const answer = await count(world, { region: ['south'] });

    expect(answer.isExact).toBe(false);
    expect(answer.looked).toBeLessThan(80);
    expect(answer.low).toBeLessThanOrEqual(8_000);
    expect(answer.high).toBeGreaterThanOrEqual(8_000);
    expect(await count(world, { region: ['south'] }, 'marketer@example.com')).toMatchObject({ isExact: false, count: expect.any(Number) });
    expect(await count(world, { stage: ['repeat'] }, 'marketer@example.com')).toMatchObject({ count: null, high: null });
  });
});
