import type { MailRequest } from '../../events/index.ts';
import type { Submission } from '../capture/index.ts';
import type { CompanyConfig, FormConfig, RepConfig } from '../config/index.ts';
import { cleanMultiline, cleanText, cutGraphemes, formatNational, greetingName, normaliseEmail } from '../identity/index.ts';
import { type Lead, type Locale, splitAnswers } from '../leads/index.ts';
import { provinces } from '../regions/index.ts';
import { renderTemperature } from '../scoring/index.ts';
import { signMailToken } from '../tracking/index.ts';
import { templates } from './generated/templates.ts';
import { addressOf, mailbox, subjectText } from './header-text.ts';
import { mailIdOf, queueOf } from './messages.ts';
import { withToken } from './own-links.ts';
import type { MailKind } from './record.ts';
import { renderHtml, renderText, type Values } from './render.ts';
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

const maxMessage = 2_000;

/**
 * Keeps machines from answering: a rep's out-of-office would go to the customer by Reply-To. Responders that follow RFC 3834 heed
 * `Auto-Submitted` and answer to the Return-Path, which SES sets to an address of its own. Exchange and Outlook heed their own header
 * only; it leaves out NDR, because a report of non-delivery is how SES learns of a dead mailbox. `Precedence: bulk` would make
 * mail servers put a notice, which somebody waits for, behind everything else.
 */
const noAutoReplies = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply, DR, RN, NRN' } as const;

const provinceByCode = new Map(provinces().map((province) => [province.code, province]));

const localeOf = ({ request, lead, owner }: Pick<MailMatter, 'request' | 'lead' | 'owner'>): Locale =>
  queueOf(request.kind) === 'notice' ? (owner?.locale ?? 'vi') : lead.locale;

export function templateVersionOf(matter: Pick<MailMatter, 'request' | 'lead' | 'owner'>): string {
  return templates[matter.request.kind][localeOf(matter)].version;
}

/** Writes the whole mail; the same matter gives the same mail but for the attempt's tag. */
export function composeMail(matter: MailMatter, sender: Sender, attemptId: string): OutgoingMail {
  const { request, lead, company } = matter;
  const locale = localeOf(matter);
  const plain = valuesOf(matter, locale);
  // A rep who looks at the site is not the lead.
  const values = isToLead(request.kind)
    ? withToken(plain, company.website, signMailToken(lead.leadId, matter.at, sender.mailLinkKey))
    : plain;
  const template = templates[request.kind][locale];
  const mailId = mailIdOf(request);
  return {
    from: mailbox(company.name, addressOf(sender.from)),
    to: matter.to,
    replyTo: replyToOf(request.kind, lead, company),
    subject: subjectText(renderText(template.subject, values)),
    html: renderHtml(template.html, values),
    text: renderText(template.text, values).trim(),
    headers: {
      // The same in every attempt, so that a second copy of a notice can be told by machines and filters.
      'X-Pheu-Mail-Id': `<${mailId}.${lead.leadId}@pheu>`,
      ...noAutoReplies,
    },
    tags: { leadId: lead.leadId, mailId, attemptId, kind: request.kind },
    configurationSet: sender.configurationSet,
  };
}

const isToLead = (kind: MailKind): boolean => kind === 'welcome' || kind === 'followUp';

function replyToOf(kind: MailKind, lead: Lead, company: CompanyConfig): string | null {
  return queueOf(kind) === 'notice' ? usableEmail(lead.email) : company.email;
}

