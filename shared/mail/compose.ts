import type { CompanyConfig } from '../company/company-config.ts';
import type { Locale } from '../leads/index.ts';
import type { LeadId, MailId } from '../platform/ids.ts';
import { signMailToken } from '../tracking/index.ts';
import { type AnswerAddresses, answerAddresses } from './answer-address.ts';
import { addressOf, mailbox, sentSubject } from './header-text.ts';
import { linksWithToken, withToken } from './own-links.ts';
import type { FilledTemplate, MailAttachment, MailWriter, RenderedMail, WrittenMail } from './product.ts';
import type { MailAudience, MailKind } from './record.ts';
import { renderHtml, renderText } from './render.ts';
import { type CompanyVariable, type Template, withWords } from './template.ts';
import { asWatched } from './watched.ts';

/** A mail as it is handed to SES. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
  /** @default - no file comes along */
  readonly attachments?: readonly MailAttachment[];
}

export interface Sender {
  /** MAIL_FROM: the address that SES may send from. */
  readonly from: string;
  /** SES counts and can stop each by itself: what comes back from strangers does not weigh on the notices to reps. */
  readonly configurationSets: Readonly<Record<MailAudience | 'watched', string>>;
  /** Signs whom the links in a mail were sent to. */
  readonly mailLinkKey: string;
  /** Where pages of ours that mails lead to are. */
  readonly siteUrl: string;
  /** Signs links to those pages. */
  readonly signedLinkKey: string;
  /** Where answers to mails come in. @default - nowhere: people read them in the company's mailbox */
  readonly replyDomain?: string | undefined;
  /** Where our own people look at a lead, with `{leadId}` in the place of its id, unless the company names a page of its own. */
  readonly leadPage: string;
}

/** What stands around a written mail. */
export interface MailEnvelope {
  readonly leadId: LeadId;
  readonly mailId: MailId;
  readonly kind: MailKind;
  readonly audience: MailAudience;
  readonly attemptId: string;
  readonly to: string;
  readonly company: CompanyConfig;
  /** When it is written; its day goes into the links to the company's own pages. */
  readonly at: Date;
  /** Where its receiver refuses more of them. @default - it does not advertise */
  readonly refusalUrl?: string | undefined;
  /**
   * It goes to the address of its lead: what is sent back is that person's. A mail to whatever a post named says nothing of a record, not even its id, and speaks for none.
   * @default false
   */
  readonly isToLead?: boolean;
  /** Its person agreed that it is kept whether they open and follow it. @default false */
  readonly isWatched?: boolean;
}

/**
 * Keeps machines from answering: a rep's out-of-office would go to the customer by Reply-To. Responders that follow RFC 3834 heed
 * `Auto-Submitted` and answer to the Return-Path, which SES sets to an address of its own. Exchange and Outlook heed their own header
 * only; it leaves out NDR, because a report of non-delivery is how SES learns of a dead mailbox. `Precedence: bulk` would make
 * mail servers put a notice, which somebody waits for, behind everything else.
 */
const noAutoReplies = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply, DR, RN, NRN' } as const;

/** Puts the whole mail together; what is written alike gives the same mail but for the attempt's tag. */
export function composeMail(written: WrittenMail, envelope: MailEnvelope, sender: Sender): OutgoingMail {
  const { leadId, mailId, kind, audience, attemptId, company, to, refusalUrl, isWatched = false } = envelope;
  const answers = envelope.isToLead === true && written.replyTo !== null ? answerAddresses(envelope, sender) : null;
  const { subject, html, text } = 'template' in written ? fill(written, envelope, sender) : withReader(written, envelope, sender);
  return {
    from: mailbox(nameOfSender(written, company), addressOf(sender.from)),
    to,
    replyTo: answers ? mailbox(company.name, answers.reply) : written.replyTo,
    subject: sentSubject(subject, refusalUrl !== undefined),
    html: isWatched ? asWatched(html, company.website) : html,
    text: text.trim(),
    headers: {
      // The same in every attempt, so that a second copy of a notice can be told by machines and filters. A lead's id tells when we came
      // to know the person, which is nothing for whoever typed a number.
      'X-Pheu-Mail-Id': audience === 'lead' ? `<${mailId}@pheu>` : `<${mailId}.${leadId}@pheu>`,
      ...(written.writer ? threadHeaders(written.writer) : noAutoReplies),
      ...(refusalUrl === undefined ? {} : refusalHeaders(refusalUrl, answers)),
    },
    tags: { leadId, mailId, attemptId, kind },
    configurationSet: sender.configurationSets[isWatched ? 'watched' : audience],
    ...(written.attachments ? { attachments: written.attachments } : {}),
  };
}

const nameOfSender = ({ writer }: WrittenMail, { name }: CompanyConfig): string => (writer?.name ? `${writer.name} – ${name}` : name);

/** RFC 5322, 3.6.4: by these mail programs put an answer to what it answers. A person wrote it, so that a machine may answer that they are away. */
function threadHeaders({ thread }: MailWriter): Readonly<Record<string, string>> {
  const answered = thread.at(-1);
  return answered === undefined ? {} : { 'In-Reply-To': answered, References: thread.join(' ') };
}

type Written<Content> = Content & Pick<WrittenMail, 'locale' | 'reader'>;

function fill(written: Written<FilledTemplate>, { company, at }: MailEnvelope, { mailLinkKey }: Sender): Omit<RenderedMail, 'version'> {
  const { template, locale, reader, lists } = written;
  const plain = { ...companyValues(company), ...written.values };
  const values = reader === null ? plain : withToken(plain, company.website, signMailToken(reader, at, mailLinkKey));
  return {
    subject: renderText(template[locale].subject, values),
    html: renderHtml(layoutOf(template, locale), values, lists),
    text: renderText(template[locale].text, values, lists),
  };
}

function withReader(written: Written<RenderedMail>, { company, at }: MailEnvelope, { mailLinkKey }: Sender): Omit<RenderedMail, 'version'> {
  const { subject, html, text, reader } = written;
  if (reader === null) return { subject, html, text };
  return { subject, text, html: linksWithToken(html, company.website, signMailToken(reader, at, mailLinkKey)) };
}

/** Tells which wording a mail was written from. */
export const versionOf = (written: WrittenMail): string =>
  'template' in written ? written.template[written.locale].version : written.version;

/**
 * RFC 8058: the mail program refuses by itself, with a POST. An address to write to (RFC 2369) stands beside it only where a mail to it refuses as
 * soon: nobody would read a mailbox at once.
 */
const refusalHeaders = (url: string, answers: AnswerAddresses | null) => ({
  'List-Unsubscribe': `<${url}>${answers ? `, <mailto:${answers.refusal}?subject=unsubscribe>` : ''}`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** Layouts with their words in, made at their first use: an instance that sends one kind of mail pays for no other. */
const layouts = new WeakMap<Template[Locale], string>();

function layoutOf(template: Template, locale: Locale): string {
  const wording = template[locale];
  const known = layouts.get(wording) ?? withWords(template.layout, wording.words);
  layouts.set(wording, known);
  return known;
}

function companyValues(company: CompanyConfig): Readonly<Record<CompanyVariable, string>> {
  return {
    companyName: company.name,
    companyAddress: company.address,
    companyPhone: company.phone,
    companyPhoneUrl: `tel:${company.phone.replace(/[^+\d]/g, '')}`,
    companyEmail: company.email,
    companyEmailUrl: `mailto:${company.email}`,
    companyWebsite: new URL(company.website).host,
    companyWebsiteUrl: company.website,
  };
}
