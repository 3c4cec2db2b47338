import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordParts } from '../../../shared/engagement/index.ts';
import { readEngagements } from '../../../shared/engagement/store.ts';
import type { OutgoingMail } from '../../../shared/mail/compose.ts';
import { groupOfEvent, recordMailEvents } from '../../../shared/mail/record-mail-events.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { parseSesEvent } from '../../../shared/mail/ses-event.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { startAt } from '../../support/lead-world/sample.ts';
import { asked, ids, MailWorld, mailIdFor } from '../../support/mail-world.ts';
import { unheardQueue } from '../../support/queues.ts';

const agreed = {
  consent: {
    tracking: {
      granted: true,
      at: '2026-11-22T03:00:00.000Z',
      textVersion: 'tracking-1',
      channel: 'form',
      sourceId: 'contact',
      submissionId: 's1',
    },
  },
};
const moment = (seconds: number) => new Date(startAt + seconds * 1_000).toISOString();
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

let world: MailWorld;
let sent: OutgoingMessage[];
let lines: unknown[];

beforeEach(() => {
  world = new MailWorld();
  world.putLead(Object(agreed));
  sent = [];
  lines = [];
});

const note = (...line: unknown[]) => void lines.push(line);
const log: Log = { ...silentLog, info: note, warn: note, error: note };
const parts = (): RecordParts => ({
  ...world.feedbackParts(),
  score: { ...unheardQueue, send: async (message) => void sent.push(message) },
  log,
});

async function mailed(kind: 'welcome' | 'assignedNotice' = 'welcome'): Promise<OutgoingMail> {
  await handleMailMessage(asked(kind), world.parts());
  const mail = world.sent.at(-1);
  if (!mail) throw new Error('no mail was sent');
  return mail;
}

/** As SES publishes it, with all the parts that nobody here reads. */
function published(mail: OutgoingMail, eventType: string, part: Record<string, unknown>): string {
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  return JSON.stringify({
    eventType,
    mail: {
      timestamp: moment(0),
      source: 'Sender <sender@example.com>',
      sendingAccountId: '123456789012',
      messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
      destination: [mail.to],
      headersTruncated: false,
      headers: [{ name: 'To', value: mail.to }],
      commonHeaders: { from: ['Sender <sender@example.com>'], to: [mail.to], subject: 'Xin chào' },
      tags: { 'ses:configuration-set': ['pheu-dev'], 'ses:source-ip': ['192.0.2.0'], 'ses:caller-identity': ['send-mail'], ...tags },
    },
    ...part,
  });
}
const opened = (mail: OutgoingMail, seconds: number, userAgent = iphone) =>
  published(mail, 'Open', { open: { ipAddress: '192.0.2.1', timestamp: moment(seconds), userAgent } });
const clicked = (mail: OutgoingMail, seconds: number, more: Record<string, unknown> = {}) =>
  published(mail, 'Click', {
    click: {
      ipAddress: '192.0.2.1',
      link: 'https://annhien.example/bang-gia?e=huong@example.com',
      linkTags: null,
      timestamp: moment(seconds),
      userAgent: chrome,
      ...more,
    },
  });
const delivered = (mail: OutgoingMail, seconds: number) =>
  published(mail, 'Delivery', {
    delivery: { timestamp: moment(seconds), processingTimeMillis: 1, recipients: [mail.to], smtpResponse: '250 ok', reportingMTA: 'a' },
  });

async function hear(...bodies: readonly string[]): Promise<void> {
  const groups = Map.groupBy(bodies.map(parseSesEvent), groupOfEvent);
  for (const events of groups.values()) await recordMailEvents(events, parts());
}
const kept = () => readEngagements(world.table, ids.lead);
const grades = async () => (await kept()).flatMap(({ engagements }) => engagements.map(({ action, link, grade }) => [action, link, grade]));

