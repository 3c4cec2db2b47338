import { beforeEach, describe, expect, it } from '@jest/globals';
import { readAddress } from '../../../shared/mail/address.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';

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

    expect(bounced().map(({ data }) => data)).toEqual([{ mailId: 'welcome.contact.s1', kind: 'welcome', ...told }]);
    expect((await readAddress(world.table, email)).suppression !== undefined).toBe(told.suppressed);
  });

  it('keeps the first reason an address was closed for', async () => {
    await feed('Bounce', bounce('Permanent', 'f1'));
    await feed('Complaint', { complaint: { complainedRecipients: recipients, feedbackId: 'f2', timestamp: at } });

    expect((await readAddress(world.table, email)).suppression).toEqual({ reason: 'permanentBounce', at });
    expect(bounced()).toHaveLength(2);
  });

  it('closes the address also when the mail is not known', async () => {
    const event = { eventType: 'Bounce', mail: { messageId: 'm', timestamp: at, tags: {} }, ...bounce('Permanent') };

    await world.hear(JSON.stringify(event));

    expect((await readAddress(world.table, email)).suppression).toBeDefined();
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
