import { type Mail, parseMail } from '../../../shared/mail/record.ts';
import { AddressDigest } from '../../../shared/platform/digests.ts';
import { LeadId, MailId, randomIds } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { RawMails, rawMailPrefix } from '../../../shared/replies/raw-mails.ts';
import { type ArrivedMail, type InboundParts, takeInbound } from '../../../shared/replies/take-inbound.ts';
import { type ReplyPurpose, signReplyAddress } from '../../../shared/signed-links/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong } from './build-mail.ts';
import type { CorpusMail } from './corpus.ts';

export const [key, replyDomain] = ['key', 'tra-loi.example.vn'];
export const mailId = MailId.parse('welcome-post-1');

/** What somebody makes of the address to which answers to a mail go. */
export function addressFor(
  to: CorpusMail['to'],
  mail: { leadId: LeadId; mailId: MailId },
  now: Date,
  purpose: ReplyPurpose = 'reply',
  signingKey = key,
): string {
  const at = to === 'expired' ? new Date('2025-01-01T00:00:00Z') : now;
  const local = signReplyAddress({ ...mail, at }, to === 'otherKey' ? 'another' : signingKey, purpose) ?? '';
  switch (to) {
    case 'upper':
      return `${local.toUpperCase()}@${replyDomain.toUpperCase()}`;
    case 'forged':
      return `${local.slice(0, -3)}aaa@${replyDomain}`;
    case 'unsigned':
      return `info@${replyDomain}`;
    case 'otherDomain':
      return `${local}@example.vn`;
    default:
      return `${local}@${replyDomain}`;
  }
}

/** A lead that was mailed to, and mails that come in for it. */
export class InboundWorld {
  readonly world: World;
  readonly parts: InboundParts;
  leadId = LeadId.parse('none');
  #mails = 0;

  private constructor(log?: Log) {
    this.world = createWorld(log);
    // Addresses hold ids as they really are.
    Object.assign(this.world.parts.ids, { leadId: randomIds.leadId });
    const raw = new RawMails(this.world.parts.objects);
    this.parts = { ...this.world.parts, raw, replyDomain, signedLinkKeys: ['newer', key] };
  }

  /** Makes a lead that has an owner and got a mail. */
  static async open(log?: Log): Promise<InboundWorld> {
    const made = new InboundWorld(log);
    const { world } = made;
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: huong, province: 'TP.HCM' }));
    await world.assignAll();
    made.leadId = world.leads()[0]?.leadId ?? made.leadId;
    world.table.seed({ ...keys.mail(made.leadId, mailId), ...made.mail() });
    return made;
  }

  /** As the gate leaves a mail that went out. */
  mail(): Mail {
    const at = this.parts.clock().toISOString();
    return parseMail({
      leadId: this.leadId,
      mailId,
      kind: 'welcome',
      audience: 'lead',
      status: 'sent',
      askedBy: { v: 1, kind: 'welcome', leadId: this.leadId, channel: 'form', sourceId: 'contact', submissionId: 'post-1' },
      leadVersion: 1,
      correlationId: 'post-1',
      updatedAt: at,
      attempts: 1,
      address: AddressDigest.parse(this.parts.digests.address(huong)),
    });
  }

  addressFor(to: CorpusMail['to'], purpose?: ReplyPurpose): string {
    return addressFor(to, { leadId: this.leadId, mailId }, this.parts.clock(), purpose);
  }

  /** Puts a mail into the bucket, as SES does, and returns what SES tells of it. */
  arrive({ raw, to, sender = huong, failed }: Omit<CorpusMail, 'name' | 'expected'>, purpose?: ReplyPurpose): ArrivedMail {
    this.#mails += 1;
    const messageId = `ses${this.#mails}`;
    this.world.parts.objects.files.set(rawMailPrefix + messageId, raw);
    const recipients = ['cc@example.com', this.addressFor(to, purpose)];
    const verdicts = { spam: failed === 'spam', virus: failed === 'virus', dmarc: failed === 'dmarc' };
    return { messageId, at: this.parts.clock(), recipients, sender, failed: verdicts };
  }

  async take(mail: Omit<CorpusMail, 'name' | 'expected'>, purpose?: ReplyPurpose): Promise<ArrivedMail> {
    const arrived = this.arrive(mail, purpose);
    await takeInbound(arrived, this.parts);
    return arrived;
  }

  /** Deletes what lies under keys with these letters. */
  forget(letters: string): Promise<void> {
    return this.world.table.deleteAll(this.world.itemsOf(letters).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
  }

  replies() {
    return this.world.itemsOf(' REPLY#');
  }

  tasks() {
    return this.world.itemsOf(' TASK#reply-');
  }

  /** The names of files below a prefix. */
  files(prefix: string): string[] {
    return [...this.world.parts.objects.files.keys()].filter((name) => name.startsWith(prefix));
  }
}
