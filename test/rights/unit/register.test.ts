import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { cardItem } from '../../../shared/cards/index.ts';
import { putNewLead } from '../../../shared/leads/index.ts';
import { remindOfRightsWork } from '../../../shared/notices/tell-rights.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { unheardQueue } from '../../support/queues.ts';

function desk() {
  const world = createWorld();
  const ask = asksAs(world, 'admin@example.com');
  const told: OutgoingMessage[] = [];
  const notice = {
    send: async (message: OutgoingMessage) => void told.push(message),
    sendAll: async (all: readonly OutgoingMessage[]) => void told.push(...all),
  };
  // A mail is kept with a lead, whichever.
  world.table.seed(
    ...[sampleLead({ leadId: LeadId.parse('L1') })].flatMap((lead) => [
      ...putNewLead(lead).flatMap((write) => ('Put' in write ? [write.Put.Item ?? {}] : [])),
      cardItem(lead, lead.createdAt, []),
    ]),
  );
  /** Lets time go by, and does what timers ask for meanwhile. */
  const pass = async (ms: number): Promise<void> => {
    world.pass(ms);
    const now = world.parts.clock().toISOString();
    const due = world
      .itemsOf('DUE#')
      .map((item) => Timer.parse(item))
      .filter(({ dueAt, message }) => dueAt <= now && message.kind === 'remindOfRights');
    for (const { dueAt, timerId, message } of due.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))) {
      await world.table.deleteAll(world.itemsOf('DUE#').filter(({ sk }) => sk === `${dueAt}#${timerId}`) as never);
      const queues = { assign: unheardQueue, mail: unheardQueue, score: unheardQueue, work: unheardQueue, notice };
      await doWork(WorkMessage.parse(message), [remindOfRightsWork], { ...world.parts, queues } as WorkParts);
    }
  };
  const heard = () => told.splice(0).map(({ body }) => `${Object(body).of} ${Object(body).percent} ${Object(body).userId}`);
  return { world, ask, pass, heard };
}

const path = 'POST /v1/rights/requests';

describe('the register of requests', () => {
  it('takes no request that names a record which there is not', async () => {
    const { ask, world } = desk();
    const of = (leadId: string) => ask(path, { body: { kind: 'view', via: 'email', leadId } });

    const refused = await of('L01JDXRZ3M8Q4T7VW5N2K6H9BCE');

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'leadId' }] } });
    expect(world.itemsOf('RIGHTS#')).toEqual([]);
  });

  it('says until when each is due, reminds those who administer at half and nine tenths, and no more once it is done', async () => {
    const { ask, pass, heard } = desk();
    // A Sunday: the two working days are Monday and Tuesday.
    const noted = await ask(path, { body: { kind: 'view', via: 'email' } });
    expect(noted).toMatchObject({
      status: 200,
      body: { state: 'open', acknowledge: { at: '2026-11-24T17:00:00.000Z', isOver: false, doneAt: null } },
    });
    expect(noted.body.answer.at).toBe('2026-12-02T17:00:00.000Z');

    await pass(3 * daysMs);
    expect(heard()).toEqual(['acknowledge 50 admin', 'acknowledge 90 admin']);
    const { requestId } = noted.body;
    const change = (body: object) => ask('PATCH /v1/rights/requests/{requestId}', { path: { requestId }, body });
    expect((await change({ acknowledge: true })).body.acknowledge).toMatchObject({ isOver: true, doneAt: expect.any(String) });
    await pass(3 * daysMs);
    expect(heard()).toEqual(['answer 50 admin']);

    const extended = await change({ extend: 'complex' });
    expect(extended.body).toMatchObject({ answer: { at: '2026-12-12T17:00:00.000Z' }, extension: { reason: 'complex', by: 'admin' } });
    expect((await change({ extend: 'other' })).status).toBe(409);
    await pass(6 * daysMs);
    // Of the time as it was nobody hears any more.
    expect(heard()).toEqual(['answer 50 admin']);
    expect((await change({ close: 'refused' })).status).toBe(422);
    expect((await change({ close: 'done' })).body.state).toBe('done');
    await pass(30 * daysMs);
    expect(heard()).toEqual([]);
    expect((await ask('GET /v1/rights/requests', {})).body.items).toEqual([]);
    expect((await ask('GET /v1/rights/requests', { query: { state: 'closed' } })).body.items).toHaveLength(1);
    expect((await change({ acknowledge: true })).status).toBe(409);
  });

  it('gives more time where others have a part in it, lists what is due first, and is for those who administer', async () => {
    const { world, ask } = desk();
    for (const [kind, withProcessors] of [
      ['delete', true],
      ['view', false],
      ['object', true],
    ] as const) {
      await ask(path, { body: { kind, via: 'letter', withProcessors } });
      world.pass(1_000);
    }

    const { body } = await ask('GET /v1/rights/requests', {});
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['view', 'object', 'delete']);
    for (const user of ['marketing@example.com', 'leader.south@example.com']) {
      expect((await asksAs(world, user)('GET /v1/rights/requests', {})).status).toBe(404);
    }
    expect((await ask(path, { body: { kind: 'view', via: 'email', receivedAt: '2099-01-01T00:00:00Z' } })).status).toBe(422);
  });
});

describe('the register of breaches', () => {
  it('gives 72 hours by day and night, says what the form lacks, and reminds until the authority was told', async () => {
    const { ask, pass, heard } = desk();
    const noted = await ask('POST /v1/rights/breaches', { body: { whatHappened: 'Một tệp bị gửi nhầm', people: 12 } });
    expect(noted.body).toMatchObject({ isOver: false, people: 12, missing: expect.arrayContaining(['measures', 'kindsOfData']) });
    const { breachId, detectedAt, dueAt } = noted.body;
    expect(Date.parse(dueAt) - Date.parse(detectedAt)).toBe(72 * hoursMs);

    await pass(37 * hoursMs);
    expect(heard()).toEqual(['breach 50 admin']);
    const change = (body: object) => ask('PATCH /v1/rights/breaches/{breachId}', { path: { breachId }, body });
    expect((await change({ measures: 'Đã thu hồi' })).body.missing).not.toContain('measures');
    expect((await change({})).status).toBe(422);
    await change({ notifiedAt: '2026-11-23T20:00:00.000Z' });
    await pass(40 * hoursMs);
    expect(heard()).toEqual([]);
    expect((await ask('GET /v1/rights/breaches', {})).body.items).toEqual([expect.objectContaining({ breachId, isOver: false })]);
  });
});

it('rings where nobody can be told: no mail is lost without a word', async () => {
  const errors: string[] = [];
  const world = createWorld();
  const log = { ...world.parts.log, error: (message: string) => void errors.push(message) };
  const { body } = await asksAs(world, 'admin@example.com')(path, { body: { kind: 'view', via: 'phone' } });
  const timers = world
    .itemsOf('DUE#')
    .map((item) => Timer.parse(item))
    .filter(({ message }) => message.kind === 'remindOfRights');
  expect(timers).toHaveLength(4);
  const queues = { assign: unheardQueue, mail: unheardQueue, score: unheardQueue, work: unheardQueue, notice: unheardQueue };

  await doWork(WorkMessage.parse(timers[0]?.message), [remindOfRightsWork], { ...world.parts, log, queues } as unknown as WorkParts);

  expect([body.state, errors]).toEqual(['open', ['what the law wants done is due soon, and nobody can be told']]);
});
