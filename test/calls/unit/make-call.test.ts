import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  askForCall,
  CallEnded,
  type CallOutcome,
  CallUrl,
  callIdFor,
  defaultWaits,
  defineCall,
  endMessage,
  forgetAnswer,
  makeCall,
  readCall,
  resendCalls,
  resultOf,
} from '../../../shared/calls/index.ts';
import { UnavailableError } from '../../../shared/platform/errors.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { CallWorld } from '../../support/calls/world.ts';

const url = 'https://hooks.partner.example/in?key=secret';
const hook = defineCall({
  kind: 'hook',
  schema: z.object({ url: CallUrl, text: z.string() }),
  build: (request, { callId, attempt }) => ({
    method: 'POST',
    url: request.url,
    headers: { 'webhook-id': callId, 'x-attempt': String(attempt) },
    body: request.text,
  }),
});
const callId = callIdFor('test', 'entry-1');
const answered = (status: number, retryAfterSeconds: number | null = null): CallOutcome => ({ status, fault: null, retryAfterSeconds });
const asked = async (kind = hook): Promise<CallWorld> => {
  const world = new CallWorld(kind);
  await world.table.transact([
    askForCall(kind, { callId, endpoint: 'crm', request: { url, text: 'Nguyễn Thị Hường' }, at: new Date(world.now) }),
  ]);
  world.ask(callId);
  return world;
};

describe('a call that was asked for', () => {
  it('is made once, by what its item says, and leaves nothing of what it said', async () => {
    const world = await asked();

    await world.run();

    expect(world.sent).toEqual([{ method: 'POST', url, headers: { 'webhook-id': callId, 'x-attempt': '1' }, body: 'Nguyễn Thị Hường' }]);
    expect(world.call(callId)).toMatchObject({ state: 'done', request: null, attempts: [{ status: 200, fault: null }] });
    expect(JSON.stringify(world.table.all())).not.toMatch(/Hường|secret/);
    expect([...world.groups]).toEqual(['crm']);
  });

  it('is made once, however often its message is delivered', async () => {
    const world = await asked();
    for (let copy = 0; copy < 5; copy += 1) world.ask(callId);

    await world.run();

    expect(world.sent).toHaveLength(1);
  });

  it('is made by one of several that are told of it at once', async () => {
    const world = await asked();
    const message = { v: 1 as const, kind: 'hook', callId };

    const results = await Promise.allSettled(Array.from({ length: 8 }, () => makeCall(message, world.kinds, world.parts)));

    expect(world.sent).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toEqual(new UnavailableError('the call is being made'));
  });

  it('cannot be asked for twice', async () => {
    const world = await asked();
    const again = askForCall(hook, { callId, endpoint: 'crm', request: { url, text: '' }, at: new Date(world.now) });

    await expect(world.table.transact([again])).rejects.toThrow(ConditionFailedError);
  });

  it.each([
    ['another address than https', { url: 'http://hooks.partner.example/', text: '' }, 'crm'],
    ['a group that SQS refuses', { url, text: '' }, 'trình CRM'],
    ['more than an item holds', { url, text: 'ữ'.repeat(70_000) }, 'crm'],
  ])('is refused where it is asked for, by %s', (_what, request, endpoint) => {
    expect(() => askForCall(hook, { callId, endpoint, request, at: new Date() })).toThrow();
  });

  it('that is gone, or is of a kind that only a later version knows, is not made', async () => {
    const world = await asked();

    await makeCall({ v: 1, kind: 'hook', callId: callIdFor('expired') }, world.kinds, world.parts);
    await expect(makeCall({ v: 1, kind: 'later', callId }, world.kinds, world.parts)).rejects.toThrow(UnavailableError);

    expect(world.sent).toEqual([]);
  });
});

