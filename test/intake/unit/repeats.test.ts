import { describe, expect, it } from '@jest/globals';
import type { Submission } from '../../../shared/capture/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const sender = (addressHash = 'client', agentHash = 'agent'): Partial<Submission> => ({
  sender: { honeypotFilled: false, token: 'absent', addressHash, agentHash },
});
const landline = { fullName: 'Nguyễn Thị Hường', phone: '024 3825 7863', message: 'Gọi lại giúp tôi' };

async function takeIn(world: World, ...posts: (Partial<Submission> & { fields: Record<string, string> })[]) {
  for (const { fields, ...more } of posts) await world.takeIn(world.post(fields, { ...sender(), ...more }));
}
const relations = (world: World) => world.itemsOf(' OUTCOME').map(({ relation }) => relation);

describe('the very same post of one sender within minutes', () => {
  it.each([
    ['a landline', landline],
    ['a foreign number', { fullName: 'John Smith', phone: '+1 650 253 0000' }],
    ['a mistyped number', { fullName: 'Lan', phone: '09123 45' }],
    ['a hotline', { fullName: 'Lan', phone: '1900 1234' }],
    ['an address that nobody can mail', { fullName: 'Lan', email: '"lan tran"@mail.example', phone: '024 3825 7863' }],
  ])('with %s: one lead, one decision, also when both are taken in at once', async (_, fields) => {
    const [world, racing] = [createWorld(), createWorld()];

    await takeIn(world, { fields }, { fields });
    await Promise.all(Array.from({ length: 3 }, () => racing.takeIn(racing.post(fields, sender()))));

    for (const one of [world, racing]) {
      await one.assignAll();
      expect(one.leads()).toHaveLength(1);
      expect(one.itemsOf('DECISION#')).toHaveLength(1);
    }
    expect(relations(world)).toEqual(['created', 'linked']);
    expect(world.timeline().find(({ type }) => type === 'submission.linked')?.data).toMatchObject({ matchedBy: 'repeat', fields: [] });
  });

  it('in another order of fields, with other blanks and an empty one more: one lead', async () => {
    const world = createWorld();

    await takeIn(
      world,
      { fields: landline },
      { fields: { company: ' ', message: ' Gọi lại  giúp tôi\r\n', phone: landline.phone, fullName: landline.fullName } },
    );

    expect(world.leads()).toHaveLength(1);
  });

  it.each<[string, Partial<Submission> & { fields?: Record<string, string> }]>([
    ['a colleague’s name', { fields: { ...landline, fullName: 'Trần Văn Nam' } }],
    ['another message', { fields: { ...landline, message: 'Báo giá' } }],
    ['another address of the sender', sender('other client')],
    ['another browser', sender('client', 'other agent')],
    ['a later time', { receivedAt: '2026-11-22T03:10:01.000Z' }],
  ])('but for %s: two leads', async (_, more) => {
    const world = createWorld();

    await takeIn(world, { fields: landline }, { fields: landline, ...more });

    expect(world.leads()).toHaveLength(2);
  });

  it('is known again when it comes back after the time, and then counts from there', async () => {
    const world = createWorld();

    await takeIn(
      world,
      { fields: landline },
      { fields: landline, receivedAt: '2026-11-22T03:20:00.000Z' },
      { fields: landline, receivedAt: '2026-11-22T03:25:00.000Z' },
    );

    expect(relations(world)).toEqual(['created', 'created', 'linked']);
  });

  it('makes a new lead when the first is gone', async () => {
    const world = createWorld();
    await takeIn(world, { fields: landline });
    const [first] = world.leads();
    if (first) await world.table.deleteAll([keys.lead(first.leadId)]);

    await takeIn(world, { fields: landline });

    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('REPEAT#')).toMatchObject([{ leadId: world.leads()[0]?.leadId }]);
  });

  it('costs nothing where an address or a mobile tells who posts', async () => {
    const world = createWorld();

    await takeIn(world, { fields: { ...landline, email: 'huong@example.com' } }, { fields: { ...landline, phone: '0912345678' } });

    expect(world.itemsOf('REPEAT#')).toEqual([]);
  });
});
