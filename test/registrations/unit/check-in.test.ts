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

  it('is let in who waits where the door says so: by their row, with one place and one arrival however often', async () => {
    const { leadId = '' } = (await list()).items.find(({ state }) => state === 'waiting') as { leadId?: string };
    const refused = await checkIn({ leadId });
    const answers = [await checkIn({ leadId, overCapacity: true }), await checkIn({ leadId, overCapacity: true })];
    await workshop.settle(2);

    expect(refused.status).toBe(409);
    expect(answers.map(({ status, body }) => [status, body.state, body.fullName])).toEqual([
      [200, 'confirmed', 'Lê Văn Hải'],
      [200, 'confirmed', 'Lê Văn Hải'],
    ]);
    expect(workshop.of(hai.email)).toMatchObject({ state: 'confirmed', reason: 'walkedIn' });
    expect(await workshop.ledger()).toMatchObject({ taken: 3, waiting: 0, attended: 1 });
    expect(told().filter((state) => state === 'attended')).toHaveLength(1);
  });

  it('is let in by a number as well, and not once the event is over', async () => {
    expect((await checkIn({ phone: hai.phone, overCapacity: true })).status).toBe(200);
    await workshop.post({ fullName: 'Đỗ Mai', email: 'mai@example.com', phone: '0909123456' });
    await workshop.settle();
    workshop.world.pass(25 * daysMs);

    expect((await checkIn({ phone: '0909123456', overCapacity: true })).status).toBe(409);
  });

  it('is nobody by a row that the caller does not see, and unnamed where the caller sees no contact details', async () => {
    const leadId = workshop.of(hai.email)?.leadId ?? '';
    const asked = { leadId, overCapacity: true };

    expect((await checkIn(asked, 'lan.tran@example.com')).status).toBe(404);
    expect((await checkIn({ leadId: 'nobody', overCapacity: true })).status).toBe(404);
    expect((await checkIn({ leadId, code: 'K7AB-91ZZ' })).status).toBe(422);
    expect(await checkIn(asked, 'marketer@example.com')).toMatchObject({ status: 200, body: { fullName: null, phoneEnd: null } });
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

describe('whoever was taken for another', () => {
  const undo = (body: object) =>
    asksAs(workshop.world, 'admin@example.com')('POST /v1/events/{formId}/check-ins/undo', { path: { formId }, body });

  it('did not come, keeps the place, and may come after all', async () => {
    const code = workshop.of(lan.email)?.code ?? '';
    await checkIn({ code });
    const answers = [await undo({ code }), await undo({ code })];

    expect(answers.map(({ status, body }) => [status, body.state, body.attendedAt])).toEqual([
      [200, 'confirmed', null],
      [200, 'confirmed', null],
    ]);
    expect(await workshop.ledger()).toMatchObject({ taken: 2, attended: 0 });
    await checkIn({ code });
    expect(told().slice(3)).toEqual(['attended', 'confirmed', 'attended']);
    expect((await undo({ code: 'K7AB-91ZZ' })).status).toBe(404);
  });
});

describe('who comes without having registered', () => {
  const walkIn = (body: object, user = 'admin@example.com') =>
    asksAs(workshop.world, user)('POST /v1/events/{formId}/walk-ins', { path: { formId }, body });
  const bao = { fullName: 'Vũ Quốc Bảo', phone: '0901 234 567', consent: true };
  const standing = () => workshop.all().map(({ state, attendedAt }) => `${state}${attendedAt === undefined ? '' : ', came'}`);

  it('is taken in as a post of the form, has a place and came, once', async () => {
    await workshop.publish({ capacity: 10 });
    await workshop.settle();
    const answers = [await walkIn(bao), await walkIn({ ...bao, phone: '+84 901 234 567' })];
    await workshop.settle(2);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const [lead] = workshop.world.leads().filter(({ fullName }) => fullName === bao.fullName);
    expect(lead?.source.first).toMatchObject({ channel: 'form', sourceId: formId });
    expect(lead?.consent.contact).toMatchObject({ granted: true });
    expect(await workshop.ledger()).toMatchObject({ taken: 4, waiting: 0, attended: 1 });
    expect(workshop.mails().filter(({ leadId }) => leadId === lead?.leadId)).toEqual([]);
    expect(told().filter((state) => state === 'attended')).toHaveLength(1);
    expect(JSON.stringify(answers[0]?.body)).not.toContain(lead?.leadId);
  });

  it('finds no place and is not kept where none is free or others wait, unless whoever stands at the door says so', async () => {
    const before = workshop.world.leads().length;

    expect((await walkIn(bao)).status).toBe(409);
    expect(workshop.world.leads()).toHaveLength(before);
    expect((await walkIn({ ...bao, overCapacity: true })).status).toBe(200);
    expect(await workshop.ledger()).toMatchObject({ taken: 3, waiting: 1, attended: 1 });
    await workshop.settle(2);
    expect(standing().toSorted()).toEqual(['confirmed', 'confirmed', 'confirmed, came', 'waiting']);
  });

  it('is checked in who had registered, and has a place who waited, where the door says so', async () => {
    expect((await walkIn({ fullName: 'Lan', phone: lan.phone, consent: false })).status).toBe(200);
    expect((await walkIn({ fullName: 'Hải', phone: hai.phone, consent: true })).status).toBe(409);
    expect((await walkIn({ fullName: 'Hải', phone: hai.phone, consent: true, overCapacity: true })).status).toBe(200);
    await workshop.settle(2);

    expect(standing().toSorted()).toEqual(['confirmed', 'confirmed, came', 'confirmed, came']);
    expect(await workshop.ledger()).toMatchObject({ taken: 3, waiting: 0, attended: 2 });
  });

  it('goes to the pool of their territory, whichever rep stands at the door, and has agreed to nothing without the tick', async () => {
    await workshop.publish({ capacity: 10 });
    await workshop.settle();
    const { status } = await walkIn({ ...bao, consent: false }, 'lan.tran@example.com');

    expect(status).toBe(200);
    const [lead] = workshop.world.leads().filter(({ fullName }) => fullName === bao.fullName);
    expect([lead?.owner, lead?.consent.contact?.granted ?? false]).toEqual([null, false]);
  });

  it('is refused with a number that nobody can call, after the event, and where it is called off', async () => {
    expect((await walkIn({ ...bao, phone: '12' })).status).toBe(422);
    await workshop.publish({ calledOff: true });
    expect((await walkIn({ ...bao, overCapacity: true })).status).toBe(409);
    await workshop.publish({ calledOff: false });
    workshop.world.pass(25 * daysMs);
    expect((await walkIn({ ...bao, overCapacity: true })).status).toBe(409);
  });
});

describe('the events', () => {
  it('are listed with their numbers and nobody’s name', async () => {
    await checkIn({ phone: lan.phone });
    const { body } = await readRoutes(workshop.world)('/v1/events', 'marketer@example.com');

    expect(body).toMatchObject({ items: [{ formId, capacity: 2, taken: 2, waiting: 1, attended: 1, calledOff: false }] });
  });
});

describe('the list of an event', () => {
  it('shows the end of a number to whoever may see the person, and to nobody else', async () => {
    const of = async (user: string) =>
      (await readRoutes(workshop.world)('/v1/events/{formId}/registrations', user, { path: { formId } })).body as {
        readonly items: readonly Record<string, unknown>[];
      };

    expect((await of('admin@example.com')).items.map(({ phoneEnd }) => phoneEnd)).toEqual(['678', null, '321']);
    expect((await of('marketer@example.com')).items.map(({ phoneEnd, fullName }) => [phoneEnd, fullName])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

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
