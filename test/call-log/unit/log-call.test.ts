import { describe, expect, it } from '@jest/globals';
import { CallListView } from '../../../api/calls/call-view.ts';
import { Problem } from '../../../api/problem.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { offerLeads } from '../../support/offers.ts';

const moment = (iso: string) => new Date(iso).toISOString();

describe('a call that is logged', () => {
  it('takes one word, and counts attempts apart from those that reached somebody', async () => {
    const { logged, lead } = await createCallFloor();

    await logged({ outcome: 'noAnswer' });
    const second = await logged({ outcome: 'considering' });

    expect(second).toMatchObject({ attempts: 2, reachedCalls: 1, reached: true, outcome: 'considering', by: 'rep', opportunityId: null });
    expect(lead().evidence).toMatchObject({ attempts: 2, reached: 1 });
  });

  it('is told in one line, without the note, which those see who see contact details', async () => {
    const { logged, entries, list } = await createCallFloor();

    await logged({ outcome: 'considering', note: 'Gọi lại số 0912 345 678', durationMs: 95_000 });

    const [entry] = entries('call.logged');
    expect(entry?.data).toMatchObject({ outcome: 'considering', isReached: true, durationMs: 95_000, attempts: 1, subject: 'lead' });
    expect(JSON.stringify(entry)).not.toContain('0912');
    expect(CallListView.parse((await list('rep')).body).items).toMatchObject([{ note: 'Gọi lại số 0912 345 678' }]);
    expect((await list('marketer')).status).toBe(404);
  });

  it('ends the calls that were asked for until somebody tries', async () => {
    const { logged, becomeHot, open } = await createCallFloor();
    await becomeHot();
    const before = open().map(({ reason }) => reason);

    await logged({ outcome: 'closed' });

    expect([before.includes('hot'), open()]).toEqual([true, []]);
  });

  it('makes a callback at the time that was agreed, with its own clock, for the owner', async () => {
    const { logged, open, lead } = await createCallFloor();
    const callbackAt = '2026-11-24T19:30:00+07:00';

    const { next } = await logged({ outcome: 'callback', callbackAt });

    expect(next).toMatchObject({ task: 'callback', dueAt: moment(callbackAt) });
    expect(open()).toMatchObject([{ kind: 'call', reason: 'callback', dueAt: moment(callbackAt), ownerRepId: lead().owner?.repId }]);
  });

  it('stays away after a refusal of somebody who was none already', async () => {
    const { world, logged, lead } = await createCallFloor();
    await logged({ outcome: 'wrongPerson' });
    await logged({ outcome: 'refusedContact' }, 'admin');

    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', email: 'huong@example.com', message: 'Alo' }));

    expect(lead()).toMatchObject({ status: 'disqualified', owner: null, consent: { contact: { granted: false } } });
  });

  it('puts what no time was agreed for into working hours', async () => {
    // Sunday, 10:00 in Vietnam.
    const { logged } = await createCallFloor();

    const { next } = await logged({ outcome: 'noAnswer' });

    expect(next).toMatchObject({ task: 'call', dueAt: moment('2026-11-23T08:00:00+07:00') });
  });

  it('ends what calls before had asked for, also where they are all logged afterwards', async () => {
    const { logged, open } = await createCallFloor();
    const ago = (minutes: number) => new Date(Date.parse('2026-11-22T03:00:00.000Z') - minutes * 60_000).toISOString();

    await logged({ outcome: 'callback', at: ago(30), callbackAt: '2026-11-24T19:30:00+07:00' });
    await logged({ outcome: 'considering', at: ago(20) });
    const { callId } = await logged({ outcome: 'noAnswer', at: ago(10) });
    await logged({ outcome: 'noAnswer', at: ago(15) });

    const made = open().filter(({ name }) => name.startsWith('call-'));
    expect(made.map(({ name }) => name)).toEqual([`call-${callId}`]);
  });

  it('ends what the call before had asked for', async () => {
    const { logged, open } = await createCallFloor();

    await logged({ outcome: 'noAnswer' });
    const { callId } = await logged({ outcome: 'interested' });

    expect(open()).toMatchObject([{ name: `call-${callId}`, kind: 'call', reason: 'planned' }]);
  });

  it('leaves a callback that is yet to come when nobody answers, and ends it when somebody does', async () => {
    const { logged, open } = await createCallFloor();
    const callbackAt = '2026-11-25T02:00:00.000Z';
    await logged({ outcome: 'callback', callbackAt });

    await logged({ outcome: 'busy' });
    const missed = open().map(({ reason, dueAt }) => [reason, dueAt]);
    await logged({ outcome: 'closed' });

    expect(missed).toContainEqual(['callback', callbackAt]);
    expect(open()).toEqual([]);
  });

  it('gives another rep their turn when it was tried often enough', async () => {
    const { logged, world, lead, open } = await createCallFloor();

    const all = [await logged({ outcome: 'noAnswer' }), await logged({ outcome: 'noAnswer' }), await logged({ outcome: 'noAnswer' })];

    expect(all.map(({ following }) => following)).toEqual(['next', 'next', 'recall']);
    expect(open()).toEqual([]);
    const timers = world.itemsOf('DUE#').map((item) => Timer.parse(item));
    const message = { kind: 'recall', cause: 'recalled', leadId: lead().leadId, decisionId: lead().owner?.decisionId };
    expect(timers.filter(({ groupId }) => groupId === 'forward')).toMatchObject([
      { queue: 'work', message: { request: { queue: 'assign', body: message } } },
    ]);
  });

  it.each([
    ['wrongNumber', 'disqualified', 'wrongNumber', 'ended'],
    ['wrongPerson', 'disqualified', 'wrongPerson', 'ended'],
    ['refusedContact', 'disqualified', 'refusedContact', 'ended'],
    ['notInterested', 'recycled', 'noNeed', 'marketing'],
  ])('that ends with %s leaves the lead %s, with nothing to do, in the same change', async (outcome, status, reason, state) => {
    const { logged, lead, open, becomeHot } = await createCallFloor();
    await becomeHot();
    const { version } = lead();

    await logged({ outcome });

    expect(lead()).toMatchObject({ status, statusSet: { reason }, owner: null, routing: { state }, version: version + 1 });
    expect(lead().evidence).toMatchObject({ attempts: 1, reached: outcome === 'wrongNumber' ? 0 : 1 });
    expect(open()).toEqual([]);
  });

  it('asks nobody to call again a lead that is none', async () => {
    const { logged, log } = await createCallFloor();
    await logged({ outcome: 'wrongNumber' });

    const later = await logged({ outcome: 'noAnswer' }, 'admin');
    const agreed = await log({ outcome: 'callback', callbackAt: '2026-11-24T03:00:00Z' }, 'admin');

    expect([later.following, later.next, agreed.status]).toEqual(['nothing', null, 409]);
  });

  it('stores that the person refuses to be contacted', async () => {
    const { logged, lead } = await createCallFloor();

    const { callId } = await logged({ outcome: 'refusedContact' });

    expect(lead().consent.contact).toMatchObject({ granted: false, channel: 'manual', submissionId: callId });
  });

  it.each([
    ['an outcome that is none', { outcome: 'voicemail' }, ['outcome']],
    ['a call that is yet to come', { outcome: 'busy', at: '2026-11-24T03:00:00Z' }, ['at']],
    ['a call of long ago', { outcome: 'busy', at: '2026-10-22T02:00:00Z' }, ['at']],
    ['a callback in the past', { outcome: 'callback', callbackAt: '2026-11-21T03:00:00Z' }, ['callbackAt']],
    ['a callback after the end', { outcome: 'closed', callbackAt: '2026-11-24T03:00:00Z' }, ['callbackAt']],
    ['an opportunity of nobody', { outcome: 'busy', opportunityId: 'L1-1' }, ['opportunityId']],
  ])('refuses %s, and says where the fault is', async (_name, body, paths) => {
    const { log, lead } = await createCallFloor();

    const answer = await log(body);

    expect([answer.status, Problem.parse(answer.body).errors?.map(({ path }) => path)]).toEqual([422, paths]);
    expect(lead().evidence.attempts).toBe(0);
  });

  it.each([
    ['is refused', { outcome: 'busy', at: '2026-10-22T02:00:00Z' }, [422, 'offered']],
    ['is taken', { outcome: 'busy' }, [200, 'owned']],
  ])('that %s leaves an offer as it has to be', async (_name, body, expected) => {
    const world = createWorld();
    offerLeads(world);
    const { log, lead } = await createCallFloor(world);

    const { status } = await log(body);

    expect([status, lead().routing?.state]).toEqual(expected);
  });

  it('is of an outcome that the company made up', async () => {
    const { logged, world } = await createCallFloor();
    world.config.change(outcomeKind, 'busy', ({ next: _call, ...busy }) => ({
      ...busy,
      next: { task: 'mail' as const, afterMinutes: 5, atMost: 1 },
    }));

    const { next } = await logged({ outcome: 'busy' });

    expect(next).toMatchObject({ task: 'mail' });
  });

  it('is of those who may: the owner, and whoever is above', async () => {
    const { log, otherRep } = await createCallFloor();

    const answers = await Promise.all(
      ['admin', 'leader', otherRep, 'marketer'].map(async (user) => (await log({ outcome: 'closed' }, user)).status),
    );

    expect(answers).toEqual([200, 200, 404, 404]);
  });
});

