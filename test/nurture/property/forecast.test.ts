import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateConfig } from '../../../shared/dates/date-config.ts';
import { type Lead, readLead } from '../../../shared/leads/index.ts';
import type { AddressChoices } from '../../../shared/mail/index.ts';
import { type Mail, parseMail } from '../../../shared/mail/record.ts';
import { type Opportunity, opportunitiesOf } from '../../../shared/needs/index.ts';
import { putOpportunity } from '../../../shared/needs/store.ts';
import { foresee } from '../../../shared/nurture/foresee.ts';
import { LeadId, LoggedCallId, leadSubject, RepId, SequenceId, type StepId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { hastenEnrolmentsWork } from '../../../shared/sequences/advance-work.ts';
import { Enrolment } from '../../../shared/sequences/enrolment.ts';
import { hastenRequest } from '../../../shared/sequences/hasten-request.ts';
import { type SequenceConfig, stepOf } from '../../../shared/sequences/index.ts';
import { taskNameOf } from '../../../shared/sequences/move-run.ts';
import { createTask, mostOpenTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { askFor, doWork } from '../../../shared/work/index.ts';
import { anySequence } from '../../support/any-sequence.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { noMailLimits } from '../../support/mail-limits.ts';
import { company } from '../../support/mail-world.ts';
import { needOf } from '../../support/need.ts';
import { choices, topic } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { report, seed, size } from '../../support/proof.ts';
import { RunWorld } from '../../support/run-world.ts';
import { mail, sequenceOf, wait } from '../../support/sequences.ts';

const [minutes, hours, days] = [60_000, 3_600_000, 24 * 3_600_000];
/** What is held against each other: the forecast ends a day later. */
const horizonMs = 29 * days;
const leadId = LeadId.parse('L1');
const email = 'lan@gmail.com';
const birthday = DateConfig.parse({ id: 'sinh-nhat', names: { vi: 'Sinh nhật', en: 'Birthday' }, question: 'birthday' });

/** In an ordinary week, before the 29th of February, and before both nights in which Europe changes its clocks. */
const eves = ['2026-11-22T00:00:00.000Z', '2028-02-27T00:00:00.000Z', '2027-03-26T00:00:00.000Z', '2027-10-29T00:00:00.000Z'];
const phones = { 'Viet Nam': null, London: '+442079460000', Berlin: '+493012345678', 'the company': '+12125550100' } as const;
const consentAt = '2026-11-01T00:00:00.000Z';
const consent = (granted: boolean) => ({ granted, at: consentAt, textVersion: '1', ...postRef('s1') });

/** What the record says, whatever the address says: a message may be under way between them. */
const newsletterOf = (record: string) => ({
  ...consent(record !== 'refused'),
  ...(record === 'topicRefused' ? { refusedTopics: [topic] } : {}),
});

const anyChoices = (at: number): Record<string, AddressChoices | undefined> => ({
  confirmed: choices,
  nothing: undefined,
  refused: { version: 2, confirmed: {}, refused: { [topic]: consentAt } },
  all: { version: 2, confirmed: {}, refused: {}, refusedAll: consentAt },
  rests: { ...choices, pausedUntil: new Date(at + 3 * days).toISOString() },
});

const anyCase = fc.record({
  sequences: fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => anySequence(`chuoi-${place}`)))),
  eve: fc.constantFrom(...eves),
  minute: fc.nat({ max: 3 * 24 * 60 }),
  lives: fc.constantFrom(...(Object.keys(phones) as (keyof typeof phones)[])),
  reads: fc.constantFrom('vi', 'en'),
  address: fc.constantFrom('confirmed', 'confirmed', 'confirmed', 'nothing', 'refused', 'all', 'rests'),
  mayBeContacted: fc.boolean(),
  tags: fc.subarray(['cu', 'khac']),
  createdDaysAgo: fc.nat({ max: 9 }),
  colleague: fc.constantFrom('nobody', 'nobody', 'called', 'promised', 'forgot'),
  ofMailbox: fc.nat({ max: 3 }),
  paused: fc.nat({ max: 4 }),
  record: fc.constantFrom('granted', 'granted', 'refused', 'topicRefused'),
  isOwned: fc.boolean(),
  openTasks: fc.constantFrom(0, 0, mostOpenTasks - 1, mostOpenTasks),
  /** What the company promised a mailbox, all mails of the lead and of others together. */
  promised: fc.constantFrom(undefined, undefined, { mails: 1, days: 7 }, { mails: 2, days: 30 }, { mails: 3, days: 3 }),
  /** In how many days a need is expected to be bought, and the birthday is; then where both move to once runs wait for them. */
  closes: fc.option(fc.integer({ min: -2, max: 20 })),
  born: fc.option(fc.integer({ min: -2, max: 20 })),
  moved: fc.constantFrom(null, null, -6, 1, 5, 'gone' as const),
});
type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;

