import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { foresee } from '../../../shared/nurture/foresee.ts';
import { showForecast } from '../../../shared/nurture/show-messages.ts';
import { LoggedCallId, leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { createTask, writeTasks } from '../../../shared/tasks/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { mail, notice, wait } from '../../support/sequences.ts';

const hours = 3_600_000;
const days = 24 * hours;
const byTest = { kind: 'system', id: 'test' } as const;
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
/** Nine in the morning, and eleven in the evening, in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const evening = Date.parse('2026-11-23T16:00:00.000Z');

const { owner } = sampleLead();

let world: NurtureWorld;
let lead: Lead;

beforeEach(() => {
  world = new NurtureWorld();
  lead = world.putLead({ consent: { contact: granted, newsletter: granted } });
  world.putAddress({ choices });
});

/** A mail, the minute in which it went out or was ended, and what it waited for before, or why it was not sent. */
type Told = string;

const minuteOf = (at: string | Date): string => new Date(at).toISOString().slice(0, 16);

async function foreseen(within: number): Promise<Told[]> {
  const steps = await foresee(lead, world.clock(), world.parts());
  return steps
    .filter(({ step }) => step.at.getTime() < world.now + within && (step.does === 'mail' || step.does === 'skip'))
    .map(({ step, reason }) => `${minuteOf(step.at)} ${step.does} ${step.sequenceId}_${step.run}_${step.stepId} ${reason}`)
    .toSorted();
}

/** What then happens, with the latest reason that was stored of each mail. */
async function happened(within: number): Promise<Told[]> {
  const waited = new Map<string, string>();
  for (const end = world.now + within; world.now < end; ) {
    // Often enough to see what a mail waits for whose wait is short.
    await world.pass(hours / 4);
    for (const { mailId, status, reason } of world.mails()) if (status === 'planned' && reason) waited.set(mailId, reason);
  }
  const sentAt = new Map(world.timeline().flatMap(({ at, data }) => (data.mailId ? [[String(data.mailId), at]] : [])));
  return world
    .mails()
    .flatMap(({ mailId, status, reason, updatedAt }) => {
      const name = mailId.replace('sequenceMail-', '');
      if (status === 'sent') return [`${minuteOf(sentAt.get(mailId) ?? '')} mail ${name} ${waited.get(mailId) ?? null}`];
      return status === 'skipped' ? [`${minuteOf(updatedAt)} skip ${name} ${reason}`] : [];
    })
    .toSorted();
}

const threeMails = [mail('mot'), wait('cho', { for: 'PT1H' }), mail('hai'), wait('sang', { until: '08:30' }), mail('ba')];

describe('the forecast of a lead tells what then happens', () => {
  it.each<[string, number, () => Promise<void>]>([
    ['by day', morning, async () => {}],
    ['at night', evening, async () => {}],
    [
      'where a colleague called today',
      morning,
      async () => {
        const at = new Date(morning - hours).toISOString();
        const call = { callId: 'K1', at, loggedAt: at, by: 'lan@sales.example', outcome: 'reached', isReached: true };
        world.table.seed({
          ...keys.loggedCall(lead.leadId, at, LoggedCallId.parse('K1')),
          ...call,
          subject: 'lead',
          following: 'nothing',
        });
      },
    ],
    [
      // Held anew each morning, until the promise was forgotten.
      'where a colleague promised a call and forgot it',
      morning,
      async () => {
        const dueAt = new Date(morning - 5 * days).toISOString();
        const draft = {
          leadId: lead.leadId,
          name: TaskName.parse('callback-1'),
          subject: leadSubject,
          kind: 'call',
          reason: 'callback',
        } as const;
        const task = createTask({ ...draft, title: null, dueAt, ownerRepId: RepId.parse('rep-lan'), createdBy: byTest }, new Date(dueAt));
        await world.table.transact(writeTasks([task], new Date(dueAt)));
      },
    ],
    [
      'where the mailbox has had its advertising',
      morning,
      async () => {
        const other = world.configure([mail('a'), wait('x', { for: 'PT1H' }), mail('b'), wait('y', { for: 'PT1H' }), mail('c')], {
          id: 'truoc',
        });
        await world.enrol(lead, other);
        await world.pass(3 * hours);
      },
    ],
    [
      'where advertising was refused',
      morning,
      async () => world.putAddress({ choices: { ...choices, refusedAll: '2026-11-02T00:00:00.000Z' } }),
    ],
    [
      'where the address is shared',
      morning,
      async () => {
        lead = world.putLead({ email: 'info@cong-ty.example', consent: lead.consent });
      },
    ],
    [
      'where the person wants a rest',
      morning,
      async () => world.putAddress({ choices: { ...choices, pausedUntil: new Date(morning + 2 * days).toISOString() } }),
    ],
  ])('%s, in several sequences', async (_what, at, arrange) => {
    world.now = at;
    await arrange();
    const before = new Set(world.mails().map(({ mailId }) => mailId.replace('sequenceMail-', '')));
    await world.enrol(lead, world.configure(threeMails, { id: 'gap', priority: 1 }));
    await world.enrol(lead, world.configure(threeMails, { id: 'thuong', priority: 5 }));
    await world.enrol(lead, world.configure([mail('mot', { template: 'cam-on' })], { id: 'dich-vu', priority: 9 }));

    const told = await foreseen(8 * days);

    expect(told.length).toBeGreaterThan(2);
    const real = await happened(8 * days);
    expect(told).toEqual(real.filter((line) => !before.has(line.split(' ')[2] ?? '')));
  });
});

it('shows a forecast with templates and a line for each step, and no contact details', async () => {
  world.now = morning;
  await world.enrol(lead, world.configure());

  const shown = await showForecast(lead, 'vi', world.parts());

  expect(shown.items).toMatchObject([
    { sequenceId: 'thu', run: 1, stepId: 'mot', does: 'mail', templateId: 'chao', variant: 'vi', reason: null, summary: 'Gửi thư' },
    { stepId: 'hai', templateId: 'chao', at: new Date(morning + 2 * days).toISOString() },
    {
      stepId: 'hai',
      does: 'end',
      templateId: null,
      templateVersion: null,
      variant: null,
      reason: 'finished',
      summary: 'Kết thúc chuỗi: đã hết các bước',
    },
  ]);
  expect(JSON.stringify(shown)).not.toContain(String(lead.email));
});

it.each<[string, Partial<Lead>, string]>([
  ['whose lead refused to be contacted', { consent: { contact: { ...granted, granted: false } } }, 'optOut'],
  ['whose lead is disqualified', { status: 'disqualified' }, 'disqualified'],
])('foresees the end of a run %s', async (_what, change, reason) => {
  world.now = morning;
  await world.enrol(lead, world.configure());

  const steps = await foresee({ ...lead, ...change }, world.clock(), world.parts());

  expect(steps).toMatchObject([{ step: { does: 'end', at: new Date(morning) }, reason }]);
});

it.each<[string, Partial<Lead>, { readonly does: string; readonly reason: string | null }]>([
  ['nobody has the lead, and its pool has no leader', { owner: null }, { does: 'skip', reason: 'nobodyToTell' }],
  [
    'whoever has the lead is configured no more',
    { owner: owner && { ...owner, repId: RepId.parse('rep-xa') } },
    { does: 'skip', reason: 'ownerUnknown' },
  ],
  ['somebody has the lead', {}, { does: 'notice', reason: null }],
])('foresees whether anybody hears what a step tells: %s', async (_what, change, { does, reason }) => {
  world.now = morning;
  lead = world.putLead({ ...change, consent: lead.consent });
  await world.enrol(lead, world.configure([wait('doi', { for: 'PT1H' }), notice('bao')]));

  const [shown] = (await showForecast(lead, 'en', world.parts())).items;

  expect(shown).toMatchObject({ stepId: 'bao', does, reason });
  expect(shown?.summary).toMatch(does === 'skip' ? /^Nobody is told: \S/ : /^Whoever has the lead is told$/);
});
