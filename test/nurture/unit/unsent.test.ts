import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { showWhy } from '../../../shared/nurture/show-messages.ts';
import { LoggedCallId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { SequenceConfig } from '../../../shared/sequences/index.ts';
import { choices, NurtureWorld, templates, topic } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { mail } from '../../support/sequences.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const evening = morning + 14 * hours;

let world: NurtureWorld;
let lead: Lead;
let sequence: SequenceConfig;
beforeEach(() => {
  world = new NurtureWorld();
  world.now = morning;
  lead = world.putLead({ consent: { contact: granted, newsletter: granted } });
  world.putAddress({ choices });
  sequence = world.configure();
});

const first = () => world.mails().find(({ mailId }) => mailId === 'sequenceMail-thu_1_mot');
const sentFirst = () => world.sent.filter(({ tags }) => tags.mailId === 'sequenceMail-thu_1_mot').length;
const why = async (locale: 'vi' | 'en') => showWhy(lead, { sequence: 'thu', step: 'mot' }, locale, world.parts());
const until = (at: number) => ({ ...choices, pausedUntil: new Date(at).toISOString() });

/** Does something the moment before a mail is claimed. */
function beforeClaim(act: () => void): void {
  let isDone = false;
  world.onCall = (name, when) => {
    if (name !== 'transact' || when !== 'before' || isDone || sentFirst() > 0) return;
    isDone = true;
    act();
  };
}

function callOfColleague(): void {
  const at = new Date(morning - hours).toISOString();
  const call = { callId: 'K1', at, loggedAt: at, by: 'lan@sales.example', outcome: 'reached', isReached: true, subject: 'lead' };
  world.table.seed({ ...keys.loggedCall(lead.leadId, at, LoggedCallId.parse('K1')), ...call, following: 'nothing' });
}

/** Another run of the lead takes the only place that its mailbox has that day. */
async function fullMailbox(): Promise<void> {
  world.documents.company = world.documents.company.map((one) => ({ ...one, advertisingPerDay: 1 }));
  await world.enrol(lead, world.configure([mail('mot')], { id: 'gap', priority: 1 }));
}

/** The mailbox has had all that the company promised for a month. */
async function keptPromise(): Promise<void> {
  world.documents.company = world.documents.company.map((one) => ({ ...one, advertisingAtMost: { mails: 1, days: 9 } }));
  await world.enrol(lead, world.configure([mail('mot')], { id: 'gap', priority: 1 }));
}

/** Resumes between the claim that is refused and the look at what it was refused for. */
function changeOfMind(): void {
  beforeClaim(() => {
    world.putAddress({ choices: until(morning + days) });
    world.onCall = (name, when) => {
      if (name === 'get' && when === 'before') world.putAddress({ choices });
    };
  });
}

interface Wait {
  readonly reason: string;
  readonly arrange: () => void | Promise<void>;
  /** What ends the wait, where time alone does not. */
  readonly end?: () => void;
  readonly forMs: number;
}

describe('a mail of a sequence that does not go out now', () => {
  it.each<[string, Wait]>([
    [
      'it is night',
      {
        reason: 'night',
        arrange: () => {
          world.now = evening;
        },
        forMs: 11 * hours,
      },
    ],
    [
      'the person has a rest',
      { reason: 'personPaused', arrange: () => world.putAddress({ choices: until(morning + 3 * days) }), forMs: 4 * days },
    ],
    [
      'the person is away',
      {
        reason: 'personAway',
        arrange: () => world.putAddress({ choices: until(morning - days), awayUntil: new Date(morning + 3 * days).toISOString() }),
        forMs: 4 * days,
      },
    ],
    [
      'the person asks for a rest while it is claimed',
      {
        reason: 'personPaused',
        arrange: () => beforeClaim(() => world.putAddress({ choices: until(morning + 3 * days) })),
        forMs: 4 * days,
      },
    ],
    ['the person changes their mind twice while it is claimed', { reason: 'advertisingClosed', arrange: changeOfMind, forMs: 5 * minutes }],
    ['a colleague called today', { reason: 'colleague', arrange: callOfColleague, forMs: 2 * days }],
    ['the mailbox has had enough', { reason: 'mailbox', arrange: fullMailbox, forMs: 3 * days }],
    ['the company promised no more', { reason: 'mailboxPromise', arrange: keptPromise, forMs: 12 * days }],
    [
      "the day's quota is spent",
      {
        reason: 'dayQuota',
        arrange: () => {
          world.quotaSpentUntil = morning + 5 * hours;
        },
        forMs: 8 * hours,
      },
    ],
    [
      'its sequence is paused',
      {
        reason: 'sequencePaused',
        arrange: () => {
          world.sequences[0] = { ...sequence, state: 'paused' };
        },
        end: () => {
          world.sequences[0] = sequence;
        },
        forMs: 7 * hours,
      },
    ],
  ])('waits because %s, says so, and goes once: the run goes on', async (_case, { reason, arrange, end, forMs }) => {
    await arrange();
    await world.enrol(lead, sequence);
    await world.run(world.now + 1_000);

    expect(sentFirst()).toBe(0);
    expect(first()).toMatchObject({ status: 'planned', reason, waitsUntil: expect.any(String) });
    const [vi, en] = [await why('vi'), await why('en')];
    expect([vi, en]).toMatchObject([{ state: 'waits', reason }, { state: 'waits' }]);
    expect([vi.summary, en.summary]).toEqual([expect.stringMatching(/^Đang chờ đến .*: \S/), expect.stringMatching(/^Waits until .*: \S/)]);
    expect([vi.summary, en.summary]).not.toContainEqual(expect.stringMatching(new RegExp(`: ${reason}$`)));
    expect(await world.enrolment(lead)).toMatchObject({ state: 'active', stepId: 'mot' });

    end?.();
    await world.pass(forMs);
    await world.pass(2 * days + 2 * hours);

    expect(sentFirst()).toBe(1);
    expect(first()).toMatchObject({ status: 'sent' });
    expect((await world.enrolment(lead))?.done).toContain('mot');
  });

  it.each<[string, number, () => void]>([
    [
      'no slot of the sending rate is free for hours',
      5 * hours,
      () => {
        world.hasSlot = () => world.now > morning + 4 * hours;
      },
    ],
    [
      'SES takes none for an hour',
      3 * hours,
      () => {
        world.fate = () => (world.now < morning + hours ? 'throttle' : 'accept');
      },
    ],
  ])('is tried again where %s, and goes once', async (_case, forMs, arrange) => {
    arrange();
    await world.enrol(lead, sequence);
    await world.pass(forMs);

    expect([sentFirst(), first()?.status, (await world.enrolment(lead))?.stepId]).toEqual([1, 'sent', 'hai']);
  });

  const ended = (reason: string) => ({ state: 'ended', ended: { reason } });
  const onward = { state: 'active', stepId: 'hai' };

  it.each<[string, string, object, () => void]>([
    ['nobody confirmed its topic', 'notConfirmed', onward, () => world.putAddress({})],
    [
      'its topic is given up while it is claimed',
      'notConfirmed',
      onward,
      () => beforeClaim(() => world.putAddress({ choices: { ...choices, confirmed: {} } })),
    ],
    [
      'its topic was refused',
      'refusedTopic',
      ended('optOut'),
      () => world.putAddress({ choices: { version: 2, confirmed: {}, refused: { [topic]: '2026-11-02T00:00:00.000Z' } } }),
    ],
    [
      'all is refused while it is claimed',
      'refusedAll',
      ended('optOut'),
      () =>
        beforeClaim(() =>
          world.putAddress({ choices: { version: 2, confirmed: {}, refused: {}, refusedAll: world.clock().toISOString() } }),
        ),
    ],
    [
      'the address is closed',
      'noAddress',
      onward,
      () => world.putAddress({ suppression: { reason: 'complaint', at: '2026-11-02T00:00:00.000Z' }, choices }),
    ],
    [
      'the address is closed while it is claimed',
      'suppressed',
      onward,
      () => beforeClaim(() => world.putAddress({ suppression: { reason: 'complaint', at: '2026-11-02T00:00:00.000Z' }, choices })),
    ],
    [
      'there is no address',
      'noAddress',
      onward,
      () => {
        lead = world.putLead({ email: null, consent: { contact: granted } });
      },
    ],
    [
      'the desk is a shared one',
      'roleAddress',
      onward,
      () => {
        lead = world.putLead({ email: 'info@khach.example', consent: { contact: granted } });
      },
    ],
    [
      'the lead is disqualified',
      'disqualified',
      onward,
      () => {
        lead = world.putLead({ status: 'disqualified' });
      },
    ],
    [
      'the person wants no contact',
      'refusedContact',
      onward,
      () => {
        lead = world.putLead({ consent: { contact: { ...granted, granted: false } } });
      },
    ],
    ['its template is gone', 'templateGone', onward, () => void Object.assign(world.documents, { templates: templates.slice(1) })],
    [
      'SES refuses it',
      'rejected',
      onward,
      () => {
        world.fate = () => 'refuse';
      },
    ],
    [
      'nobody knows whether SES took it',
      'inDoubt',
      onward,
      () => {
        world.fate = () => 'lostBefore';
      },
    ],
    [
      'no slot was free for a day',
      'expired',
      onward,
      () => {
        world.hasSlot = () => first() !== undefined || world.now > morning + 26 * hours;
      },
    ],
  ])('is decided once because %s, keeps why, and its run goes on', async (_case, reason, run, arrange) => {
    arrange();
    await world.enrol(lead, sequence);
    await world.pass(reason === 'expired' ? 27 * hours : hours);

    expect(first()).toMatchObject({ status: expect.stringMatching(/^(?:skipped|failed)$/), reason });
    const [vi, en] = [await why('vi'), await why('en')];
    expect([vi, en]).toMatchObject([{ reason }, { reason }]);
    expect([vi.summary, en.summary]).toEqual([expect.stringMatching(/^Không gửi: \S/), expect.stringMatching(/^Not sent: \S/)]);
    expect([vi.summary, en.summary]).not.toContainEqual(expect.stringMatching(new RegExp(`: ${reason}$`)));
    expect(await world.enrolment(lead)).toMatchObject(run);

    const stood = [first(), await world.enrolment(lead)];
    world.onCall = () => {};
    world.ask(lead, sequence, (sequence.steps[0] ?? mail('mot')).id as never);
    await world.run(world.now + 1_000);

    expect([first(), await world.enrolment(lead)]).toEqual(stood);
    expect(sentFirst()).toBe(0);
  });

  it.each<[string, object, () => void | Promise<void>, () => void]>([
    [
      "the day's quota was spent for longer",
      { notAfter: 'PT2H' },
      () => {
        world.quotaSpentUntil = morning + 5 * hours;
      },
      () => {},
    ],
    ['a colleague talks to the person', { notAfter: 'PT2H' }, callOfColleague, () => {}],
    [
      'it would be night for as long',
      { notAfter: 'PT2H' },
      () => {
        world.now = evening;
      },
      () => {},
    ],
    [
      'its sequence was paused for longer',
      { notAfter: 'PT2H' },
      () => {
        world.sequences[0] = { ...sequence, state: 'paused' };
      },
      () => {
        world.sequences[0] = { ...sequence, state: 'on' };
      },
    ],
    [
      'nobody took messages for a fortnight',
      {},
      () => {
        world.now += 15 * days;
      },
      () => {},
    ],
  ])('is not sent where it would come too late because %s: it says so, and the run goes on', async (_case, change, arrange, end) => {
    world.sequences.splice(0);
    sequence = world.configure(undefined, change);
    await world.enrol(lead, sequence);
    await arrange();
    await world.pass(5 * hours);
    end();
    await world.pass(5 * hours);

    expect(first()).toMatchObject({ status: 'skipped', reason: 'tooLate' });
    expect(await why('en')).toMatchObject({
      state: 'skipped',
      reason: 'tooLate',
      summary: 'Not sent: it would come too late to be of use',
    });
    expect(await world.enrolment(lead)).toMatchObject(onward);
    expect(world.sent).toEqual([]);
  });

  it('is decided without a reason where no lead is left that could keep it', async () => {
    await world.enrol(lead, sequence);
    await world.table.deleteAll([keys.lead(lead.leadId), keys.profile(lead.leadId)]);

    await world.pass(hours);

    expect([world.sent, world.mails()]).toEqual([[], []]);
  });
});