const minuteOf = (at: Date | number | string): string => new Date(at).toISOString().slice(0, 16);

/** What is kept of a run of the lead, by what changes. */
class Watch {
  readonly lines: string[] = [];
  readonly #world: RunWorld;
  readonly #done = new Map<string, ReadonlySet<string>>();
  readonly #waited = new Map<string, string>();
  readonly #settled = new Set<string>();
  /** Steps that were taken before anything was foreseen; what they have somebody told may come later. */
  readonly #taken = new Set<string>();

  constructor(world: RunWorld) {
    this.#world = world;
    this.look(false);
    for (const [sequenceId, done] of this.#done) for (const stepId of done) this.#taken.add(`${sequenceId}.${stepId}`);
    world.onCall = (name, when) => {
      if ((name === 'transact' || name === 'update') && when === 'after') this.look(true);
    };
  }

  look(tells: boolean): void {
    const minute = minuteOf(this.#world.now);
    const tell = (line: string) => (tells ? this.lines.push(`${minute} ${line}`) : 0);
    for (const item of this.#world.table.items.values()) {
      if (item.pk !== keys.leadPk(leadId)) continue;
      const sk = String(item.sk);
      if (sk.startsWith('ENROL#')) this.#lookAtRun(Enrolment.parse({ ...item, leadId, sequenceId: sk.slice('ENROL#'.length) }), tell);
      if (sk.startsWith('MAIL#sequenceNotice-')) this.#lookAtNotice(parseMail(item), tell);
      if (!sk.startsWith('MAIL#sequenceMail-')) continue;
      const mailId = String(item.mailId).replace('sequenceMail-', '');
      if (item.status === 'planned' && item.reason !== undefined) {
        if (item.reason === 'sequencePaused' && this.#waited.get(mailId) !== item.reason) tell(`${mailId}: hold sequencePaused`);
        this.#waited.set(mailId, String(item.reason));
      }
      if (this.#settled.has(mailId) || !['sent', 'skipped', 'failed'].includes(String(item.status))) continue;
      this.#settled.add(mailId);
      const reason = item.status === 'sent' ? (this.#waited.get(mailId) ?? null) : String(item.reason);
      tell(`${mailId}: ${item.status === 'sent' ? `mail ${item.templateVersion}` : item.status === 'skipped' ? 'skip' : 'fail'} ${reason}`);
    }
  }

  #lookAtNotice({ mailId, status, reason, askedBy }: Mail, tell: (line: string) => number): void {
    if (askedBy.kind !== 'sequenceNotice' || this.#settled.has(mailId) || !['sent', 'inDigest', 'failed'].includes(status)) return;
    this.#settled.add(mailId);
    if (this.#taken.has(`${askedBy.sequenceId}.${askedBy.stepId}`)) return;
    tell(`${askedBy.sequenceId}_${askedBy.run}_${askedBy.stepId}: ${status === 'failed' ? `skip ${reason}` : 'notice null'}`);
  }

  #lookAtRun(enrolment: Enrolment, tell: (line: string) => number): void {
    const { sequenceId, run, done, ended } = enrolment;
    const known = this.#done.get(sequenceId) ?? new Set();
    const sequence = this.#world.sequences.find(({ id }) => id === sequenceId);
    for (const stepId of done.filter((one) => !known.has(one))) {
      const step = sequence && stepOf(sequence, stepId);
      if (step?.do === 'task') this.#tellTask(enrolment, stepId, tell);
      if (step?.do === 'tag' || step?.do === 'webhook') tell(`${sequenceId}_${run}_${stepId}: ${step.do} null`);
    }
    if (ended && !known.has('ended')) tell(`${sequenceId}_${run}: end ${ended.reason}`);
    this.#done.set(sequenceId, new Set([...done, ...(ended ? ['ended'] : [])]));
  }

  /** Why one was not made is told by the log alone. */
  #tellTask({ sequenceId, run }: Enrolment, stepId: StepId, tell: (line: string) => number): void {
    const place = { leadId, sequenceId, run, stepId };
    const { pk, sk } = keys.task(leadId, taskNameOf(place, stepId));
    const isMade = [...this.#world.table.items.values()].some((item) => item.pk === pk && item.sk === sk);
    const warning = this.#world.warnings.find((one) => Object.entries(place).every(([name, value]) => one[name] === value));
    tell(`${sequenceId}_${run}_${stepId}: ${isMade ? 'task null' : `skip ${warning?.reason}`}`);
  }
}

/** The lead, its mailbox and whoever talks to it, at some moment of its life. */
async function arrange(given: Case): Promise<{ readonly world: RunWorld; readonly lead: Lead }> {
  const world = new RunWorld(seed);
  const at = Date.parse(given.eve) + given.minute * minutes;
  world.documents.company = [
    { ...company, mailLimits: noMailLimits, timeZone: given.lives === 'the company' ? 'America/New_York' : company.timeZone },
  ];
  world.documents.company = world.documents.company.map((one) => ({ ...one, advertisingAtMost: given.promised }));
  Object.assign(world.documents, { dates: [birthday] });
  world.now = at - 8 * hours;
  const own = phones[given.lives];
  const changes: Partial<Lead> = {
    email,
    createdAt: new Date(at - given.createdDaysAgo * days).toISOString(),
    tags: given.tags,
    extra: bornOn(at, given.born),
    ...(given.isOwned ? {} : { owner: null }),
    locale: given.reads,
    consent: { newsletter: newsletterOf(given.record), ...(given.mayBeContacted ? { contact: consent(true) } : {}) },
    ...(own === null ? {} : { region: { ...(await regionless(world)), provinceCode: null }, phone: phoneOf(own) }),
  };
  const lead = given.isOwned ? await world.putOwnedLead(changes) : world.putLead(changes);
  // Others behind the same mailbox had theirs.
  world.putAddress({ choices }, 'l.an+khac@gmail.com');
  const other = world.putLead({
    leadId: LeadId.parse('L2'),
    email: 'l.an+khac@gmail.com',
    consent: { contact: consent(true), newsletter: consent(true) },
  });
  const theirs = [mail('a'), wait('x', { for: 'PT1H' }), mail('b'), wait('y', { for: 'PT1H' }), mail('c')];
  const before = theirs.slice(0, Math.max(0, 2 * given.ofMailbox - 1));
  if (before.length > 0) {
    world.sequences.push(sequenceOf(before, { id: 'truoc' }));
    await world.putIn(other, 'truoc');
    await world.pass(3 * hours);
    // What they still wait for would be something else that happens.
    world.table.remove(keys.enrolment(other.leadId, SequenceId.parse('truoc')));
  }
  world.now = at;
  const state = anyChoices(at)[given.address];
  world.putAddress(state ? { choices: state } : {}, email);
  await talk(world, given.colleague, at);
  await fill(world, given.openTasks, at);
  if (given.closes !== null) await world.table.transact([putOpportunity(null, needClosing(at, given.closes))]);
  return { world, lead };
}

const regionless = async (world: RunWorld) => world.putLead({ leadId: LeadId.parse('L9') }).region;
const phoneOf = (e164: string): Lead['phone'] => ({ raw: e164, e164, valid: true, type: 'fixedLine', claimed: true }) as Lead['phone'];

async function talk(world: RunWorld, colleague: Case['colleague'], at: number): Promise<void> {
  if (colleague === 'called') {
    const calledAt = new Date(at - hours).toISOString();
    const call = { callId: 'K1', at: calledAt, loggedAt: calledAt, by: 'lan@sales.example', outcome: 'reached', isReached: true };
    world.table.seed({ ...keys.loggedCall(leadId, calledAt, LoggedCallId.parse('K1')), ...call, subject: 'lead', following: 'nothing' });
  }
  if (colleague === 'promised' || colleague === 'forgot') {
    const dueAt = new Date(at + (colleague === 'promised' ? days : -5 * days)).toISOString();
    const draft = {
      leadId,
      name: TaskName.parse('callback-1'),
      subject: leadSubject,
      kind: 'call',
      reason: 'callback',
      title: null,
    } as const;
    const task = createTask(
      { ...draft, dueAt, ownerRepId: RepId.parse('rep-lan'), createdBy: { kind: 'system', id: 'test' } },
      new Date(dueAt),
    );
    await world.table.transact(writeTasks([task], new Date(dueAt)));
  }
}

/** The answer that gives a birthday, so many days after a moment. */
const bornOn = (at: number, inDays: number | null): Record<string, string> =>
  inDays === null ? {} : { [birthday.question]: `1990-${new Date(at + inDays * days).toISOString().slice(5, 10)}` };

/** A need that is expected to be bought so many days after a moment. */
const needClosing = (at: number, inDays: number): Opportunity => ({
  ...needOf(leadId, null, 'nhu-cau'),
  expectedClose: new Date(at + inDays * days).toISOString().slice(0, 10),
});

/** Moves the need and the birthday, or takes both away, and has the runs of the lead looked at, as its history or a timer has it done. */
async function move(world: RunWorld, { closes, born, moved }: Case): Promise<void> {
  if (moved === null) return;
  const lead = await readLead(world.table, leadId, { consistent: true });
  if (!lead) throw new Error('no lead');
  const to = (inDays: number | null) => (inDays === null || moved === 'gone' ? null : inDays + moved);
  seedLeads(world.table, { ...lead, extra: bornOn(world.now, to(born)) });
  const [need] = await opportunitiesOf(world.table, lead, { consistent: true });
  const day = to(closes);
  if (need) {
    const expectedClose = day === null ? null : needClosing(world.now, day).expectedClose;
    await world.table.transact([putOpportunity(need, { ...need, expectedClose, version: need.version + 1 })]);
  }
  // At once: what else is due in that minute may come before or after it.
  await lookAtRuns(world);
}

const lookAtRuns = (world: RunWorld): Promise<void> =>
  doWork(askFor(hastenRequest, { leadId, version: 1 }).body, [hastenEnrolmentsWork], world.workParts());

/** Has colleagues note what they mean to do for the lead. */
async function fill(world: RunWorld, count: number, at: number): Promise<void> {
  const [dueAt, since] = [new Date(at + 60 * days).toISOString(), new Date(at)];
  for (let place = 0; place < count; place += 1) {
    const name = TaskName.parse(`viec-${place}`);
    const draft = { leadId, name, subject: leadSubject, kind: 'custom', reason: 'planned', title: 'Hỏi thăm', dueAt } as const;
    const task = createTask({ ...draft, ownerRepId: RepId.parse('rep-lan'), createdBy: { kind: 'system', id: 'test' } }, since);
    await world.table.transact(writeTasks([task], since));
  }
}

/** Puts the lead into the sequences, and holds what is foreseen against what the gate, `work` and the timers then do. */
async function compare(given: Case): Promise<{ readonly told: string[]; readonly real: string[] }> {
  const { world, lead } = await arrange(given);
  const published = JSON.parse(
    JSON.stringify(given.sequences).replaceAll('"tin"', '"chao"').replaceAll('"dich-vu"', '"cam-on"'),
  ) as SequenceConfig[];
  world.sequences.push(...published.map((one) => sequenceOf(one.steps, { ...one, triggers: [{ on: 'manual' }] })));
  for (const { id } of published) await world.putIn(lead, id);
  for (const [place, one] of world.sequences.entries()) {
    if (one.id === `chuoi-${given.paused}`) world.sequences[place] = { ...one, state: 'paused' };
  }
  await move(world, given);
  // Whoever notes a refusal tells of it, by which all runs are looked at.
  if (given.record !== 'granted') await lookAtRuns(world);
  const end = world.now + horizonMs;
  const now = await readLead(world.table, leadId, { consistent: true });
  if (!now) throw new Error('no lead');
  const isMail = ({ sequenceId, stepId }: { readonly sequenceId: SequenceId; readonly stepId: StepId }) => {
    const sequence = published.find(({ id }) => id === sequenceId);
    return sequence !== undefined && stepOf(sequence, stepId)?.do === 'mail';
  };
  const steps = await foresee(now, world.clock(), world.parts());
  const told = steps.flatMap(({ step, reason, templateVersion }) => {
    const place = `${step.sequenceId}_${step.run}`;
    // Of a mail that is held its item tells; another step leaves no trace.
    if (step.does === 'hold' && !isMail(step)) return [];
    const what = step.does === 'end' ? place : `${place}_${step.stepId}`;
    return [`${minuteOf(step.at)} ${what}: ${step.does} ${step.does === 'mail' ? `${templateVersion} ` : ''}${reason}`];
  });
  const watch = new Watch(world);
  await world.pass(horizonMs + hours);
  const within = (lines: readonly string[]) => lines.filter((line) => line < minuteOf(end)).toSorted();
  return { told: within(told), real: within(watch.lines) };
}

describe('the forecast of a lead, as it is stored', () => {
  it('tells each step, its minute and its reason as gate, work and timers then take it', async () => {
    const counts = { cases: 0, lines: 0 };
    await fc.assert(
      fc.asyncProperty(anyCase, async (given) => {
        const { told, real } = await compare(given);
        counts.cases += 1;
        counts.lines += told.length;
        expect(told).toEqual(real);
      }),
      { numRuns: size(25, 2_000), seed },
    );
    report('forecasts held against what happened', counts);
    expect(counts.lines).toBeGreaterThan(counts.cases);
  });
});