describe('a call that fails', () => {
  it('comes back after growing waits, of any length, until it arrives', async () => {
    const world = await asked();
    const begunAt = world.now;
    world.answer = (attempt) => answered(attempt < 8 ? 503 : 200);

    await world.run();

    const { state, attempts } = world.call(callId);
    expect([state, attempts.map(({ status }) => status)]).toEqual(['done', [503, 503, 503, 503, 503, 503, 503, 200]]);
    const waits = attempts
      .slice(1)
      .map(({ startedAt }, index) => (Date.parse(startedAt) - Date.parse(attempts[index]?.endedAt ?? '')) / 1_000);
    for (const [index, seconds] of waits.entries()) {
      expect(seconds).toBeGreaterThanOrEqual(Math.floor((defaultWaits[index] ?? 0) * 0.8));
      expect(seconds).toBeLessThanOrEqual(Math.ceil((defaultWaits[index] ?? 0) * 1.2) + 1);
    }
    expect(world.now - begunAt).toBeGreaterThan(10 * 3_600_000);
  });

  it('is given up after the last wait, and somebody is told', async () => {
    const world = await asked();
    world.answer = () => ({ status: null, fault: 'timeout', retryAfterSeconds: null });

    await world.run();

    expect(world.call(callId)).toMatchObject({ state: 'givenUp', request: null });
    expect([world.sent.length, world.errors]).toEqual([defaultWaits.length + 1, ['a call never arrived']]);
  });

  it('is not repeated when it never can succeed, and somebody is told', async () => {
    const world = await asked();
    world.answer = () => answered(404);

    await world.run();

    expect(world.call(callId)).toMatchObject({ state: 'refused', request: null });
    expect([world.sent.length, world.errors]).toEqual([1, ['a call never arrived']]);
  });

  it('waits as long as the other side asks for', async () => {
    const world = await asked();
    const begunAt = world.now;
    world.answer = (attempt) => (attempt === 1 ? answered(429, 7_200) : answered(200));

    await world.run();

    expect(world.sent).toHaveLength(2);
    expect(world.now - begunAt).toBeGreaterThanOrEqual(7_200_000);
  });

  it('counts attempts that ended the process, so that no answer can end it for ever', async () => {
    const world = await asked();
    world.answer = () => Promise.reject(new Error('out of memory'));

    await world.run();

    const { state, attempts } = world.call(callId);
    expect(state).toBe('givenUp');
    expect(attempts.map(({ fault }) => fault)).toEqual(Array(defaultWaits.length + 1).fill('brokenOff'));
  });
});

describe('sending messages of calls again', () => {
  it('reaches every call that waits and none that has ended, whatever lies between them', async () => {
    const world = await asked();
    const [waiting, other] = [callIdFor('test', 'entry-2'), callIdFor('test', 'entry-3')];
    await world.run();
    for (const id of [waiting, other]) {
      const request = { url, text: 'x' };
      await world.table.transact([askForCall(hook, { callId: id, endpoint: 'crm', request, at: new Date(world.now) })]);
    }
    await world.table.put({ Item: { ...keys.call(callIdFor('test', 'entry-4')), state: 'waiting' } });
    const { calls } = world.parts;

    const report = await resendCalls(world.table, calls);
    await world.run();

    expect(report).toEqual({ waiting: 2, malformed: 1 });
    expect(world.sent).toHaveLength(3);
    expect([waiting, other].map((id) => world.call(id).state)).toEqual(['done', 'done']);
    expect(await resendCalls(world.table, calls)).toEqual({ waiting: 0, malformed: 1 });
  });
});

