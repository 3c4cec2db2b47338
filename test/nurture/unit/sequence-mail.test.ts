import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Lead, parseTimelineEntries } from '../../../shared/leads/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId, LoggedCallId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { SequenceConfig } from '../../../shared/sequences/index.ts';
import { Killed } from '../../support/effects.ts';
import { choices, NurtureWorld, topic } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { mail, wait } from '../../support/sequences.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };

let world: NurtureWorld;
let lead: Lead;
let sequence: SequenceConfig;

beforeEach(() => {
  world = new NurtureWorld();
  lead = world.putLead({ consent: { contact: granted, newsletter: granted } });
  world.putAddress({ choices });
  sequence = world.configure();
});

/** Somebody whose clocks are those of London. */
const inLondon = () => ({
  region: { ...lead.region, provinceCode: null },
  phone: { raw: '+44', e164: '+442079460000', valid: true, type: 'fixedLine', claimed: true } as const,
});

/** What the history tells, by the items in which it lies. */
const toldBy = ({ table }: NurtureWorld) =>
  table
    .all()
    .filter(({ sk }) => String(sk).startsWith(keys.timelinePrefix))
    .map(parseTimelineEntries)
    .sort(([one], [other]) => (String(one?.at) < String(other?.at) ? -1 : 1));

