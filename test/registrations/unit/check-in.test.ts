import { beforeEach, describe, expect, it } from '@jest/globals';
import { daysMs } from '../../../shared/platform/clock.ts';
import { asksAs } from '../../support/as-user.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { formId, type Registering, registeringWorld } from '../../support/registering.ts';

const lan = { fullName: 'Trần Thị Lan', email: 'lan@example.com', phone: '0912345678' };
const minh = { fullName: 'Phạm Quang Minh', email: 'minh@example.com' };
const hai = { fullName: 'Lê Văn Hải', email: 'hai@example.com', phone: '0987654321' };

let workshop: Registering;
beforeEach(async () => {
  workshop = registeringWorld();
  for (const person of [lan, minh, hai]) {
    await workshop.post(person);
    await workshop.settle();
  }
});

const checkIn = (body: object, user = 'admin@example.com') =>
  asksAs(workshop.world, user)('POST /v1/events/{formId}/check-ins', { path: { formId }, body });
const list = async (query: Record<string, string> = {}) =>
  (await readRoutes(workshop.world)('/v1/events/{formId}/registrations', 'admin@example.com', { path: { formId }, query })).body as {
    readonly items: readonly Record<string, unknown>[];
    readonly nextCursor: string | null;
  };
const told = () => workshop.world.timeline().flatMap(({ type, data }) => (type === 'registration.changed' ? [String(data.state)] : []));

describe('who comes to an event', () => {
  it('is checked in by the code or the number, once', async () => {
    const code = workshop.of(minh.email)?.code ?? '';
    const answers = [
      await checkIn({ phone: '0912 345 678' }),
      await checkIn({ phone: '+84 912 345 678' }),
      await checkIn({ code: `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}` }),
    ];

    expect(answers.map(({ status, body }) => [status, body.fullName])).toEqual([
      [200, 'Trần Thị Lan'],
      [200, 'Trần Thị Lan'],
      [200, 'Phạm Quang Minh'],
    ]);
    expect(told().filter((state) => state === 'attended')).toHaveLength(2);
    expect(await workshop.ledger()).toMatchObject({ taken: 2, attended: 2 });
  });

  it('is refused who waits for a place, or whom nobody registered', async () => {
    const answers = [
      await checkIn({ phone: hai.phone }),
      await checkIn({ code: 'K7AB-91ZZ' }),
      await checkIn({ phone: '0900000001' }),
      await checkIn({ phone: 'x' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 404, 404, 422]);
  });

  it('is told apart from who does not, once the event is over and somebody stood at the door', async () => {
    await checkIn({ phone: lan.phone });
    workshop.world.pass(25 * daysMs);
    await workshop.settle(2);

    expect(told()).toEqual(['confirmed', 'confirmed', 'waiting', 'attended', 'missed']);
  });

  it('misses nothing where nobody stood at the door', async () => {
    workshop.world.pass(25 * daysMs);
    await workshop.settle();

    expect(told()).toEqual(['confirmed', 'confirmed', 'waiting']);
  });
});

describe('the list of an event', () => {
  it('shows who registered, in the order of arrival, page by page', async () => {
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.nextCursor ?? '' });

    expect(first).toMatchObject({ event: { capacity: 2 }, taken: 2, waiting: 1, attended: 0 });
    expect([...first.items, ...second.items].map(({ fullName, state }) => [fullName, state])).toEqual([
      ['Trần Thị Lan', 'confirmed'],
      ['Phạm Quang Minh', 'confirmed'],
      ['Lê Văn Hải', 'waiting'],
    ]);
    expect(second).toMatchObject({ nextCursor: null });
    expect(second.items[0]).toMatchObject({ code: null });
  });
});
