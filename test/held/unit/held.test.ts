import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { parseHeldAct } from '../../../shared/held/held-act.ts';
import { performHeldWork } from '../../../shared/held/perform-work.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { dying } from '../../support/dying-table.ts';
import { erasingOf } from '../../support/erasing.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

/** A lead that was just offered to a rep, who acts by the API. */
async function setUp() {
  const offered = await OfferedWorld.create();
  const { world } = offered;
  const { leadId } = offered.lead;
  const { repId } = await offered.assignment();
  const users = [...(await world.config.current(userKind)).documents.values()];
  const user = users.find((one) => one.repId === repId);
  const other = users.find((one) => one.role === 'rep' && one.repId !== repId);
  const as = (email = user?.email ?? '') => asksAs(world, email);
  const hold = (act: object) => as()('POST /v1/leads/{leadId}/held', { path: { leadId }, body: { act } });
  const end = (how: 'now' | 'back', heldActId: string, email?: string) =>
    as(email)(how === 'now' ? 'POST /v1/leads/{leadId}/held/{heldActId}/now' : 'DELETE /v1/leads/{leadId}/held/{heldActId}', {
      path: { leadId, heldActId },
    });
  /** Does what was asked of work, as often as told. */
  const work = async (times = 1, table: Table = world.table) => {
    const queues = { assign: unheardQueue, notice: unheardQueue, mail: unheardQueue, score: unheardQueue, work: world.parts.work };
    const messages = world.sent.work.splice(0).filter(({ groupId }) => groupId === performHeldWork.kind);
    for (const { body } of messages)
      for (let time = 0; time < times; time += 1)
        await doWork(WorkMessage.parse(body), [performHeldWork], { ...world.parts, table, queues });
    return messages;
  };
  const held = () => world.itemsOf(`${leadId} HELD#`).map(parseHeldAct);
  const declines = () => world.timeline().filter(({ data }) => data.reason === 'declined').length;
  const refusals = () => world.timeline().filter(({ type }) => type === 'lead.consent_changed').length;
  return { offered, world, leadId, repId, user, other, as, hold, end, work, held, declines, refusals };
}

const decline = { is: 'decline', reason: 'noCapacity', note: 'Đang quá nhiều khách' };
const refusal = (at: string) => ({ is: 'refusal', purpose: 'newsletter', how: 'phone', at });
const elevenSeconds = 11_000;