const ends = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${reason ?? status}`);
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const evening = Date.parse('2026-11-23T16:00:00.000Z');

describe('a mail of a sequence', () => {
  it('goes to whoever confirmed its topic, says that it advertises, and takes the run on to the next', async () => {
    world.now = morning;
    await world.enrol(lead, sequence);
    await world.pass(minutes);

    expect(ends()).toEqual(['sequenceMail-thu_1_mot sent']);
    expect(world.sent[0]).toMatchObject({ to: 'huong@example.com', subject: '[QC] Hường oi' });
    expect(world.sent[0]?.headers['List-Unsubscribe']).toMatch(/^<https:\/\/www\.annhien\.example\/v1\/unsubscribe\/[^>]+>$/);
    expect(world.table.all().find((item) => item.type === 'mail.sent')).toMatchObject({ data: { sequenceId: 'thu' } });
    expect(await world.enrolment(lead)).toMatchObject({
      stepId: 'hai',
      dueAt: new Date(morning + 2 * days).toISOString(),
      done: ['mot', 'cho'],
    });

    await world.pass(3 * days);

    expect(ends()).toEqual(['sequenceMail-thu_1_hai sent', 'sequenceMail-thu_1_mot sent']);
    expect(await world.enrolment(lead)).toMatchObject({ state: 'ended', ended: { reason: 'finished' } });
    expect(toldBy(world).at(-1)).toMatchObject([
      { type: 'mail.sent', data: { sequenceId: 'thu' } },
      { type: 'sequence.ended', data: { run: 1, stepId: 'hai', reason: 'finished' } },
    ]);
  });

  it.each<[string, object, readonly string[]]>([
    ['with its end, where nothing is left', { steps: [mail('mot')] }, ['sequence.enrolled', 'mail.sent', 'sequence.ended']],
    ['where more is to come', { steps: [mail('mot'), wait('cho', { for: 'P2D' }), mail('hai')] }, ['sequence.enrolled', 'mail.sent']],
    ['where it is not sent', { steps: [mail('mot')], address: {} }, ['sequence.enrolled', 'sequence.ended']],
    ['where SES refuses it', { steps: [mail('mot')], fate: 'refuse' }, ['sequence.enrolled', 'mail.failed', 'sequence.ended']],
  ])('tells in one item that its run began, %s', async (_, given, types) => {
    const { steps, address, fate = 'accept' } = given as { steps: object[]; address?: object; fate?: 'accept' | 'refuse' };
    sequence = world.configure(steps, { id: 'moi' });
    if (address) world.putAddress(address);
    world.fate = () => fate;
    world.now = morning;
    await world.enrol(lead, sequence, { untold: true });
    expect(toldBy(world)).toEqual([]);
    await world.pass(minutes);

    expect(toldBy(world).map((entries) => entries.map(({ type }) => type))).toEqual([types]);
    expect(toldBy(world).flat()).toContainEqual(
      expect.objectContaining({ type: 'sequence.enrolled', data: { sequenceId: 'moi', run: 1, rulesVersion: 1, causeId: 'T1' } }),
    );
    expect((await world.enrolment(lead, 'moi'))?.untold).toBeUndefined();
  });

  it('ends its run where nothing is left behind it but what the record says was refused', async () => {
    lead = world.putLead({ consent: { contact: granted, newsletter: { ...granted, granted: false } } });
    sequence = world.configure([mail('mot', { template: 'cam-on' }), wait('cho', { for: 'P2D' }), mail('hai')], { id: 'cuoi' });
    world.now = morning;
    await world.enrol(lead, sequence);

    await world.pass(3 * days);

    expect(ends()).toEqual(['sequenceMail-cuoi_1_mot sent']);
    expect(await world.enrolment(lead, 'cuoi')).toMatchObject({
      stepId: 'hai',
      ended: { reason: 'optOut', at: new Date(morning).toISOString() },
    });
    expect(toldBy(world).map((entries) => entries.map(({ type }) => type))).toEqual([['mail.sent', 'sequence.ended']]);
  });

  it('that waits for the morning tells at once that its run began, and once', async () => {
    world.now = evening;
    await world.enrol(lead, sequence, { untold: true });
    await world.pass(minutes);
    const types = () => toldBy(world).map((entries) => entries.map(({ type }) => type));
    expect(types()).toEqual([['sequence.enrolled']]);
    expect(toldBy(world)[0]?.[0]?.at).toBe(new Date(evening).toISOString());

    world.ask(lead, sequence, sequence.steps[0]?.id as never);
    await world.pass(10 * hours);

    expect(types()).toEqual([['sequence.enrolled'], ['mail.sent']]);
  });

  it('is told of with its sequence, whatever becomes of it', async () => {
    world.now = morning;
    world.fate = () => 'refuse';
    await world.enrol(lead, sequence);
    await world.pass(minutes);
    world.fate = () => 'accept';
    await world.pass(3 * days);
    const bounce = {
      bounceType: 'Transient',
      bounceSubType: 'General',
      bouncedRecipients: [],
      feedbackId: 'f1',
      timestamp: new Date(morning).toISOString(),
    };
    for (const sent of world.sent) await world.hear(world.sesEvent(sent, 'Bounce', { bounce }));

    const told = world.table.all().filter(({ type }) => String(type).startsWith('mail.'));
    expect(told.map(({ type, data }) => `${type} ${Object(data).sequenceId}`).sort()).toEqual([
      'mail.bounced thu',
      'mail.failed thu',
      'mail.sent thu',
    ]);
  });

  it.each<[string, Parameters<NurtureWorld['putAddress']>[0], string, object]>([
    ['nobody confirmed', {}, 'notConfirmed', { stepId: 'hai', ended: null }],
    ['goes to a closed address', { suppression: { reason: 'complaint', at: 'x' }, choices }, 'noAddress', { stepId: 'hai', ended: null }],
    [
      'was refused, as all others of the run',
      { choices: { ...choices, confirmed: {}, refused: { [topic]: '2026-11-02T00:00:00.000Z' } } },
      'refusedTopic',
      { stepId: 'mot', ended: { reason: 'optOut' } },
    ],
    [
      'was refused with all others',
      { choices: { version: 2, refused: {}, confirmed: {}, refusedAll: '2026-11-02T00:00:00.000Z' } },
      'refusedAll',
      { stepId: 'mot', ended: { reason: 'optOut' } },
    ],
  ])('whose topic %s is not sent and says why: the run goes on, or ends where nothing else is left', async (_case, state, reason, run) => {
    world.putAddress(state);
    world.now = morning;
    await world.enrol(lead, sequence);
    await world.pass(minutes);

    expect(ends()).toEqual([`sequenceMail-thu_1_mot ${reason}`]);
    expect(world.sent).toEqual([]);
    expect(await world.enrolment(lead)).toMatchObject(run);
  });

  it('shares the mailbox with those of the same step to other leads: five leads behind one mailbox get three in all', async () => {
    world.now = morning;
    for (const name of ['mot', 'hai', 'ba', 'bon', 'nam']) {
      const email = `lan+${name}@gmail.com`;
      world.putAddress({ choices }, email);
      const one = world.putLead({ leadId: LeadId.parse(`L-${name}`), email, consent: { contact: granted, newsletter: granted } });
      await world.enrol(one, sequence);
    }
    await world.pass(10 * minutes);

    expect(world.sent.map(({ tags }) => tags.mailId)).toEqual(Array.from({ length: 3 }, () => 'sequenceMail-thu_1_mot'));
    expect(ends().filter((end) => /mailbox/.test(end))).toHaveLength(2);
  });

  it('takes the run on where word of SES that it left is quicker than the answer of SES', async () => {
    world.now = morning;
    await world.enrol(lead, sequence);
    world.onCall = (name, when) => {
      if (name !== 'ses' || when !== 'after') return;
      for (const item of world.table.all()) if (item.status === 'claimed') world.table.seed({ ...item, status: 'sent' });
    };
    // Without a look at timers: another delivery of the message would take it on as well.
    await world.run();

    expect([ends(), (await world.enrolment(lead))?.stepId]).toEqual([['sequenceMail-thu_1_mot sent'], 'hai']);
  });

  it('waits while the person wants a rest, and keeps that it does', async () => {
    world.putAddress({ choices: { ...choices, pausedUntil: new Date(morning + 5 * days).toISOString() } });
    world.now = morning;
    await world.enrol(lead, sequence);
    await world.pass(minutes);
    expect(ends()).toEqual(['sequenceMail-thu_1_mot personPaused']);

    await world.pass(5 * days + 5 * minutes);

    expect(ends()).toContain('sequenceMail-thu_1_mot sent');
  });

  it('that is due at night goes out between seven and nine in the morning of the person', async () => {
    world.now = evening;
    await world.enrol(lead, sequence);
    await world.pass(minutes);
    expect(ends()).toEqual(['sequenceMail-thu_1_mot night']);

    await world.pass(10 * hours + 5 * minutes);

    const sentAt = Date.parse(world.timeline()[0]?.at ?? '');
    expect(sentAt).toBeGreaterThanOrEqual(Date.parse('2026-11-24T00:00:00.000Z'));
    expect(sentAt).toBeLessThan(Date.parse('2026-11-24T02:02:00.000Z'));
  });

  it('goes by the clocks of the country that the number is of', async () => {
    lead = world.putLead({
      consent: { newsletter: granted },
      ...inLondon(),
    });
    world.now = Date.parse('2026-11-23T04:00:00.000Z');
    await world.enrol(lead, sequence);
    await world.pass(minutes);
    expect(ends()).toEqual(['sequenceMail-thu_1_mot night']);

    await world.pass(6 * hours);

    expect(Date.parse(world.timeline()[0]?.at ?? '')).toBeGreaterThanOrEqual(Date.parse('2026-11-23T07:00:00.000Z'));
  });

  it('is followed by a wait for a time of day of the same clocks', async () => {
    sequence = world.configure([mail('mot'), wait('sang', { until: '08:30' }), mail('hai')], { id: 'sang' });
    lead = world.putLead({ consent: { newsletter: granted }, ...inLondon() });
    world.now = Date.parse('2026-11-23T12:00:00.000Z');

    await world.enrol(lead, sequence);
    await world.pass(minutes);

    expect(await world.enrolment(lead, 'sang')).toMatchObject({ stepId: 'hai', dueAt: '2026-11-24T08:30:00.000Z' });
  });

  it('is held for the day on which a colleague called, while one of a service goes', async () => {
    world.now = morning;
    const service = world.configure([mail('mot', { template: 'cam-on' })], { id: 'dich-vu' });
    world.table.seed({
      ...keys.loggedCall(lead.leadId, new Date(morning - hours).toISOString(), LoggedCallId.parse('K1')),
      callId: 'K1',
      at: new Date(morning - hours).toISOString(),
      loggedAt: new Date(morning - hours).toISOString(),
      by: 'lan@sales.example',
      outcome: 'reached',
      isReached: true,
      subject: 'lead',
      following: 'nothing',
    });
    await world.enrol(lead, sequence);
    await world.pass(minutes);
    await world.enrol(lead, service);
    await world.pass(minutes);
    expect(ends()).toEqual(['sequenceMail-dich-vu_1_mot sent', 'sequenceMail-thu_1_mot colleague']);

    await world.pass(days);

    expect(ends()).toEqual(['sequenceMail-dich-vu_1_mot sent', 'sequenceMail-thu_1_mot sent']);
  });

  it('of a service needs the consent to be contacted, and none to advertising', async () => {
    world.putAddress({});
    const service = world.configure([mail('mot', { template: 'cam-on' })], { id: 'dich-vu' });
    world.now = morning;
    await world.enrol(lead, service);
    await world.pass(minutes);

    expect(ends()).toEqual(['sequenceMail-dich-vu_1_mot sent']);
    expect(world.sent[0]?.subject).toBe('Hường oi');
    expect(world.sent[0]?.headers).not.toHaveProperty('List-Unsubscribe');

    const silent = world.putLead({ leadId: LeadId.parse('L2'), email: 'an@example.com' });
    await world.enrol(silent, service);
    await world.pass(minutes);

    expect(ends()).toContain('sequenceMail-dich-vu_1_mot noConsent');
  });

  it('waits while its sequence is paused, and goes when it is on again', async () => {
    world.now = morning;
    await world.enrol(lead, sequence);
    world.sequences[0] = { ...sequence, state: 'paused' };
    await world.pass(minutes);
    expect(ends()).toEqual(['sequenceMail-thu_1_mot sequencePaused']);

    world.sequences[0] = sequence;
    await world.pass(7 * hours);

    expect(ends()).toEqual(['sequenceMail-thu_1_mot sent']);
  });

  it.each([
    ['waits where sequences have had their part of the day, if it advertises', 'chao', 'dayQuota'],
    ['goes on as a welcome would, if it is a service', 'cam-on', 'sent'],
  ])('%s', async (_what, template, end) => {
    const one = world.configure([mail('mot', { template })], { id: 'rieng' });
    world.now = morning;
    const lanes: string[] = [];
    const until = new Date(morning + 3 * hours);
    const take = async (lane: string) => {
      lanes.push(lane);
      return lane === 'sequence' ? ({ kind: 'spent', until, isNews: false } as const) : ({ kind: 'taken' } as const);
    };
    await world.enrol(lead, one);
    const request = { v: 1, kind: 'sequenceMail', leadId: lead.leadId, sequenceId: one.id, run: 1, stepId: 'mot' } as const;

    await handleMailMessage(request, { ...world.parts(), rate: { take } });

    expect(ends()).toEqual([`sequenceMail-rieng_1_mot ${end}`]);
    expect(lanes).toEqual(end === 'sent' ? ['sequence', 'mail'] : ['sequence']);
  });

  it('is not sent to whom the goal of its sequence is reached, and `work` is asked to end the run', async () => {
    world.sequences[0] = { ...sequence, goal: { stage: ['lead'] } };
    world.now = morning;
    await world.enrol(lead, sequence);
    await world.run(world.now);

    expect(ends()).toEqual(['sequenceMail-thu_1_mot goal']);
    expect(world.workAsked).toMatchObject([{ kind: 'advanceEnrolment', request: { stepId: 'mot' } }]);
  });

  it('has the step behind it asked for at once where that is due, and leaves one that is due later to its timer', async () => {
    const [now, later] = [world.configure([mail('mot'), mail('hai')], { id: 'lien' }), sequence];
    world.now = morning;
    for (const one of [now, later]) await world.enrol(lead, one);

    await world.run(world.now + 5_000);

    const timers = world.table.all().filter(({ pk, message }) => String(pk).startsWith('DUE#') && Object(message).stepId === 'hai');
    expect(ends()).toEqual(['sequenceMail-lien_1_hai sent', 'sequenceMail-lien_1_mot sent', 'sequenceMail-thu_1_mot sent']);
    expect(timers).toMatchObject([{ message: { sequenceId: 'thu' } }]);
  });

  it('of the most urgent sequence takes the last place in the mailbox', async () => {
    world.documents.company = world.documents.company.map((one) => ({ ...one, advertisingPerDay: 1 }));
    const urgent = world.configure([mail('mot')], { id: 'gap', priority: 1 });
    world.now = morning;
    await world.enrol(lead, sequence);
    await world.enrol(lead, urgent);
    await world.pass(minutes);

    expect(ends()).toEqual(['sequenceMail-gap_1_mot sent', 'sequenceMail-thu_1_mot mailbox']);

    await world.pass(2 * days);

    expect(ends()).toContain('sequenceMail-thu_1_mot sent');
  });

  it('takes no place before another where its own run is to end', async () => {
    world.documents.company = world.documents.company.map((one) => ({ ...one, advertisingPerDay: 1 }));
    const urgent = world.configure([mail('mot')], { id: 'gap', priority: 1, exits: [{ id: 'da-hen', if: { tag: ['da-hen'] } }] });
    world.now = morning;
    lead = world.putLead({ ...lead, tags: ['da-hen'] });
    await world.enrol(lead, urgent);
    await world.enrol(lead, sequence);

    await world.pass(minutes);

    // The run itself is ended by `work`, whenever that comes to it.
    expect(ends()).toEqual(['sequenceMail-gap_1_mot exit', 'sequenceMail-thu_1_mot sent']);
  });
});

describe('an opt-out', () => {
  it('stops whatever was not claimed before it, wherever it comes in the course of a mail', async () => {
    for (let at = 1; ; at += 1) {
      world = new NurtureWorld();
      lead = world.putLead({ consent: { newsletter: granted } });
      world.putAddress({ choices });
      sequence = world.configure([mail('mot'), wait('cho', { for: 'PT1H' }), mail('hai')]);
      world.now = morning;
      await world.enrol(lead, sequence);
      let calls = 0;
      let claimed: readonly string[] | undefined;
      world.onCall = (_name, when) => {
        calls += when === 'before' ? 1 : 0;
        if (calls !== at || when !== 'before' || claimed) return;
        claimed = world.mails().flatMap(({ status, mailId }) => (status === 'claimed' || status === 'sent' ? [mailId] : []));
        world.putAddress({ choices: { version: 2, refused: {}, confirmed: {}, refusedAll: world.clock().toISOString() } });
      };
      await world.pass(4 * hours);
      if (!claimed) break;

      expect(world.sent.map(({ tags }) => tags.mailId).sort()).toEqual([...claimed].sort());
      expect(await world.enrolment(lead)).toMatchObject({ state: 'ended' });
    }
    expect(world.sent).toHaveLength(2);
  });
});

describe('a worker killed at any call', () => {
  it.each([
    ['told already', {}],
    ['told by its first mail', { untold: true }],
  ] as const)('sends no step twice, lists each that was not sent, and leaves no run behind: of a run that was %s', async (_, begun) => {
    let calm = 0;
    let missed = 0;
    for (let killAt = 0; killAt <= calm; killAt += 1) {
      for (const when of ['before', 'after'] as const) {
        world = new NurtureWorld();
        lead = world.putLead({ consent: { newsletter: granted } });
        world.putAddress({ choices });
        sequence = world.configure([mail('mot'), mail('ngay'), wait('cho', { for: 'PT1H' }), mail('hai')]);
        world.now = morning;
        await world.enrol(lead, sequence, begun);
        let calls = 0;
        let isDone = false;
        world.onCall = (_name, at) => {
          calls += at === when ? 1 : 0;
          if (calls !== killAt || at !== when || isDone) return;
          isDone = true;
          throw new Killed();
        };
        for (let hour = 0; hour < 6; hour += 1)
          await world.pass(hours).catch((error) => {
            if (!(error instanceof Killed)) throw error;
          });
        if (killAt === 0) calm = calls;

        const sent = world.sent.map(({ tags }) => tags.mailId);
        expect(new Set(sent).size).toBe(sent.length);
        expect(await world.enrolment(lead)).toMatchObject({ state: 'ended' });
        const told = toldBy(world).flatMap((entries) => entries.flatMap(({ type }) => (type.startsWith('sequence.') ? [type] : [])));
        expect(told).toEqual(['untold' in begun ? ['sequence.enrolled'] : [], 'sequence.ended'].flat());
        expect(
          world
            .mails()
            .map(({ mailId }) => mailId)
            .sort(),
        ).toEqual(['hai', 'mot', 'ngay'].map((step) => `sequenceMail-thu_1_${step}`));
        expect(world.mails().every(({ status, reason }) => status === 'sent' || reason === 'inDoubt')).toBe(true);
        missed += world.mails().filter(({ status }) => status !== 'sent').length;
      }
    }
    expect(calm).toBeGreaterThan(20);
    expect(missed).toBeGreaterThan(0);
  });
});
