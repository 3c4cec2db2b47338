import type { MailRequest } from '../../events/index.ts';
import type { FormConfig } from '../capture/form-config.ts';
import type { Submission } from '../capture/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { isToLead, mailIdOf } from '../mail-requests/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { signMailToken } from '../tracking/index.ts';
import { templates } from './generated/templates.ts';
import { addressOf, mailbox, subjectText } from './header-text.ts';
import { localTime } from './local-time.ts';
import { strangersLeadId, withToken } from './own-links.ts';
import { renderHtml, renderText, type Values } from './render.ts';
import { type Submitter, submitterValues } from './submitter.ts';
import { cardValues, postedEmail } from './values-for-rep.ts';
import type { TemplateName, TemplateValues } from './variables.ts';

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
}

/** What a mail is written from. */
export interface MailMatter {
  readonly request: MailRequest;
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly to: string;
  readonly owner: RepConfig | undefined;
  readonly form: FormConfig | undefined;
  /** The post that the mail is about; gone when its time to live has passed. */
  readonly submission: Submission | undefined;
  /** Who that post says to have written it. */
  readonly submitter: Submitter | undefined;
  /** Why this rep got the lead, or why it is hot, in the rep's language. */
  readonly reason: string;
  /** When it is written; its day goes into the links to the company's own pages. */
  readonly at: Date;
}

export interface Sender {
  /** MAIL_FROM: the address that SES may send from. */
  readonly from: string;
  readonly configurationSet: string;
  /** Signs whom the links in a mail were sent to. */
  readonly mailLinkKey: string;
}

/**
 * Keeps machines from answering: a rep's out-of-office would go to the customer by Reply-To. Responders that follow RFC 3834 heed
 * `Auto-Submitted` and answer to the Return-Path, which SES sets to an address of its own. Exchange and Outlook heed their own header
 * only; it leaves out NDR, because a report of non-delivery is how SES learns of a dead mailbox. `Precedence: bulk` would make
 * mail servers put a notice, which somebody waits for, behind everything else.
 */
const noAutoReplies = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply, DR, RN, NRN' } as const;

type Reader = Pick<MailMatter, 'request' | 'owner' | 'submitter' | 'company'>;

const localeOf = ({ request, owner, submitter, company }: Reader): Locale =>
  isToLead(request.kind) ? (submitter?.locale ?? company.defaultLocale) : (owner?.locale ?? 'vi');

export function templateVersionOf(matter: Reader): string {
  return templates[matter.request.kind][localeOf(matter)].version;
}

/** Writes the whole mail; the same matter gives the same mail but for the attempt's tag. */
export function composeMail(
  matter: MailMatter,
  { sender, digests }: { readonly sender: Sender; readonly digests: Digests },
  attemptId: string,
): OutgoingMail {
  const { request, lead, company } = matter;
  const locale = localeOf(matter);
  const toLead = isToLead(request.kind);
  const plain = valuesOf(matter, locale);
  // A rep who looks at the site is not the lead.
  const values = toLead
    ? withToken(plain, company.website, signMailToken(readerOf(matter, digests), matter.at, sender.mailLinkKey))
    : plain;
  const template = templates[request.kind][locale];
  const mailId = mailIdOf(request);
  return {
    from: mailbox(company.name, addressOf(sender.from)),
    to: matter.to,
    replyTo: toLead ? company.email : postedEmail(matter),
    subject: subjectText(renderText(template.subject, values)),
    html: renderHtml(template.html, values),
    text: renderText(template.text, values).trim(),
    headers: {
      // The same in every attempt, so that a second copy of a notice can be told by machines and filters. A lead's id tells when we came
      // to know the person, which is nothing for whoever typed a number.
      'X-Pheu-Mail-Id': toLead ? `<${mailId}@pheu>` : `<${mailId}.${lead.leadId}@pheu>`,
      ...noAutoReplies,
    },
    tags: { leadId: lead.leadId, mailId, attemptId, kind: request.kind },
    configurationSet: sender.configurationSet,
  };
}

/** Whose reading of the mail a link in it tells: the lead's, if the address is the lead's own. */
function readerOf({ to, lead, submission }: MailMatter, digests: Digests): LeadId {
  return to === lead.email || !submission ? lead.leadId : strangersLeadId(submission, digests);
}

function valuesOf(matter: MailMatter, locale: Locale): Values {
  switch (matter.request.kind) {
    case 'assignedNotice':
      return {
        ...companyValues(matter.company),
        ...cardValues(matter, locale),
        reason: cleanText(matter.reason),
      } satisfies TemplateValues<'assignedNotice'>;
    case 'repeatNotice':
      return {
        ...companyValues(matter.company),
        ...cardValues(matter, locale),
        formTitle: matter.form?.title[locale] ?? matter.request.sourceId,
      } satisfies TemplateValues<'repeatNotice'>;
    case 'hotNotice':
      return {
        ...companyValues(matter.company),
        ...cardValues(matter, locale),
        reason: cleanText(matter.reason),
        urge: urges[matter.lead.phone?.e164 ? 'call' : 'write'][locale],
        becameHotAt: localTime(matter.request.at, matter.company.timeZone, locale),
      } satisfies TemplateValues<'hotNotice'>;
    case 'welcome':
    case 'followUp':
      return { ...companyValues(matter.company), ...submitterValues(matter, locale) } satisfies TemplateValues<'welcome' | 'followUp'>;
  }
}

/** The end of a hot notice's subject. */
const urges = { call: { vi: 'gọi ngay', en: 'call now' }, write: { vi: 'liên hệ ngay', en: 'get in touch now' } } as const;

function companyValues(company: CompanyConfig) {
  return {
    companyName: company.name,
    companyAddress: company.address,
    companyPhone: company.phone,
    companyPhoneUrl: `tel:${company.phone.replace(/[^+\d]/g, '')}`,
    companyEmail: company.email,
    companyEmailUrl: `mailto:${company.email}`,
    companyWebsite: new URL(company.website).host,
    companyWebsiteUrl: company.website,
  } satisfies Partial<TemplateValues<TemplateName>>;
}
