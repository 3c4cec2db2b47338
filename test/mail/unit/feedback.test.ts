import { beforeEach, describe, expect, it } from '@jest/globals';
import { readAddress } from '../../../shared/mail/address.ts';
import { recordFeedback } from '../../../shared/mail/feedback.ts';
import { groupOfEvent } from '../../../shared/mail/record-mail-events.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { parseSesEvent } from '../../../shared/mail/ses-event.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { digests } from '../../support/digests.ts';
import { asked, MailWorld, mailIdFor } from '../../support/mail-world.ts';

const email = 'huong@example.com';
const at = '2026-11-22T03:10:00.000Z';
const recipients = [{ emailAddress: 'Huong@Example.com' }];
const bounce = (bounceType: string, feedbackId = 'f1') => ({
  bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: recipients, feedbackId, timestamp: at },
});
let world: MailWorld;

beforeEach(async () => {
  world = new MailWorld();
  world.putLead();
  await handleMailMessage(asked('welcome'), world.parts());
});

async function feed(eventType: string, more: Record<string, unknown> = {}): Promise<void> {
  for (const mail of world.sent) await world.hear(world.sesEvent(mail, eventType, more));
}
function eventOf(body: string) {
  const event = parseSesEvent(body);
  if (!event) throw new Error('no event');
  return event;
}
const bounced = () => world.timeline().filter(({ type }) => type === 'mail.bounced');