describe('what cannot be undone', () => {
  it('is held for ten seconds, in which nobody hears of it', async () => {
    const { world, hold, held, declines, offered, repId, work } = await setUp();
    const asked = world.sent.assign.length;

    const { status, body } = await hold(decline);

    expect(status).toBe(202);
    expect(body).toMatchObject({ is: 'decline', state: 'held' });
    expect(Date.parse(body.until) - world.parts.clock().getTime()).toBeGreaterThan(9_900);
    expect(world.sent.work.at(-1)).toMatchObject({ groupId: 'performHeld', delaySeconds: 10 });
    expect(held()).toMatchObject([{ state: 'held' }]);
    // A message that comes too early asks again.
    await work();
    expect(world.sent.work.at(-1)).toMatchObject({ groupId: 'performHeld', delaySeconds: 10 });
    expect(declines()).toBe(0);
    expect(world.sent.assign).toHaveLength(asked);
    expect((await offered.assignment()).repId).toBe(repId);
  });

  it.each([1, 2, 3])('is performed once its time has come, once, though the message comes %i times', async (times) => {
    const { world, hold, work, held, declines, offered, repId } = await setUp();
    await hold(decline);
    world.pass(elevenSeconds);

    await work(times);

    expect(declines()).toBe(1);
    expect((await offered.assignment()).repId).not.toBe(repId);
    expect(held()).toMatchObject([{ state: 'done' }]);
    // What was written stands with the decline, and not here.
    expect(JSON.stringify(held())).not.toContain('Đang quá nhiều khách');
    expect(world.itemsOf(' DECLINE#')).toMatchObject([{ note: 'Đang quá nhiều khách' }]);
  });

  it('is performed by the timer a minute later where the message was never sent', async () => {
    const { world, hold, declines } = await setUp();
    const { body } = await hold(decline);
    world.sent.work.splice(0);
    const timers = world.itemsOf('DUE#').flatMap((item) => (item.groupId === performHeldWork.kind ? [Timer.parse(item)] : []));
    expect(timers).toMatchObject([{ dueAt: new Date(Date.parse(body.until) + 60_000).toISOString() }]);
    world.pass(71_000);

    const queues = { assign: unheardQueue, notice: unheardQueue, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
    await doWork(WorkMessage.parse(timers[0]?.message), [performHeldWork], { ...world.parts, queues });

    expect(declines()).toBe(1);
  });

  it('is the same wherever the work is killed', async () => {
    for (let point = 1; ; point += 1) {
      const { world, hold, work, held, declines } = await setUp();
      await hold(decline);
      world.pass(elevenSeconds);
      const again = [...world.sent.work];
      const died = dying(point);
      let isKilled = false;
      await work(1, died.table(world.table)).catch(() => {
        isKilled = true;
      });
      world.sent.work.push(...again);
      await work();
      expect({ point, declines: declines(), state: held()[0]?.state }).toEqual({ point, declines: 1, state: 'done' });
      if (!isKilled) break;
    }
  });

  it('can be taken back, and then never was', async () => {
    const { world, hold, end, work, held, declines, offered, repId } = await setUp();
    const { body } = await hold(decline);

    const back = await end('back', body.heldActId);

    expect(back).toMatchObject({ status: 200, body: { state: 'takenBack' } });
    expect(await end('back', body.heldActId)).toMatchObject({ status: 200, body: { state: 'takenBack' } });
    world.pass(elevenSeconds);
    await work();
    expect(declines()).toBe(0);
    expect((await offered.assignment()).repId).toBe(repId);
    expect(await end('now', body.heldActId)).toMatchObject({ status: 409 });
    expect(JSON.stringify(held())).not.toContain('Đang quá nhiều khách');
  });

  it('is performed at once where its author wants it so, and then cannot be taken back', async () => {
    const { world, hold, end, work, declines } = await setUp();
    const { body } = await hold(decline);

    expect(await end('now', body.heldActId)).toMatchObject({ status: 200, body: { state: 'done' } });

    expect(declines()).toBe(1);
    expect(await end('now', body.heldActId)).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await end('back', body.heldActId)).toMatchObject({ status: 409 });
    world.pass(elevenSeconds);
    await work(2);
    expect(declines()).toBe(1);
  });

  it('is nobody else’s to take back or to hasten', async () => {
    const { hold, end, other, held } = await setUp();
    const { body } = await hold(decline);

    for (const email of [other?.email ?? '', 'admin@example.com', 'leader.south@example.com'])
      for (const how of ['now', 'back'] as const) expect((await end(how, body.heldActId, email)).status).toBe(404);

    expect(held()).toMatchObject([{ state: 'held' }]);
  });

  it('is refused at once where it is not possible', async () => {
    const { hold, as, leadId, other, held, world } = await setUp();

    expect((await as(other?.email)('POST /v1/leads/{leadId}/held', { path: { leadId }, body: { act: decline } })).status).toBe(404);
    expect((await hold({ ...decline, sameAs: 'NOSUCH' })).status).toBe(422);
    expect((await hold({ ...refusal(world.parts.clock().toISOString()), topics: ['nothing-such'] })).status).toBe(409);
    await as()('POST /v1/leads/{leadId}/accept', { path: { leadId }, body: {} });
    expect((await hold(decline)).status).toBe(409);

    expect(held()).toEqual([]);
  });

  it('gives way to what its author did meanwhile: whoever accepts keeps the lead', async () => {
    const { hold, end, as, leadId, world, work, held, offered, repId, declines } = await setUp();
    const { body } = await hold(decline);
    await as()('POST /v1/leads/{leadId}/accept', { path: { leadId }, body: {} });
    world.pass(elevenSeconds);

    await work();

    expect(held()).toMatchObject([{ state: 'refused', why: 'not_possible_now' }]);
    expect(declines()).toBe(0);
    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId });
    expect(await end('back', body.heldActId)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Nothing was done') } });
  });

  it('asks for the right again: a decline of whoever lost the lead does nothing', async () => {
    const { hold, as, leadId, world, work, held, offered, other, declines } = await setUp();
    await hold(decline);
    const given = await as('admin@example.com')('POST /v1/leads/{leadId}/owner', {
      path: { leadId },
      body: { repId: other?.repId, reason: 'language' },
    });
    expect(given.status).toBe(200);
    world.pass(elevenSeconds);

    await work();

    expect(held()).toMatchObject([{ state: 'refused', why: 'not_found' }]);
    expect(declines()).toBe(0);
    expect((await offered.assignment()).repId).toBe(other?.repId);
  });

  it('goes with a person who is erased', async () => {
    const { hold, leadId, world, work, held } = await setUp();
    const erase = erasingOf(world);
    await hold(decline);
    const again = [...world.sent.work];
    await erase.ask(leadId);
    await erase.runAll();
    world.sent.work.push(...again);

    await work();

    expect(held()).toEqual([]);
  });
});

