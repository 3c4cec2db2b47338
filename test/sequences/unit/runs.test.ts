import { beforeEach, describe, expect, it } from '@jest/globals';
import { callLogged, consentChanged, taskSnoozed } from '../../../events/index.ts';
import { draftEntry, type Lead } from '../../../shared/leads/index.ts';
import { daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { LeadId, leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { republish } from '../../../shared/publishing/index.ts';
import { takeOutByHand } from '../../../shared/sequences/index.ts';
import { changed, createTask, readTask, type Task } from '../../../shared/tasks/index.ts';
import { putTask } from '../../../shared/tasks/store.ts';
import { webhookKind } from '../../../shared/webhooks/webhook-config.ts';
import { createRecordingQueue } from '../../support/capture.ts';
import { digests } from '../../support/digests.ts';
import { dying } from '../../support/dying-table.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, task, wait } from '../../support/sequences.ts';

const triggers = [{ on: 'stage', stage: ['mql'] }];
const steps = [mail('m1'), wait('w1', { for: 'P2D' }), task('t1'), { id: 'g1', do: 'tag', add: ['chao'] }, mail('m2')];
const sequence = sequenceOf(steps, { triggers });

let world: SequenceWorld;
beforeEach(() => {
  world = new SequenceWorld(sequence);
});

/** A lead that has come to the stage that the sequence begins with. */
async function enrolled(): Promise<void> {
  await world.comesTo(await world.make(), 'mql');
  await world.settle();
}

describe('a lead that comes to the stage which a sequence names', () => {
  it('is put in once, gets its mails and tasks when they are due, and is through', async () => {
    await enrolled();
    expect(world.mails).toEqual(['L1 1 m1']);
    await world.pass(47 * hoursMs);
    expect(world.items('TASK#')).toEqual([]);

    await world.pass(2 * hoursMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m2']);
    expect(world.items('TASK#')).toMatchObject([{ title: 'Gọi', ownerRepId: 'rep-lan', status: 'open' }]);
    expect(world.lead().tags).toEqual(['chao']);
    expect(await world.enrolment()).toMatchObject({ state: 'ended', run: 1, ended: { reason: 'finished' } });
    expect(world.told()).toMatchObject([
      { type: 'enrolled', sequenceId: 'thu', run: 1 },
      { type: 'ended', sequenceId: 'thu', run: 1, reason: 'finished' },
    ]);
  });

  it('is put in once, however often the stream tells of it', async () => {
    await world.comesTo(await world.make(), 'mql');
    await world.hear();
    world.waiting.push(...world.waiting, ...world.waiting);

    await world.settle();

    expect(await world.enrolment()).toMatchObject({ run: 1 });
    expect(world.told()).toHaveLength(1);
    expect(world.mails).toEqual(['L1 1 m1']);
  });

  it.each([
    ['was disqualified', { status: 'disqualified' as const }],
    ['refused to be contacted', { consent: { contact: { granted: false, at: '2026-11-01T00:00:00.000Z', textVersion: 'v1' } } }],
  ])('is left out where it %s', async (_what, changes) => {
    const lead = await world.make();
    world.seed(lead, changes as never);
    await world.comesTo(lead, 'mql');

    await world.settle();

    expect(await world.enrolment()).toBeNull();
  });

  it('is put in as the lead that it was merged into', async () => {
    await world.make({ leadId: LeadId.parse('L2') });
    const lead = await world.make();
    world.seed(lead, { mergedInto: LeadId.parse('L2') });
    await world.comesTo(lead, 'mql');

    await world.settle();

    expect(await world.enrolment('L2')).toMatchObject({ state: 'active' });
    expect(await world.enrolment('L1')).toBeNull();
  });
});

describe('a lead whose trigger the stream lost', () => {
  const span = { from: '2026-11-27T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z', dryRun: false };
  const repair = async (change: object = {}) => {
    const [intake, work] = [createRecordingQueue(), createRecordingQueue()];
    const { table, config } = world;
    const done = await republish({ table, bus: { put: async () => [] }, intake, work, digests, config }, { ...span, ...change });
    for (const message of work.sent) await world.work(message);
    return { done, asked: work.sent.length };
  };

  it('is put in by what republishes the gap, and once, however often that is done', async () => {
    await world.comesTo(await world.make(), 'mql');
    expect((await repair({ dryRun: true })).asked).toBe(0);
    expect(await world.enrolment()).toBeNull();

    const { done } = await repair();
    await repair();
    await world.settle();

    expect(done).toMatchObject({ entries: 1, published: 1, sequencesAsked: 2 });
    expect(await world.enrolment()).toMatchObject({ run: 1, state: 'active' });
    expect(world.told()).toHaveLength(1);
    expect(world.mails).toEqual(['L1 1 m1']);
  });

  it('is left alone outside of the gap', async () => {
    await world.comesTo(await world.make(), 'mql');

    expect((await repair({ to: '2026-11-27T01:00:00.000Z' })).asked).toBe(0);
  });
});

describe('a run', () => {
  it('ends at once when the lead is disqualified, with the last mail not sent', async () => {
    await enrolled();
    world.seed(world.lead(), { status: 'disqualified' });
    await world.tell({ ...world.lead(), status: 'active' }, draftEntry(callLogged, callOf()));

    await world.pass(3 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1']);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'disqualified' } });
  });

  it('that begins with a mail is asked for it by a message, without a timer, as often as whoever put the lead in is asked again', async () => {
    await world.comesTo(await world.make(), 'mql');
    await world.hear();
    const [asked = { body: null }] = world.waiting.splice(0);
    await world.work(asked);
    const mails = () => world.waiting.splice(0).map(({ body }) => body);
    expect(mails()).toMatchObject([{ kind: 'sequenceMail', stepId: 'm1' }]);
    expect(world.items('DUE#')).toEqual([]);
    expect(world.told()).toEqual([]);

    await world.work(asked);
    expect(mails()).toMatchObject([{ kind: 'sequenceMail', stepId: 'm1' }]);
    await world.gate({ leadId: 'L1', sequenceId: 'thu', run: 1, stepId: 'm1' });
    expect(world.told()).toMatchObject([{ type: 'enrolled', run: 1, rulesVersion: 1 }]);
    await world.work(asked);

    expect(mails()).toEqual([]);
    expect(world.mails).toEqual(['L1 1 m1']);
  });

  it('whose first mail nobody could be asked for comes back, and is asked for then', async () => {
    await world.comesTo(await world.make(), 'mql');
    await world.hear();
    const [asked = { body: null }] = world.waiting.splice(0);
    const down = {
      ...dying(null),
      queue: () => ({ send: () => Promise.reject(new Error('down')), sendAll: () => Promise.reject(new Error('down')) }),
    };

    await expect(world.work(asked, down)).rejects.toThrow('down');
    expect(await world.enrolment()).toMatchObject({ state: 'active', stepId: 'm1', untold: true });
    world.waiting.push(asked);
    await world.settle();

    expect(world.mails).toEqual(['L1 1 m1']);
    expect(world.told()).toMatchObject([{ type: 'enrolled', run: 1 }]);
  });

  it('that ends before its first mail is told of, beginning and end', async () => {
    world.sends = false;
    await enrolled();
    expect(world.told()).toEqual([]);
    const asked = {
      leadId: LeadId.parse('L1'),
      sequenceId: 'thu',
      actor: { kind: 'user', id: 'mai' },
      correlationId: 'r1',
      along: () => [],
    } as const;

    await takeOutByHand(asked, world.parts());

    expect(world.told()).toMatchObject([{ type: 'enrolled' }, { type: 'ended', reason: 'byHand' }]);
  });

  it('that does something before its first mail is told of by that', async () => {
    world = new SequenceWorld(sequenceOf([{ id: 'g1', do: 'tag', add: ['chao'] }, mail('m1')], { triggers }));
    world.sends = false;

    await enrolled();

    expect(world.told()).toMatchObject([{ type: 'enrolled', run: 1 }]);
  });

  it('takes no task where nobody has the lead, and goes on', async () => {
    await world.comesTo(await world.make({ owner: null }), 'mql');

    await world.pass(3 * daysMs);

    expect(world.items('TASK#')).toEqual([]);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' } });
  });

  it('goes on at once by the event that it waits for', async () => {
    const waiting = wait('w', { event: { types: ['call.logged'] }, within: 'P7D', onEvent: 't1', onTimeout: 'm2' });
    world = new SequenceWorld(sequenceOf([waiting, task('t1'), { id: 'e', do: 'end' }, mail('m2')], { triggers }));
    await enrolled();
    await world.pass(hoursMs);
    await world.tell(world.lead(), draftEntry(callLogged, callOf()));

    await world.settle();

    expect(world.items('TASK#')).toHaveLength(1);
    expect(world.mails).toEqual([]);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' } });
  });

  it.each([
    ['what came while it looks back', 10 * minutesMs, 1, []],
    ['nothing that came earlier', 2 * hoursMs, 0, ['L1 1 m2']],
  ])('counts %s, at its time-out at the latest', async (_, beforeMs, tasks, mails) => {
    const waiting = wait('w', { event: { types: ['call.logged'] }, within: 'P1D', lookBack: 'PT1H', onEvent: 't1', onTimeout: 'm2' });
    world = new SequenceWorld(sequenceOf([waiting, task('t1'), { id: 'e', do: 'end' }, mail('m2')], { triggers }));
    const lead = await world.make();
    await world.tell(lead, draftEntry(callLogged, callOf()));
    await world.pass(beforeMs);
    await world.comesTo(world.lead(), 'mql');

    await world.pass(2 * daysMs);

    expect(world.items('TASK#')).toHaveLength(tasks);
    expect(world.mails).toEqual(mails);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' } });
  });

  it('asks for a call of each webhook, and passes over one that is no more', async () => {
    const webhooks = [
      { id: 'g1', do: 'webhook', webhook: 'kho' },
      { id: 'g2', do: 'webhook', webhook: 'mat' },
    ];
    world = new SequenceWorld(sequenceOf(webhooks, { triggers }));
    world.webhooks = [webhookKind.schema.parse({ id: 'kho', url: 'https://hooks.example.com/in', secretParameter: 'kho' })];

    await enrolled();

    expect(world.items('CALL#')).toMatchObject([
      { kind: 'webhook', endpoint: 'kho', request: { told: { leadId: 'L1', sequenceId: 'thu', run: 1, stepId: 'g1' } } },
    ]);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' } });
  });
});

describe('a person who refuses newsletters', () => {
  const refused = { newsletter: { granted: false, at: '2026-11-27T02:00:00.000Z', textVersion: 'page' } };
  const told = { purpose: 'newsletter', change: 'refused', topics: null, until: null } as const;
  const twoMails = sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2', { template: 'nhac' })], { triggers });

  it.each([
    ['is out of a run at once that has nothing but advertising left', 'advertising', ['L1 1 m1'], 'optOut'],
    ['stays in one that has a service mail left', 'service', ['L1 1 m1', 'L1 1 m2'], 'finished'],
  ] as const)('%s', async (_what, purpose, mails, reason) => {
    world = new SequenceWorld(twoMails);
    world.templates.set('chao', { purpose: 'advertising', topic: 'tin' }).set('nhac', { purpose });
    await enrolled();
    world.seed(world.lead(), { consent: refused } as never);
    await world.tell(world.lead(), draftEntry(consentChanged, told));
    await world.settle();
    expect((await world.enrolment())?.state).toBe(purpose === 'advertising' ? 'ended' : 'active');

    await world.pass(3 * daysMs);

    expect(world.mails).toEqual(mails);
    expect(await world.enrolment()).toMatchObject({ ended: { reason } });
  });

  it('is out of a run as soon as its way leads to nothing but advertising', async () => {
    const ways = [
      wait('w1', { for: 'P1D' }),
      { id: 're', do: 'branch', cases: [{ if: { stage: ['mql'] }, goTo: 'm1' }], else: 'm2' },
      mail('m1', { next: 'het' }),
      mail('m2', { template: 'nhac' }),
      { id: 'het', do: 'end' },
    ];
    world = new SequenceWorld(sequenceOf(ways, { triggers }));
    world.templates.set('chao', { purpose: 'advertising', topic: 'tin' }).set('nhac', { purpose: 'service' });
    await enrolled();
    world.seed(world.lead(), { consent: refused } as never);
    await world.tell(world.lead(), draftEntry(consentChanged, told));
    await world.settle();
    expect((await world.enrolment())?.state).toBe('active');

    await world.pass(25 * hoursMs);

    expect(await world.enrolment()).toMatchObject({ stepId: 'm1', ended: { reason: 'optOut' } });
    expect([world.mails, world.items('DUE#')]).toEqual([[], []]);
  });

  it.each([
    ['is out at once of a run about that topic', 'tin', ['L1 1 m1'], 'optOut'],
    ['stays in a run that has another topic left', 'uu-dai', ['L1 1 m1', 'L1 1 m2'], 'finished'],
  ])('of one topic %s', async (_what, topic, mails, reason) => {
    world = new SequenceWorld(twoMails);
    world.templates.set('chao', { purpose: 'advertising', topic: 'tin' }).set('nhac', { purpose: 'advertising', topic });
    await enrolled();
    world.seed(world.lead(), { consent: { newsletter: { ...refused.newsletter, granted: true, refusedTopics: ['tin'] } } } as never);
    await world.tell(world.lead(), draftEntry(consentChanged, { ...told, topics: ['tin'] }));
    await world.settle();
    expect((await world.enrolment())?.state).toBe(topic === 'tin' ? 'ended' : 'active');

    await world.pass(3 * daysMs);

    expect(world.mails).toEqual(mails);
    expect(await world.enrolment()).toMatchObject({ ended: { reason } });
  });

  it('is not put into a sequence that is nothing but advertising', async () => {
    world = new SequenceWorld(twoMails);
    world.templates.set('chao', { purpose: 'advertising' }).set('nhac', { purpose: 'advertising' });
    const lead = await world.make();
    world.seed(lead, { consent: refused } as never);
    await world.comesTo(lead, 'mql');

    await world.settle();

    expect(await world.enrolment()).toBeNull();
  });
});

describe('a lead that is no more', () => {
  it('is in no sequence any more when somebody looks', async () => {
    await enrolled();
    world.table.remove(keys.lead(LeadId.parse('L1')));

    await world.pass(3 * daysMs);

    expect(world.items('ENROL#')).toEqual([]);
    expect(world.mails).toEqual(['L1 1 m1']);
  });
});

describe('a sequence that is published anew', () => {
  const shorter = sequenceOf([mail('m1'), mail('m3')], { triggers });

  it.each([
    ['keeps the steps of those inside', false, ['L1 1 m1', 'L1 1 m2']],
    ['has those inside follow its new steps, where its publisher says so', true, ['L1 1 m1', 'L1 1 m3']],
  ])('%s', async (_what, isInside, mails) => {
    const edited = sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), task('t1'), mail('m3')], { triggers });
    await enrolled();
    await world.pass(hoursMs);
    world.publish([edited], isInside);

    await world.pass(4 * daysMs);

    expect(world.mails).toEqual(mails);
    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' } });
  });

  it('loses and repeats no step of any of many runs that are moved', async () => {
    for (const id of ['L1', 'L2', 'L3', 'L4', 'L5']) await world.comesTo(await world.make({ leadId: LeadId.parse(id) }), 'mql');
    await world.settle();
    world.publish([sequenceOf([...steps, mail('m3')], { triggers })], true);

    await world.pass(4 * daysMs);

    const all = ['L1', 'L2', 'L3', 'L4', 'L5'].flatMap((id) => ['m1', 'm2', 'm3'].map((step) => `${id} 1 ${step}`));
    expect([...world.mails].sort()).toEqual(all);
  });

  it('takes no step while it is paused, and goes on with what was due meanwhile', async () => {
    await enrolled();
    world.publish([{ ...sequence, state: 'paused' }]);
    await world.pass(5 * daysMs);
    expect([world.mails, world.items('TASK#')]).toEqual([['L1 1 m1'], []]);

    world.publish([sequence]);
    await world.pass(hoursMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m2']);
    expect(world.items('TASK#')).toHaveLength(1);
  });

  it('sends what rested at a mail while it was paused', async () => {
    world = new SequenceWorld(shorter);
    world.sends = false;
    await enrolled();
    world.publish([{ ...shorter, state: 'paused' }]);
    await world.pass(daysMs);
    world.sends = true;

    world.publish([shorter]);
    await world.pass(hoursMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m3']);
  });

  it('ends the runs of a sequence that is gone', async () => {
    await enrolled();
    world.publish([]);

    await world.pass(hoursMs);

    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'sequenceGone' } });
  });
});