function usableEmail(email: string | null): string | null {
  const checked = normaliseEmail(email ?? '');
  return checked.ok ? checked.email : null;
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
        formTitle: matter.form?.title[locale] ?? matter.request.formId,
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
      return { ...companyValues(matter.company), ...personValues(matter, locale) } satisfies TemplateValues<'welcome' | 'followUp'>;
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

/** The lead's card for a rep: all they typed, escaped, never a link. */
function cardValues({ request, lead, company, form, submission, owner }: MailMatter, locale: Locale) {
  const email = usableEmail(lead.email);
  const noName = locale === 'vi' ? 'Khách chưa cho biết tên' : 'No name given';
  // A hot notice is about no post: what the lead asked about last counts, not what came with the first one.
  const postedProduct = request.kind === 'hotNotice' ? '' : submission?.fields.product;
  const typedProduct = postedProduct || lead.products.at(-1) || '';
  const temperature = renderTemperature(lead.temperature, locale);
  return {
    leadName: cleanText(lead.fullName ?? '') || noName,
    ...placeValues(lead, locale),
    phone: lead.phone ? cleanText(formatNational(lead.phone)) : '',
    phoneUrl: lead.phone?.e164 ? `tel:${lead.phone.e164}` : '',
    email: email ?? '',
    emailUrl: email === null ? '' : `mailto:${encodeURIComponent(email).replace('%40', '@')}`,
    leadCompany: cleanText(lead.company ?? ''),
    product: productLabels(typedProduct, form, locale, cleanText),
    message: cutGraphemes(cleanMultiline(submission?.fields.message ?? ''), maxMessage),
    receivedAt: localTime(submission?.receivedAt ?? lead.createdAt, company.timeZone, locale),
    temperature: temperature.name,
    temperatureMeaning: temperature.meaning,
    repName: cleanText(owner?.name ?? ''),
  };
}

/**
 * What a mail to the submitter repeats of their post: anybody can type anybody's address into a form, so nothing that could carry
 * somebody's message or link. A name of letters, a valid number, a product that the form itself offers.
 */
function personValues({ lead, form, submission }: MailMatter, locale: Locale) {
  return {
    greetingName: politeName(greetingName(lead.fullName ?? '', locale)),
    phone: lead.phone?.valid && lead.phone.e164 ? formatNational(lead.phone) : '',
    product: productLabels(submission?.fields.product ?? '', form, locale, () => ''),
  };
}

const nameWord = /^[\p{L}\p{M}][\p{L}\p{M}'’-]{0,29}$/u;

/** One word of letters, or nothing: dots and slashes would let mail programs make a link of it. */
export function politeName(name: string): string {
  return nameWord.test(name) ? name : '';
}

/** The labels of what was asked about, with what the form does not offer as `unknown` says it. */
function productLabels(text: string, form: FormConfig | undefined, locale: Locale, unknown: (product: string) => string): string {
  const options = form?.fields.find(({ name }) => name === 'product')?.options;
  const labels = splitAnswers(text).map((product) => options?.find(({ value }) => value === product)?.label[locale] ?? unknown(product));
  return labels.filter((label) => label !== '').join(', ');
}

/** `TP. Hồ Chí Minh`, and the unit before July 2025 where the person named it: many still think in those. */
function placeValues({ region }: Lead, locale: Locale): { place: string; formerPlace: string } {
  const province = provinceByCode.get(region.provinceCode ?? '');
  if (!province) return { place: cleanText(region.raw ?? ''), formerPlace: '' };
  const city = locale === 'vi' && province.type === 'city' ? `TP. ${province.name}` : undefined;
  const place = city ?? (locale === 'vi' ? province.name : province.nameEn);
  const former = province.formerUnits.find(({ code }) => code === region.formerCode)?.name;
  if (!former || former === province.name) return { place, formerPlace: '' };
  return { place, formerPlace: locale === 'vi' ? ` (trước đây: ${former})` : ` (formerly ${former})` };
}

interface TimeFormats {
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

/** Making a format takes longer than writing the rest of a mail. */
const timeFormats = new Map<string, TimeFormats>();

function formatsFor(timeZone: string, locale: Locale): TimeFormats {
  const language = locale === 'vi' ? 'vi-VN' : 'en-GB';
  const known = timeFormats.get(`${language} ${timeZone}`);
  if (known) return known;
  const made = {
    time: new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat(language, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' }),
  };
  timeFormats.set(`${language} ${timeZone}`, made);
  return made;
}

function localTime(at: string, timeZone: string, locale: Locale): string {
  const { time, day } = formatsFor(timeZone, locale);
  return `${time.format(new Date(at))}, ${day.format(new Date(at))}`;
}

/** The province as a sentence names it. */
export function placeOf(lead: Lead, locale: Locale): string | null {
  return placeValues(lead, locale).place || null;
}