describe('a refusal that a rep notes', () => {
  it('holds once it cannot be taken back', async () => {
    const { hold, world, work, refusals } = await setUp();
    await hold(refusal(world.parts.clock().toISOString()));
    expect(refusals()).toBe(0);
    world.pass(elevenSeconds);

    await work(2);

    expect(refusals()).toBe(1);
    expect(world.leads()[0]?.consent.newsletter?.granted).toBe(false);
  });

  it('is not lost where the lead went to somebody else in the meantime', async () => {
    const { hold, as, leadId, world, work, refusals, other, held } = await setUp();
    await hold(refusal(world.parts.clock().toISOString()));
    await as('admin@example.com')('POST /v1/leads/{leadId}/owner', { path: { leadId }, body: { repId: other?.repId, reason: 'language' } });
    world.pass(elevenSeconds);

    await work();

    expect(refusals()).toBe(1);
    expect(held()).toMatchObject([{ state: 'done' }]);
  });

  it('takes the devices off the lead where it is one of tracking, also where it was performed at once', async () => {
    const { hold, end, world, work, leadId } = await setUp();
    await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' });
    expect(world.itemsOf(`${leadId} LINK#`)).toHaveLength(1);
    const { body } = await hold({ ...refusal(world.parts.clock().toISOString()), purpose: 'tracking' });
    expect(body).toMatchObject({ state: 'held' });
    await end('now', body.heldActId);
    world.pass(elevenSeconds);

    await work(2);

    expect(world.leads()[0]?.consent.tracking?.granted).toBe(false);
    expect(world.itemsOf(`${leadId} LINK#`)).toHaveLength(0);
  });

  it('is noted for the record that is left, where its own was merged meanwhile', async () => {
    const { hold, as, world, work, leadId, held } = await setUp();
    await world.takeIn(world.post({ fullName: 'Nguyễn Hường', email: 'huong@congty.example', phone: '0987654321', province: 'TP.HCM' }));
    await world.assignAll();
    const left = world.leads().find((one) => one.leadId !== leadId);
    await hold(refusal(world.parts.clock().toISOString()));
    const merged = await as('admin@example.com')('POST /v1/leads/{leadId}/merge', {
      path: { leadId: String(left?.leadId) },
      body: { otherLeadId: leadId },
    });
    expect(merged.status).toBe(200);
    world.pass(elevenSeconds);

    await work();

    expect(held()).toMatchObject([{ state: 'done' }]);
    expect(world.leads().find((one) => one.leadId === left?.leadId)?.consent.newsletter?.granted).toBe(false);
  });

  it('is never noted where its author took it back in time', async () => {
    const { hold, end, world, work, refusals } = await setUp();
    const { body } = await hold(refusal(world.parts.clock().toISOString()));

    expect((await end('back', body.heldActId)).status).toBe(200);

    world.pass(elevenSeconds);
    await work();
    expect(refusals()).toBe(0);
  });
});