describe('whoever dies at any call to the table', () => {
  it('leaves nothing half done, and nothing is done twice', async () => {
    deaths = 0;
    for (let point = 1; point < 40; point += 1) {
      world = new SequenceWorld(sequence);
      await world.comesTo(await world.make(), 'mql');
      await doneByDying(point);
      await world.pass(47 * hoursMs);
      world.now = new Date(world.now.getTime() + 2 * hoursMs);
      await doneByDying(point);
      await world.pass(daysMs);

      expect({ point, mails: world.mails }).toEqual({ point, mails: ['L1 1 m1', 'L1 1 m2'] });
      expect(world.told()).toHaveLength(2);
      expect(world.items('TASK#')).toHaveLength(1);
      expect(world.entries().filter(({ type }) => type === 'lead.updated')).toHaveLength(1);
    }
    expect(deaths).toBeGreaterThan(16);
  });

  it('follows an appointment that is moved, and writes once before it', async () => {
    deaths = 0;
    const until = { before: 'appointment', by: 'P1D' };
    for (let point = 1; point < 30; point += 1) {
      world = new SequenceWorld(sequenceOf([wait('cho', { until }), mail('nhac')], { triggers }));
      const lead = await world.make();
      await appoint(lead, {}, 3);
      await world.comesTo(lead, 'mql');
      await doneByDying(point);
      await appoint(lead, {}, 5);
      await doneByDying(point);
      await world.pass(3 * daysMs);
      expect({ point, mails: world.mails }).toEqual({ point, mails: [] });

      world.now = new Date(Date.parse('2026-12-01T02:00:00.000Z'));
      await doneByDying(point);
      await world.pass(3 * daysMs);

      expect({ point, mails: world.mails }).toEqual({ point, mails: ['L1 1 nhac'] });
      expect(world.told()).toHaveLength(2);
    }
    expect(deaths).toBeGreaterThan(16);
  });

  it('ends the run of an appointment that was called off at once', async () => {
    world = new SequenceWorld(sequenceOf([wait('cho', { until: { before: 'appointment', by: 'P1D' } }), mail('nhac')], { triggers }));
    const lead = await world.make();
    await appoint(lead, {}, 3);
    await world.comesTo(lead, 'mql');
    await world.settle();
    await appoint(lead, { status: 'cancelled' }, 3);
    await world.settle();

    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'momentOver', at: world.now.toISOString() } });
  });
});

