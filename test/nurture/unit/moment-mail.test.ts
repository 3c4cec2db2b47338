import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Lead, readLead } from '../../../shared/leads/index.ts';
import { foresee } from '../../../shared/nurture/foresee.ts';
import { showWhy } from '../../../shared/nurture/show-messages.ts';
import { leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { changed, createTask, putTasksMovedTimer, readTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { choices } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { RunWorld } from '../../support/run-world.ts';
import { mail, sequenceOf, task, wait } from '../../support/sequences.ts';

const hours = 3_600_000;
const days = 24 * hours;
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const until = { before: 'appointment', by: 'P1D' };

let world: RunWorld;
let lead: Lead;
beforeEach(async () => {
  world = new RunWorld();
  world.now = morning;
  lead = await world.putOwnedLead({ consent: { contact: granted, newsletter: granted } });
  world.putAddress({ choices });
});

async function appoint(at: number, name = 'hen'): Promise<void> {
  const draft = { leadId: lead.leadId, name: TaskName.parse(name), subject: leadSubject, kind: 'meeting', reason: 'planned' } as const;
  const dueAt = new Date(at).toISOString();
  const by = { kind: 'system', id: 'test' } as const;
  const made = createTask({ ...draft, title: null, dueAt, ownerRepId: RepId.parse('rep-lan'), createdBy: by }, world.clock());
  await world.table.transact(writeTasks([made], world.clock()));
}

async function move(change: { readonly dueAt?: string; readonly status?: 'cancelled' }): Promise<void> {
  const [before] = (await readTasks(world.table, lead)).filter(({ name }) => name === 'hen');
  if (!before) throw new Error('no appointment');
  await world.table.transact(writeTasks([changed(before, change)], world.clock()));
}

async function begin(more: object = {}, sequence: object = {}): Promise<void> {
  world.sequences.push(sequenceOf([wait('cho', { until, ...more }), mail('nhac', { template: 'cam-on' }), task('xong')], sequence));
  await world.putIn(lead, 'thu');
}

const why = () => showWhy(lead, { sequence: 'thu', step: 'nhac' }, 'en', world.parts());
const told = async () => {
  const now = await readLead(world.table, lead.leadId, { consistent: true });
  return (await foresee(now ?? lead, world.clock(), world.parts())).map(
    ({ step, reason }) => `${step.at.toISOString().slice(0, 16)} ${step.does} ${reason}`,
  );
};
const sentAt = () =>
  world.timeline().flatMap(({ type, at, data }) => (type === 'mail.sent' && data.kind === 'sequenceMail' ? [Date.parse(at)] : []));
const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('the mail before an appointment', () => {
  it('goes a day before, as foreseen, and what follows goes on', async () => {
    await appoint(morning + 3 * days);
    await begin();

    expect(await told()).toEqual([
      `${minute(morning + 2 * days)} mail null`,
      `${minute(morning + 2 * days)} task null`,
      `${minute(morning + 2 * days)} end finished`,
    ]);
    await world.pass(4 * days);

    expect(sentAt().map(minute)).toEqual([minute(morning + 2 * days)]);
    expect(await world.runsOf()).toMatchObject([{ state: 'ended', ended: { reason: 'finished' } }]);
  });

  it('waits for its new day where the appointment is moved while the mail waits for the morning, and is foreseen so', async () => {
    // Due at 23:00.
    await appoint(morning + 2 * days + 14 * hours);
    await begin();
    await world.pass(days + 15 * hours);
    expect(await why()).toMatchObject({ state: 'waits', reason: 'night' });
    await move({ dueAt: new Date(morning + 9 * days).toISOString() });

    const foreseen = await told();
    await world.pass(days);
    expect(await why()).toMatchObject({
      state: 'waits',
      reason: 'moment',
      until: new Date(morning + 8 * days).toISOString(),
      summary: expect.stringMatching(/^Waits until .*: what it comes before was moved$/),
    });
    await world.pass(9 * days);

    expect(foreseen[0]).toBe(`${minute(morning + 8 * days)} mail moment`);
    expect(sentAt().map(minute)).toEqual([minute(morning + 8 * days)]);
  });

  it.each<[string, () => Promise<void>]>([
    ['is called off while the mail waits', () => move({ status: 'cancelled' })],
    ['is moved to what is past', () => move({ dueAt: new Date(morning - hours).toISOString() })],
    ['is moved so that it is over before the mail could go', () => move({ dueAt: new Date(morning + days + 17 * hours).toISOString() })],
  ])('is never sent where it %s: it says so, and the run goes on', async (_what, act) => {
    await appoint(morning + 2 * days + 14 * hours);
    await begin();
    await world.pass(days + 15 * hours);
    await act();

    const foreseen = await told();
    await world.pass(3 * days);

    expect(sentAt()).toEqual([]);
    expect(await why()).toMatchObject({
      state: 'skipped',
      reason: 'momentOver',
      summary: expect.stringMatching(/^Not sent: what it was to come before/),
    });
    expect(foreseen[0]).toMatch(/ skip momentOver$/);
    expect(await world.runsOf()).toMatchObject([{ ended: { reason: 'finished' } }]);
  });

  it.each<[string, () => void]>([
    [
      "the day's quota is spent",
      () => {
        world.quotaSpentUntil = morning + 4 * days;
      },
    ],
    [
      'SES takes none',
      () => {
        world.fate = () => (world.now < morning + 3 * days + hours ? 'throttle' : 'accept');
      },
    ],
    [
      'no slot of the sending rate is free',
      () => {
        world.hasSlot = () => world.now > morning + 3 * days;
      },
    ],
  ])('is never sent after it, where %s until then', async (_what, arrange) => {
    // Seven hours before, so that no try is older than a day.
    await appoint(morning + 3 * days);
    await begin({ until: { ...until, by: 'PT7H' } });
    await world.pass(2 * days);
    arrange();

    await world.pass(4 * days);

    expect(sentAt()).toEqual([]);
    expect(await why()).toMatchObject({ state: 'skipped', reason: 'momentOver' });
    expect(await world.runsOf()).toMatchObject([{ ended: { reason: 'finished' } }]);
  });

  it.each<[string, object, object, readonly number[]]>([
    ['called off', { status: 'cancelled' }, { state: 'skipped', reason: 'momentOver' }, []],
    ['moved', { dueAt: new Date(morning + 9 * days).toISOString() }, { state: 'waits', reason: 'moment' }, [morning + 8 * days]],
    ['handed to a colleague', { ownerRepId: 'rep-minh' }, { state: 'sent' }, [morning + 2 * days]],
  ])('heeds an appointment that is %s between plan and claim', async (_what, change, shown, goesAt) => {
    await appoint(morning + 3 * days);
    await begin();
    let isDone = false;
    world.onCall = (name, when) => {
      // The claim is the first that is written once the run rests at its mail.
      if (name !== 'transact' || when !== 'before' || isDone || !world.table.all().some(({ stepId }) => stepId === 'nhac')) return;
      isDone = true;
      const [before] = world.tasksOf();
      world.table.seed({ ...before, pk: String(before?.pk), sk: String(before?.sk), version: 2, ...change });
    };
    await world.pass(2 * days + hours);

    expect([isDone, await why()]).toMatchObject([true, shown]);
    await world.pass(9 * days);

    expect(sentAt().map(minute)).toEqual(goesAt.map(minute));
  });

  it('ends the run where the appointment was called off, at the moment at which it is looked at', async () => {
    await appoint(morning + 3 * days);
    await begin();
    await move({ status: 'cancelled' });

    expect(await told()).toEqual([`${minute(morning)} end momentOver`]);
    await world.pass(3 * days);

    expect([sentAt(), await world.runsOf()]).toMatchObject([[], [{ ended: { reason: 'momentOver' } }]]);
  });
});

describe('the mail before the next task', () => {
  const beforeTask = { until: { before: 'task', by: 'P1D' } };

  it('comes before the one that another sequence makes, sooner than what it waited for', async () => {
    await appoint(morning + 20 * days);
    await begin(beforeTask);
    world.sequences.push(sequenceOf([wait('mai', { for: 'P1D' }), task('goi', { inHours: 48 })], { id: 'khac' }));
    await world.putIn(lead, 'khac');

    const foreseen = await told();
    await world.pass(3 * days);

    expect(foreseen).toContain(`${minute(morning + 2 * days)} mail null`);
    expect(sentAt().map(minute)).toEqual([minute(morning + 2 * days)]);
  });

  it('comes before one that is moved nearer while no entry tells of it', async () => {
    await appoint(morning + 20 * days);
    await begin(beforeTask);
    const [before] = await readTasks(world.table, lead.leadId);
    if (!before) throw new Error('no task');
    const nearer = { ...before, dueAt: new Date(morning + 2 * days).toISOString() };
    const moved = writeTasks([changed(before, { dueAt: nearer.dueAt })], world.clock());
    await world.table.transact([...moved, putTasksMovedTimer(nearer, world.clock())]);

    await world.pass(3 * days);

    expect(sentAt().map(minute)).toEqual([minute(morning + days)]);
  });

  it('comes before the one that its own sequence makes a step before', async () => {
    world.sequences.push(sequenceOf([task('goi', { inHours: 48 }), wait('cho', beforeTask), mail('nhac', { template: 'cam-on' })]));
    await world.putIn(lead, 'thu');

    const foreseen = await told();
    await world.pass(3 * days);

    expect(foreseen).toContain(`${minute(morning + days)} mail null`);
    expect(sentAt().map(minute)).toEqual([minute(morning + days)]);
  });
});