describe('a call that was logged by mistake', () => {
  it('counts no more, and what it had made of tasks is as before', async () => {
    const { logged, undo, lead, tasks, entries, list } = await createCallFloor();
    const before = tasks().map(({ name, status }) => [name, status]);

    const { callId } = await logged({ outcome: 'considering' });
    const answer = await undo(callId);

    expect(answer.status).toBe(204);
    expect(lead().evidence).toMatchObject({ attempts: 0, reached: 0 });
    expect(
      tasks()
        .filter(({ name }) => name !== `call-${callId}`)
        .map(({ name, status }) => [name, status]),
    ).toEqual(before);
    expect(tasks().find(({ name }) => name === `call-${callId}`)?.status).toBe('cancelled');
    expect(entries('call.undone')).toHaveLength(1);
    expect(CallListView.parse((await list('rep')).body).items).toEqual([]);
    expect((await undo(callId)).status).toBe(404);
  });

  it('calls off the recall that it asked for', async () => {
    const { logged, undo, world } = await createCallFloor();
    const calls = [await logged({ outcome: 'noAnswer' }), await logged({ outcome: 'noAnswer' }), await logged({ outcome: 'noAnswer' })];

    await undo(calls[2]?.callId ?? '');

    expect(world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'forward')).toEqual([]);
  });

  it('is taken back by its author though it took the lead from them, which looks for an owner again', async () => {
    const { logged, undo, lead, world } = await createCallFloor();

    const { callId } = await logged({ outcome: 'wrongNumber' });
    const answer = await undo(callId);

    expect([answer.status, lead().status, lead().routing?.state, lead().evidence.attempts]).toEqual([204, 'active', 'waiting', 0]);
    const asked = world.itemsOf('DUE#').map((item) => Timer.parse(item));
    expect(asked.filter(({ groupId }) => groupId === 'forward')).toMatchObject([
      { message: { request: { body: { kind: 'assign', cause: 'returned' } } } },
    ]);
  });

  it('takes the stage back, too, that it had brought beside the status', async () => {
    const { logged, undo, lead, world } = await createCallFloor();
    world.config.change(lifecycleKind, 'lifecycle', (rules) => ({ ...rules, stages: { ...rules.stages, sql: [{ reached: 1 }] } }));
    const { callId } = await logged({ outcome: 'wrongPerson' });
    const brought = [lead().status, lead().stage];

    await undo(callId);

    expect([brought, [lead().status, lead().stage]]).toEqual([
      ['disqualified', 'sql'],
      ['active', 'lead'],
    ]);
  });

  it('leaves a status that somebody has set since', async () => {
    const { logged, undo, lead } = await createCallFloor();
    const { callId } = await logged({ outcome: 'notInterested' });
    await logged({ outcome: 'wrongPerson' }, 'admin');

    await undo(callId);

    expect(lead()).toMatchObject({ status: 'disqualified', statusSet: { reason: 'wrongPerson' } });
  });

  it('leaves the consent as it was', async () => {
    const { logged, undo, lead } = await createCallFloor();
    const before = lead().consent;

    const { callId } = await logged({ outcome: 'refusedContact' });
    await undo(callId);

    expect(lead().consent).toEqual(before);
  });

  it('is taken back by its author alone, within a day', async () => {
    const { logged, undo, world } = await createCallFloor();
    const { callId } = await logged({ outcome: 'busy' });

    const byAdmin = await undo(callId, 'admin');
    world.pass(daysMs - hoursMs);
    const inTime = await undo((await logged({ outcome: 'busy' })).callId);
    world.pass(2 * hoursMs);
    const late = await undo(callId);

    expect([byAdmin.status, inTime.status, late.status]).toEqual([404, 204, 409]);
  });
});