let deaths = 0;

/** Does what is to be done by somebody who dies at this call, and again by somebody who does not. */
async function doneByDying(point: number): Promise<void> {
  await world.hear();
  await world.fire();
  for (const message of world.waiting.splice(0)) {
    try {
      await world.work(message, dying(point));
    } catch {
      deaths += 1;
      world.waiting.push(message);
    }
  }
  await world.settle();
}

/** Makes an appointment so many days after the world began, or changes it, and tells so. */
async function appoint(lead: Lead, change: Partial<Pick<Task, 'status'>>, afterDays: number): Promise<void> {
  const dueAt = new Date(Date.parse('2026-11-27T02:00:00.000Z') + afterDays * daysMs).toISOString();
  const place = { leadId: lead.leadId, name: TaskName.parse('hen') };
  const draft = { ...place, subject: leadSubject, kind: 'meeting', reason: 'planned', title: null } as const;
  const by = { kind: 'system', id: 'test' } as const;
  const before = await readTask(world.table, place);
  const made = createTask({ ...draft, dueAt, ownerRepId: RepId.parse('rep-lan'), createdBy: by }, world.now);
  await world.table.transact([putTask(before ? changed(before, { dueAt, ...change }) : made)]);
  await world.tell(world.lead(), draftEntry(taskSnoozed, taskSnoozed.write.parse(taskSnoozed.example.data)));
}

/** A call as the catalogue of events tells of one. */
const callOf = () => callLogged.write.parse(callLogged.example.data);