describe('feedback of SES', () => {
  it.each([
    ['a permanent bounce', 'Bounce', bounce('Permanent'), { feedback: 'permanentBounce', suppressed: true }],
    ['a transient bounce', 'Bounce', bounce('Transient'), { feedback: 'transientBounce', suppressed: false }],
    [
      'a complaint',
      'Complaint',
      { complaint: { complainedRecipients: recipients, feedbackId: 'f1', timestamp: at } },
      { feedback: 'complaint', suppressed: true },
    ],
  ])('records %s once, however often it comes', async (_case, eventType, more, told) => {
    for (let index = 0; index < 3; index += 1) await feed(eventType, more);

    expect(bounced().map(({ data }) => data)).toEqual([{ mailId: mailIdFor('welcome'), kind: 'welcome', ...told }]);
    expect((await readAddress({ table: world.table, digests }, email)).suppression !== undefined).toBe(told.suppressed);
  });

  it('keeps the first reason an address was closed for', async () => {
    await feed('Bounce', bounce('Permanent', 'f1'));
    await feed('Complaint', { complaint: { complainedRecipients: recipients, feedbackId: 'f2', timestamp: at } });

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toEqual({ reason: 'permanentBounce', at });
    expect(bounced()).toHaveLength(2);
  });

  it('closes the address also when the mail is not known', async () => {
    const event = { eventType: 'Bounce', mail: { messageId: 'm', timestamp: at, tags: {} }, ...bounce('Permanent') };

    await world.hear(JSON.stringify(event));

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toBeDefined();
    expect(bounced()).toEqual([]);
  });

  it('writes nothing for the sending and delivery of a settled mail', async () => {
    const before = world.table.used.write;

    await feed('Send');
    await feed('Delivery');
    await feed('Open');
    await feed('SomethingNew');

    expect(world.table.used.write).toBe(before);
  });

  it('reads the one item of its mail, however many mails the lead has', async () => {
    for (const post of ['s2', 's3', 's4']) await handleMailMessage(asked('repeatNotice', 'L1', post), world.parts());
    const [welcome] = world.sent;
    if (!welcome) throw new Error('no mail was sent');
    const { table } = world;
    const read: string[] = [];
    const get: Table['get'] = (key, options) => {
      read.push(key.sk);
      return table.get(key, options);
    };
    const query = () => Promise.reject(new Error('asked for more than one item'));

    await recordFeedback(eventOf(world.sesEvent(welcome, 'Send')), { ...world.feedbackParts(), table: { ...table, get, query } });

    expect(read).toEqual([`MAIL#${mailIdFor('welcome')}`]);
  });

  it.each([
    ['tags that are no ids of ours', { leadId: '', mailId: 'a mail', attemptId: '1' }],
    ['the mail, and not the attempt', { leadId: 'L1', mailId: mailIdFor('welcome') }],
    ['an attempt that another one followed', { leadId: 'L1', mailId: mailIdFor('welcome'), attemptId: 'attempt-0' }],
  ])('tells no mail of what others sent over the same configuration set, with %s', async (_case, tags) => {
    for (const mail of world.sent) await world.hear(world.sesEvent({ ...mail, tags }, 'Bounce', bounce('Transient')));

    expect(bounced()).toEqual([]);
  });

  const complaint = (more: Record<string, unknown>) => ({
    complaint: { feedbackId: 'f1', complaintSubType: null, timestamp: at, ...more },
  });

  it.each([
    ['leaves the recipients out', {}],
    ['blacks the recipients out', { complainedRecipients: [] }],
    ['names a recipient that is no address', { complainedRecipients: [{ emailAddress: 'redacted' }] }],
    ['names the recipient as a header does', { complainedRecipients: [{ emailAddress: '"Hường" <HUONG@Example.com>' }] }],
    ['gives the report no id and no time', { feedbackId: null, timestamp: null, complainedRecipients: recipients }],
    ['gives a type that closes', { complaintFeedbackType: 'fraud' }],
  ])('closes the address of a complaint that %s', async (_case, more) => {
    for (let index = 0; index < 2; index += 1) await feed('Complaint', complaint(more));

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toMatchObject({ reason: 'complaint' });
    expect(bounced().map(({ data }) => data.suppressed)).toEqual([true]);
  });

  it.each([
    ['of a complaint, half blacked out', 'Complaint', { complaint: { complainedRecipients: [{ emailAddress: 'h***g@example.com' }] } }],
    ['of a complaint, a third', 'Complaint', { complaint: { complainedRecipients: [{ emailAddress: 'lan@example.com' }] } }],
    [
      'of a bounce, the next mailbox',
      'Bounce',
      { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'lan@example.com' }] } },
    ],
  ])('closes the address that was written to, whomever the report names: %s', async (_case, eventType, more) => {
    await feed(eventType, more);

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toBeDefined();
    for (const other of ['h***g@example.com', 'lan@example.com'])
      expect((await readAddress({ table: world.table, digests }, other)).suppression).toBeUndefined();
  });

  it('closes of several recipients of others’ mails those that are named', async () => {
    const mail = { messageId: 'm', timestamp: at, tags: {}, destination: ['nam@example.com', email] };

    await world.hear(JSON.stringify({ eventType: 'Bounce', mail, ...bounce('Permanent') }));

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toBeDefined();
    expect((await readAddress({ table: world.table, digests }, 'nam@example.com')).suppression).toBeUndefined();
  });

  it('says that nothing was closed where nobody can know which address it was', async () => {
    for (const mail of world.sent) {
      const { mail: about, ...event } = JSON.parse(world.sesEvent(mail, 'Complaint', complaint({})));
      await world.hear(JSON.stringify({ ...event, mail: { ...about, destination: undefined } }));
    }

    expect(bounced().map(({ data }) => data.suppressed)).toEqual([false]);
  });

  it.each(['not-spam', 'auth-failure', 'Not-Spam'])('takes a report of the type %s for no complaint', async (complaintFeedbackType) => {
    await feed('Complaint', complaint({ complaintFeedbackType, complainedRecipients: recipients }));

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toBeUndefined();
    expect(bounced()).toEqual([]);
  });

  it.each([
    ['Permanent', 'NoEmail', true],
    ['Permanent', 'Suppressed', true],
    ['Permanent', 'OnAccountSuppressionList', true],
    ['Transient', 'General', false],
    ['Transient', 'MailboxFull', false],
    ['Transient', 'MessageTooLarge', false],
    ['Transient', 'ContentRejected', false],
    ['Transient', 'CustomTimeoutExceeded', false],
    ['Undetermined', 'Undetermined', false],
  ])('lets a bounce of the type %s (%s) close the address: %s', async (bounceType, bounceSubType, closes) => {
    const details = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
    const bouncedRecipients = [{ emailAddress: 'huong@example.com', ...details }];
    await feed('Bounce', {
      bounce: { bounceType, bounceSubType, bouncedRecipients, feedbackId: 'f1', timestamp: at, reportingMTA: 'dsn; x' },
    });

    expect((await readAddress({ table: world.table, digests }, email)).suppression !== undefined).toBe(closes);
    expect(bounced().map(({ data }) => data.suppressed)).toEqual([closes]);
  });

  it.each([
    ['Reject', { reject: { reason: 'Bad content' } }],
    ['Rendering Failure', { failure: { errorMessage: 'Attribute is not present', templateName: 't' } }],
  ])('takes back the sending of a mail that SES refused afterwards: %s', async (eventType, more) => {
    const errors: unknown[][] = [];
    const log: Log = { info: () => {}, warn: () => {}, error: (...line) => void errors.push(line) };

    for (const mail of world.sent)
      for (const each of [eventType, 'Send', eventType]) await world.hear(world.sesEvent(mail, each, each === 'Send' ? {} : more), log);

    expect(world.mails().map(({ status, reason }) => [status, reason])).toEqual([['failed', 'rejected']]);
    expect(world.timeline().map(({ type }) => type)).toEqual(['mail.sent', 'mail.failed']);
    expect(errors).toHaveLength(1);
  });

  it('rings when the address of a rep takes no mail', async () => {
    world = new MailWorld();
    world.putLead();
    await handleMailMessage(asked('assignedNotice'), world.parts());
    const errors: unknown[][] = [];
    const log: Log = { info: () => {}, warn: () => {}, error: (...line) => void errors.push(line) };

    for (const mail of world.sent) await world.hear(world.sesEvent(mail, 'Bounce', bounce('Permanent')), log);

    expect(errors.map(([message]) => message)).toEqual(['a notice came back']);
  });

  it.each([
    [
      'DeliveryDelay',
      { deliveryDelay: { timestamp: at, delayType: 'TransientCommunicationFailure', expirationTime: at, delayedRecipients: [] } },
    ],
    ['Subscription', { subscription: { contactList: 'list', timestamp: at, source: 'UnsubscribeHeader', newTopicPreferences: {} } }],
    [
      'Delivery',
      { delivery: { timestamp: at, processingTimeMillis: 546, recipients: [email], smtpResponse: '250 ok', reportingMTA: 'mta' } },
    ],
    ['Click', { click: { ipAddress: '192.0.2.1', timestamp: at, userAgent: 'x', link: 'https://annhien.example', linkTags: null } }],
  ])('leaves the address and the mail alone when it tells of a %s', async (eventType, more) => {
    const before = world.table.used.write;

    await feed(eventType, more);

    expect(world.table.used.write).toBe(before);
  });

  it('takes a notification of an identity, which has no tags, for what it is', async () => {
    const mail = { timestamp: at, messageId: 'm', source: 'x@y.vn', sourceArn: 'arn', sendingAccountId: '1', destination: [email] };

    await world.hear(JSON.stringify({ notificationType: 'Bounce', mail, ...bounce('Permanent') }));

    expect((await readAddress({ table: world.table, digests }, email)).suppression).toMatchObject({ reason: 'permanentBounce' });
  });

  it('takes an event out of the envelope of SNS', async () => {
    const envelope = { Type: 'Notification', MessageId: 'n', TopicArn: 'arn', Timestamp: at, SignatureVersion: '1', Signature: 's' };

    for (const mail of world.sent)
      await world.hear(JSON.stringify({ ...envelope, Message: world.sesEvent(mail, 'Bounce', bounce('Permanent')) }));

    expect(bounced()).toHaveLength(1);
  });

  const validated = 'Successfully validated SNS topic for Amazon SES event publishing.';
  const subscribed = { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have successfully subscribed your topic' };
  it.each([
    ['SES tried a new destination', validated],
    ['SES tried a new destination, in an envelope', JSON.stringify({ Type: 'Notification', Message: validated })],
    ['SES knows a topic of an identity', JSON.stringify(subscribed)],
    [
      'somebody subscribes',
      JSON.stringify({ Type: 'SubscriptionConfirmation', Token: 't', Message: 'You have chosen', SubscribeURL: 'https://x' }),
    ],
    ['somebody unsubscribes', JSON.stringify({ Type: 'UnsubscribeConfirmation', Token: 't', Message: 'You have chosen' })],
  ])('has nothing to do when %s', async (_case, body) => {
    expect(parseSesEvent(body)).toBeNull();
    expect(groupOfEvent(null)).not.toBe('');
  });

  it.each(['not json', '{}', '{"eventType":"Bounce","mail":{"messageId":"m","timestamp":"t"}}'])(
    'sets an unreadable event aside: %s',
    async (body) => {
      await expect(world.hear(body)).rejects.toThrow(CorruptItemError);
    },
  );

  it('logs no address', async () => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const log: Log = { info: note, warn: note, error: note };

    for (const mail of world.sent) await world.hear(world.sesEvent(mail, 'Bounce', bounce('Permanent')), log);

    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines).toLowerCase()).not.toContain('huong');
  });
});
