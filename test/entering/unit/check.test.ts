import { beforeEach, describe, expect, it } from '@jest/globals';
import { checksPerHour } from '../../../shared/entering/checks.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };
const tam = 'tam.ho@example.com';

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post(huong));
  await world.assignAll();
});

const check = (body: object, user = tam, key?: string) =>
  asksAs(world, user)('POST /v1/leads/check', { body, ...(key === undefined ? {} : { key }) });

describe('whether somebody is known', () => {
  it('is answered by who has them and the team, to whoever may not see them', async () => {
    const [lead] = world.leads();

    const { status, body } = await check({ phone: '0912 345 678' });

    expect(status).toBe(200);
    expect(body.people).toEqual([
      {
        by: ['phone'],
        isSame: true,
        leadId: null,
        owner: { repId: lead?.owner?.repId, name: expect.any(String) },
        pool: { poolId: lead?.owner?.poolId, name: { vi: expect.any(String), en: expect.any(String) } },
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/Hường|huong@|912345678/);
  });

  it('names the lead to whoever may read it', async () => {
    const { body } = await check({ email: 'Huong@Example.com' }, 'admin@example.com');

    expect(body.people).toMatchObject([{ by: ['email'], leadId: world.leads()[0]?.leadId }]);
  });

  it('tells that a number is of somebody with another name', async () => {
    const { body } = await check({ fullName: 'Trần Văn Bình', phone: '0912345678', email: 'binh@example.com' });

    expect(body.people).toMatchObject([{ by: ['phone'], isSame: false }]);
  });

  it('is no', async () => {
    expect((await check({ phone: '0987654321' })).body).toMatchObject({ people: [], left: checksPerHour - 1 });
  });

  it.each([{ phone: '024 3825 7863' }, { phone: 'không' }, { email: 'huong' }, {}, { fullName: 'Hường' }])(
    'is no question: %j',
    async (asked) => {
      const { status, body } = await check(asked);

      expect(status).toBe(422);
      expect(body.errors.length).toBeGreaterThan(0);
      expect(world.itemsOf('CHECKS#')).toEqual([]);
    },
  );

  it('is a question that a marketer cannot ask', async () => {
    expect((await check({ phone: '0912345678' }, 'marketer@example.com')).status).toBe(404);
  });
});

describe('questions of a user', () => {
  it('are kept without what was asked', async () => {
    await check({ phone: '0912345678' });
    await check({ email: 'ai@example.com' });

    const [kept] = world.itemsOf('CHECKS#');
    expect(kept).toMatchObject({
      pk: 'CHECKS#user-tam',
      asked: [
        { found: 1, email: null },
        { found: 0, phone: null },
      ],
    });
    expect(JSON.stringify(kept)).not.toMatch(/912345678|example\.com/);
  });

  it('end for the hour after thirty, also where many come at once, and begin again with the next', async () => {
    const ask = (one: number) => check({ phone: `09870000${String(one).padStart(2, '0')}` });

    const answers = [];
    for (let start = 0; start < checksPerHour + 4; start += 2) answers.push(...(await Promise.all([ask(start), ask(start + 1)])));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(checksPerHour);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(world.itemsOf('CHECKS#')[0]?.asked).toHaveLength(checksPerHour);
    expect((await check({ phone: '0987000001' }, 'lan.tran@example.com')).status).toBe(200);
    world.pass(hoursMs);
    expect((await ask(1)).status).toBe(200);
  });

  it('count once for a request that comes again', async () => {
    await check({ phone: '0912345678' }, tam, 'k');
    const again = await check({ phone: '0912345678' }, tam, 'k');

    expect(again.body.left).toBe(checksPerHour - 1);
    expect(world.itemsOf('CHECKS#')[0]?.asked).toHaveLength(1);
  });
});