describe('a call whose answer somebody needs', () => {
  const fetched = defineCall({
    ...hook,
    kind: 'fetch',
    answer: { longestBytes: 1_000, read: (body) => z.object({ leads: z.array(z.string()) }).parse(JSON.parse(body)) },
    tells: { kind: 'takeLeads', schema: CallEnded },
  });

  it('keeps what its kind reads of it, and tells of the end by its id', async () => {
    const world = await asked(fetched);
    world.answer = () => ({ status: 200, body: '{"leads":["a"],"more":1}' });

    await world.run();

    const call = world.call(callId);
    expect(call).toMatchObject({ state: 'done', request: null, answer: { leads: ['a'] }, tells: 'takeLeads' });
    expect(endMessage(call)).toEqual({ body: { v: 1, kind: 'takeLeads', request: { callId } }, groupId: 'takeLeads' });
  });

  it.each([
    ['cannot be read', { status: 200, body: 'Lỗi <html>' }, 'unreadable'],
    ['is too long', { fault: 'tooLarge' as const }, 'tooLarge'],
  ])('is refused when the answer %s, and tells of that, too', async (_what, answer, why) => {
    const world = await asked(fetched);
    world.answer = () => answer;

    await world.run();

    const call = world.call(callId);
    expect(call).toMatchObject({ state: 'refused', answer: null, attempts: [{ fault: why }] });
    expect(endMessage(call)).not.toBeNull();
    expect(JSON.stringify(world.table.all())).not.toContain('Lỗi');
  });

  it.each([
    ['a number that is no exact one', { id: 2 ** 60 }],
    ['a number next to nothing', { id: 1e-200 }],
    ['more than an item holds', { note: 'ữ'.repeat(70_000) }],
    ['more levels than an item has', { tree: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) }],
    ['what is no data', { at: new Date(0) }],
  ])('is made once and refused when its kind would keep %s, which no item takes', async (_what, kept) => {
    const world = await asked({ ...fetched, answer: { longestBytes: 1_000, read: () => kept } });
    world.answer = () => ({ status: 200, body: '{}' });

    await world.run();

    expect(world.call(callId)).toMatchObject({ state: 'refused', answer: null, attempts: [{ status: 200, fault: 'unreadable' }] });
    expect(world.sent).toHaveLength(1);
  });

  it('is made with every secret that its kind names, of the place that it names, and its answer is read beside them', async () => {
    const seen: unknown[] = [];
    const world = await asked({
      ...fetched,
      secretPlace: 'connectors',
      secretOf: () => ['oa/app-secret', 'oa/refresh-token'],
      build: (request, facts, ...secrets) => {
        seen.push(secrets);
        return fetched.build(request, facts, '');
      },
      answer: {
        longestBytes: 1_000,
        read: (_body, { request, secrets }) => {
          seen.push([Object.keys(request), secrets]);
          return {};
        },
      },
    });
    world.secrets.set('connectors/oa/app-secret', 'one').set('connectors/oa/refresh-token', 'two');
    world.answer = () => ({ status: 200, body: '{}' });

    await world.run();

    expect(seen).toEqual([
      ['one', 'two'],
      [
        ['url', 'text'],
        ['one', 'two'],
      ],
    ]);
    expect(JSON.stringify(world.table.all())).not.toMatch(/"one"|"two"/);
  });

  it('waits while one of its secrets is nowhere to be found', async () => {
    const world = await asked({ ...fetched, secretPlace: 'connectors', secretOf: () => ['oa/app-secret', 'oa/refresh-token'], waits: [1] });
    world.secrets.set('connectors/oa/app-secret', 'one').set('oa/refresh-token', 'of a webhook');

    await world.run();

    expect(world.sent).toEqual([]);
    expect(world.call(callId)).toMatchObject({ state: 'givenUp', attempts: [{ fault: 'unsigned' }, { fault: 'unsigned' }] });
  });

  it('is made again where its kind knows by the reason that the refusal passes', async () => {
    const world = await asked({
      ...fetched,
      reasonOf: (body) => body,
      judge: ({ status }, reason) =>
        status === 400 && reason === 'busy' ? 'again' : resultOf({ status, fault: null, retryAfterSeconds: null }),
    });
    world.answer = (attempt) => (attempt === 1 ? { status: 400, body: 'busy' } : { status: 200, body: '{"leads":[]}' });

    await world.run();

    expect(world.call(callId)).toMatchObject({ state: 'done', attempts: [{ status: 400 }, { status: 200 }] });
  });

  it('forgets its answer when somebody has taken it, and tells nobody of that', async () => {
    const world = await asked(fetched);
    world.answer = () => ({ status: 200, body: '{"leads":[]}' });
    await world.run();
    const before = await readCall(world.table, callId);
    if (!before) throw new Error('no call');

    await world.table.transact([forgetAnswer(before)]);

    expect(world.call(callId)).toMatchObject({ state: 'done', answer: null });
    expect(endMessage(world.call(callId))).toBeNull();
  });

  it('goes earlier with an answer that nobody takes, and as late as others once somebody has', async () => {
    const world = await asked(fetched);
    world.answer = () => ({ status: 200, body: '{"leads":[]}' });
    const days = () => Math.round((Number(world.table.all().find(({ sk }) => sk === 'CALL')?.expiresAt) * 1_000 - world.now) / 86_400_000);
    const before = days();
    await world.run();
    const untaken = days();
    const call = await readCall(world.table, callId);
    if (!call) throw new Error('no call');

    await world.table.transact([forgetAnswer(call)]);

    expect([before, untaken, days()]).toEqual([30, 18, 30]);
  });

  it('is made again when it was not done, and its answer is read then', async () => {
    const world = await asked(fetched);
    world.answer = (attempt) => (attempt === 1 ? { status: 503 } : { status: 200, body: '{"leads":[]}' });

    await world.run();

    expect(world.call(callId)).toMatchObject({ state: 'done', attempts: [{ status: 503, fault: null }, { status: 200 }] });
  });

  it('tells nobody while it waits, or where nobody asked to be told', async () => {
    const [waiting, untold] = [await asked(fetched), await asked()];
    await untold.run();

    expect([endMessage(waiting.call(callId)), endMessage(untold.call(callId))]).toEqual([null, null]);
  });
});

describe('a process that dies anywhere', () => {
  it('loses no call, repeats an attempt at most as often as it died, and leaves an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 25 }), { maxLength: 4 }), fc.nat({ max: 3 }), async (deaths, failures) => {
        const world = await asked();
        world.answer = (attempt) => answered(attempt <= failures ? 500 : 200);
        const at = new Set(deaths);
        let calls = 0;
        let died = 0;
        world.onCall = () => {
          calls += 1;
          if (!at.has(calls)) return;
          died += 1;
          throw new Error('killed');
        };

        await world.run();

        const { state, attempts } = world.call(callId);
        expect(state).toBe('done');
        expect(attempts.every(({ endedAt }) => endedAt !== null)).toBe(true);
        expect(world.sent.length).toBeGreaterThanOrEqual(1);
        expect(world.sent.length).toBeLessThanOrEqual(failures + 1 + died);
      }),
    );
  });
});