describe('opens and clicks that SES publishes', () => {
  it('are graded and asked to be scored', async () => {
    const mail = await mailed();

    await hear(opened(mail, 290), clicked(mail, 300, { linkTags: { link: ['cta'], of: ['3'] } }));

    expect(await grades()).toEqual([
      ['click', 'cta', 'human'],
      ['open', null, 'human'],
    ]);
    expect(await kept()).toMatchObject([{ mailId: mailIdFor('welcome'), links: 3, sentAt: startAt / 1_000, version: 1 }]);
    expect(sent.map(({ body }) => body)).toMatchObject([{ kind: 'engagement', leadId: 'L1', mailId: mailIdFor('welcome') }]);
  });

  it('are kept once, however often SNS and SQS bring them', async () => {
    const mail = await mailed();

    for (let copy = 0; copy < 3; copy += 1) await hear(clicked(mail, 300), clicked(mail, 300));

    expect(await grades()).toHaveLength(1);
  });

  it('tell links without tags apart, by a digest', async () => {
    const mail = await mailed();

    await hear(clicked(mail, 300), clicked(mail, 400, { link: 'https://annhien.example/' }), clicked(mail, 500));

    const links = (await grades()).map(([, link]) => link);
    expect(new Set(links).size).toBe(2);
    expect(JSON.stringify(world.table.all().filter(({ sk }) => String(sk).startsWith('ENGAGEMENT#')))).not.toMatch(
      /annhien|192\.0\.2|Mozilla/,
    );
  });

  it('by a scanner that follows every link, the hidden one too, count for nothing', async () => {
    const mail = await mailed();
    const links = ['1', '2', '3', 'hidden'].map((link) =>
      clicked(mail, 45, { linkTags: { link: [link], of: ['3'] }, ipAddress: '203.0.113.5' }),
    );

    await hear(opened(mail, 12, chrome), ...links);

    expect((await grades()).map(([, , grade]) => grade)).toEqual(['machine', 'machine', 'machine', 'machine', 'machine']);
    expect(sent).toEqual([]);
  });

  it('are held against the time at which the mail arrived, when that was late', async () => {
    const mail = await mailed();

    await hear(clicked(mail, 1_204), delivered(mail, 1_200));

    expect(await grades()).toMatchObject([['click', expect.anything(), 'machine']]);
  });

  it('leave a delivery in time alone: no read, no write', async () => {
    const mail = await mailed();
    const before = { ...world.table.used };

    await hear(delivered(mail, 2));

    expect(world.table.used).toEqual(before);
  });

  it.each<[string, () => Promise<string>]>([
    ['a rep does with a notice', async () => clicked(await mailed('assignedNotice'), 300)],
    ['is done with a mail that nobody here sent', async () => clicked({ ...(await mailed()), tags: {} }, 300)],
    [
      'is done with an attempt that another one followed',
      async () => clicked({ ...(await mailed()), tags: { leadId: 'L1', mailId: mailIdFor('welcome'), attemptId: 'x' } }, 300),
    ],
    ['has no part that says what was done', async () => published(await mailed(), 'Click', {})],
  ])('are not what %s', async (_case, make) => {
    await hear(await make());

    expect([await kept(), sent]).toEqual([[], []]);
  });

  it.each([{ timestamp: 'soon' }, { link: 7 }, { linkTags: 'none' }])('are set aside when they cannot be read: %j', async (more) => {
    const body = clicked(await mailed(), 300, more);

    await expect(hear(body)).rejects.toThrow(CorruptItemError);
  });

  it('never reach a log with whose they are', async () => {
    const mail = await mailed();

    await hear(opened(mail, 290), clicked(mail, 300));
    await hear(clicked(await mailed('assignedNotice'), 300));

    expect(lines.length).toBeGreaterThan(1);
    expect(JSON.stringify([lines, sent])).not.toMatch(/192\.0\.2|Mozilla|huong|annhien/i);
  });
});
