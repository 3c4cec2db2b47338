import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Lead, LeadOwner, noEvidence } from '../../../shared/leads/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { FormId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { judgeMailToken } from '../../../shared/tracking/index.ts';
import { digests } from '../../support/digests.ts';
import { startAt } from '../../support/lead-world/sample.ts';
import { asked, form, MailWorld, mailIdFor } from '../../support/mail-world.ts';
import { postRef } from '../../support/post-ref.ts';

const minutes = 60_000;
const hours = 60 * minutes;
let world: MailWorld;

beforeEach(() => {
  world = new MailWorld();
});

const statuses = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${status}${reason ? ` ${reason}` : ''}`);
const history = () => world.timeline().map(({ type }) => type);
const oldOwner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: new Date(startAt - hours).toISOString(), decisionId: 'D1' });

describe('links to the company’s own pages', () => {
  const tokensIn = (html = '') => [...html.matchAll(/[?&]pheu=([^"&]+)/g)].map(([, token = '']) => token);

  it.each(['welcome', 'followUp'] as const)('say in a %s whom it was sent to, and nothing else of them', async (kind) => {
    world.putLead();

    await handleMailMessage(asked(kind), world.parts());

    const [token = '', ...others] = tokensIn(world.sent[0]?.html);
    expect(world.sent[0]?.html).toContain(`href="https://annhien.example/?pheu=${token}"`);
    expect(others).toEqual([]);
    expect(judgeMailToken(token, world.clock(), ['key'])).toEqual({ kind: 'valid', leadId: 'L1' });
    expect(world.sent[0]?.html).toContain('href="mailto:hello@annhien.example"');
  });

  it.each(['assignedNotice', 'repeatNotice'] as const)('say nothing in a %s, which a rep reads', async (kind) => {
    world.putLead({ owner: oldOwner });

    await handleMailMessage(asked(kind), world.parts());

    expect(world.sent).toHaveLength(1);
    expect(tokensIn(`${world.sent[0]?.html} ${world.sent[0]?.text}`)).toEqual([]);
  });

  it('are the same when the mail is tried again', async () => {
    world.putLead();
    const fates = ['throttle' as const];
    const composed: string[] = [];
    world.fate = (mail) => {
      composed.push(mail.html);
      return fates.shift() ?? 'accept';
    };

    world.deliver('mail', asked('welcome'));
    await world.run();

    expect(composed).toHaveLength(2);
    expect(composed[1]).toBe(composed[0]);
  });
});

describe('machines that answer mails', () => {
  it.each(['welcome', 'followUp', 'assignedNotice', 'repeatNotice', 'hotNotice'] as const)('are told not to answer a %s', async (kind) => {
    world.putHotLead({ owner: oldOwner });

    await handleMailMessage(asked(kind), world.parts());

    const headers = world.sent[0]?.headers;
    expect(headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' });
    const suppressed = headers?.['X-Auto-Response-Suppress']?.split(', ');
    expect(suppressed).toEqual(expect.arrayContaining(['OOF', 'AutoReply']));
    // Reports of non-delivery close dead addresses.
    expect(suppressed).not.toContain('NDR');
    expect(suppressed).not.toContain('All');
  });
});

describe('the welcome', () => {
  it('is sent once per mailbox in 24 hours over all forms', async () => {
    world.putLead();
    world.documents.forms = [form, { ...form, id: FormId.parse('other-form') }];

    await Promise.all([
      handleMailMessage(asked('welcome', 'L1', 's1'), world.parts()),
      handleMailMessage(asked('welcome', 'L1', 's2', 'other-form'), world.parts()),
    ]);
    world.now += 24 * hours - 1;
    await handleMailMessage(asked('welcome', 'L1', 's3'), world.parts());
    expect(world.sent).toHaveLength(1);
    expect(statuses().map((line) => line.split(' ').at(-1))).toEqual(['sent']);

    world.now += 1;
    await handleMailMessage(asked('welcome', 'L1', 's4'), world.parts());
    expect(world.sent).toHaveLength(2);
  });

  it.each([
    ['the form sends none', { forms: 'off' }, 'mailOff'],
    ['the form is gone', { forms: 'gone' }, 'mailOff'],
    ['the lead has no address', { email: null }, 'noEmail'],
  ])('is not sent when %s', async (_case, { forms, email }: { forms?: string; email?: null }, why) => {
    world.putLead(email === null ? { email } : {});
    if (forms === 'off') world.documents.forms = world.documents.forms.map((each) => ({ ...each, welcomeMail: false }));
    if (forms === 'gone') world.documents.forms = [];

    await handleMailMessage(asked('welcome'), world.parts());

    expect(statuses()).toEqual([`${mailIdFor('welcome')} skipped ${why}`]);
    expect(world.table.used.write).toBe(1);
  });

  it.each(['welcome', 'followUp'] as const)('and a %s are sent to who brought a token, or where the form asks for none', async (kind) => {
    const outcome = {
      kind: 'lead',
      channel: 'form',
      sourceId: 'contact',
      submissionId: 's1',
      at: '2026-11-22T03:00:00.000Z',
      leadId: 'L1',
      relation: 'created',
    };
    const ref = postRef('s1');
    const sentWith = async (more: object | undefined, mailsWithoutToken: boolean) => {
      const one = new MailWorld();
      one.putLead();
      if (more) one.table.seed({ ...keys.outcome(ref), ...outcome, ...more });
      one.documents.forms = [{ ...form, mailsWithoutToken }];
      await handleMailMessage(asked(kind), one.parts());
      return one.sent.length;
    };

    expect(await sentWith({ hasValidToken: true }, false)).toBe(1);
    expect(await sentWith({ hasValidToken: false }, true)).toBe(1);
    expect(await sentWith({ hasValidToken: false }, false)).toBe(0);
    expect(await sentWith(undefined, false)).toBe(0);
  });

  it('is never sent twice in doubt, but listed', async () => {
    world.putLead();
    world.fate = () => 'lostBefore';

    world.deliver('mail', asked('welcome'));
    await world.run();

    expect(world.sent).toEqual([]);
    expect(statuses()).toEqual([`${mailIdFor('welcome')} failed inDoubt`]);
    expect(history()).toEqual(['mail.failed']);
  });

  it('is corrected to sent when the proof comes late', async () => {
    world.putLead();
    world.fate = () => 'lostAfter';
    world.losesEvent = () => true;
    world.deliver('mail', asked('welcome'));
    await world.run();

    for (const mail of world.sent) await world.hear(world.sesEvent(mail, 'Send'));

    expect(statuses()).toEqual([`${mailIdFor('welcome')} sent`]);
    expect(history()).toEqual(['mail.failed', 'mail.sent']);
  });

  it('fails openly when the address bounced for good, also when that happened a moment ago', async () => {
    const lead = world.putLead();
    const address = { ...keys.address(digests.address(lead.email ?? '')), suppression: { reason: 'complaint', at: lead.createdAt } };
    world.table.seed(address);
    await handleMailMessage(asked('welcome'), world.parts());

    const raced = new MailWorld();
    raced.putLead();
    raced.onCall = (name, when) => {
      if (name === 'transact' && when === 'before') raced.table.seed(address);
    };
    await handleMailMessage(asked('welcome'), raced.parts());

    expect([...world.sent, ...raced.sent]).toEqual([]);
    expect(statuses()).toEqual([`${mailIdFor('welcome')} failed suppressed`]);
    expect(raced.mails().map(({ reason }) => reason)).toEqual(['suppressed']);
  });
});

describe('the follow-up', () => {
  it('waits for the morning and goes out then', async () => {
    world.putLead();
    world.now = Date.parse('2026-11-24T15:30:00.000Z'); // 22:30 in Vietnam

    await handleMailMessage(asked('followUp'), world.parts());
    expect(world.sent).toEqual([]);
    world.now = Date.parse('2026-11-24T23:59:10.000Z');
    await world.tick();
    await world.run();

    expect(world.sent).toHaveLength(1);
    expect(new Date(world.mails()[0]?.plannedAt ?? 0).toISOString()).toBe('2026-11-25T00:00:00.000Z');
  });

  it.each<[string, Partial<Lead>, string]>([
    ['a colleague has moved the lead on', { stage: 'sql', moved: { at: '2026-11-23T02:00:00.000Z', by: 'person' } }, 'movedOn'],
    ['sales works on an opportunity', { stage: 'sqo' }, 'movedOn'],
    ['a call reached the person', { evidence: { ...noEvidence, attempts: 2, reached: 1 } }, 'movedOn'],
    [
      'what a colleague heard made it an SQL',
      { stage: 'sql', moved: { at: '2026-11-23T02:00:00.000Z', by: 'evidence' }, evidence: { ...noEvidence, qualification: 'YuPuu' } },
      'movedOn',
    ],
    ['the lead has no address', { email: null }, 'noEmail'],
  ])('is not sent when %s', async (_case, changes, why) => {
    world.putLead(changes);

    await handleMailMessage(asked('followUp'), world.parts());

    expect(statuses()).toEqual([`${mailIdFor('followUp')} skipped ${why}`]);
    expect(world.timeline()).toEqual([]);
  });

  it.each<Partial<Lead>>([
    { stage: 'mql' },
    { stage: 'sql', moved: { at: '2026-11-23T02:00:00.000Z', by: 'evidence' } },
    { stage: 'mql', moved: { at: '2026-11-23T02:00:00.000Z', by: 'rules' } },
  ])('is sent to a lead that nobody but its own doing moved on: %j', async (changes) => {
    world.putLead(changes);

    await handleMailMessage(asked('followUp'), world.parts());

    expect(world.sent).toHaveLength(1);
  });

  it('is sent beside the welcome of the same post', async () => {
    world.putLead();

    await handleMailMessage(asked('welcome'), world.parts());
    world.now += 48 * hours;
    await handleMailMessage(asked('followUp'), world.parts());

    expect(world.mails().map(({ mailId }) => mailId)).toEqual([mailIdFor('followUp'), mailIdFor('welcome')]);
  });
});
