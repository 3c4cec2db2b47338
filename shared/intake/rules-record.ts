import type { Submission } from '../capture/index.ts';
import { type Contact, leadPhone, shortText } from '../identity/contact.ts';
import { mostTags, tagKey } from '../identity/tag.ts';
import { joinAnswers, ownPlaces, splitAnswers } from '../leads/answers.ts';
import { noEvidence } from '../leads/evidence.ts';
import type { FieldValue, Lead, LeadRegion, Locale, Provenance, Touch } from '../leads/index.ts';
import { consentAtMailbox, type MailboxWord } from '../leads/rules-consent.ts';
import { type LeadId, refOf, refText } from '../platform/ids.ts';
import type { Region } from '../regions/index.ts';

/** What a post says besides who the person is. */
export interface Details {
  readonly company: string | null;
  readonly title: string | null;
  /** What the person asked about, each once. */
  readonly products: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
}

/** Answers to one question that the record keeps: as many as somebody ticks, not as many as a script can send. */
const maxAnswers = 10;

function shortAnswers(text = ''): string[] {
  const answers = splitAnswers(text).flatMap((answer) => shortText(answer) ?? []);
  return [...new Set(answers)].slice(0, maxAnswers);
}

export function detailsOf(submission: Submission): Details {
  const { company, title, product } = submission.fields;
  const others = Object.entries(submission.fields).flatMap(([name, value]) => {
    const answers = ownPlaces.has(name) ? [] : shortAnswers(value);
    return answers.length === 0 ? [] : [[name, joinAnswers(answers)] as const];
  });
  return { company: shortText(company), title: shortText(title), products: shortAnswers(product), extra: Object.fromEntries(others) };
}

export function leadRegion(region: Region): LeadRegion {
  return {
    provinceCode: region.provinceCode,
    provinceName: region.provinceName,
    macroRegion: region.macroRegion,
    formerCode: region.formerUnit?.code ?? null,
    reason: region.reason,
    raw: shortText(region.raw ?? ''),
  };
}

/** What was agreed to. A box left empty agrees to nothing; that it was shown and left empty stays with the submission. */
export function consentsOf(submission: Submission): Lead['consent'] {
  const granted = submission.consent.filter((evidence) => evidence.granted);
  return Object.fromEntries(
    granted.map(({ purpose, granted, textVersion, at = submission.receivedAt }) => [
      purpose,
      { granted, at, textVersion, ...refOf(submission) },
    ]),
  );
}

/** The record of a person we did not know. */
export function newLead(
  leadId: LeadId,
  post: {
    submission: Submission;
    contact: Contact;
    region: Region;
    details: Details;
    claimsPhone: boolean;
    locale: Locale;
    mailboxWord?: MailboxWord;
    at: string;
  },
): Lead {
  const { submission, contact, details } = post;
  return {
    leadId,
    mergedInto: null,
    version: 1,
    createdAt: post.at,
    updatedAt: post.at,
    fullName: contact.fullName,
    nameKey: contact.nameKey,
    email: contact.email,
    ...(contact.emailTyped === null ? {} : { emailTyped: contact.emailTyped }),
    phone: contact.phone ? leadPhone(contact.phone, post.claimsPhone) : null,
    extraPhones: contact.extraPhones.map((phone) => leadPhone(phone, false)),
    company: details.company,
    companyId: null,
    title: details.title,
    region: leadRegion(post.region),
    products: [...details.products],
    locale: submission.context.locale ?? post.locale,
    stage: 'lead',
    status: 'active',
    evidence: noEvidence,
    owner: null,
    routing: null,
    source: { origin: submission.enteredBy?.origin ?? 'inbound', first: touchOf(submission) },
    consent: consentAtMailbox(consentsOf(submission), post.mailboxWord ?? {}),
    tags: taggedWith([], tagsIn(submission)),
    extra: { ...details.extra },
    openProposals: false,
  };
}

/** Who says what a submission says, as past values name them, and whether that proves it: a colleague has heard it from the person. */
export function saidBy(submission: Submission): Pick<FieldValue, 'source' | 'verified'> {
  const { enteredBy } = submission;
  return enteredBy
    ? { source: { kind: 'user', id: enteredBy.userId }, verified: true }
    : { source: { kind: 'submission', id: refText(submission) }, verified: false };
}

/** Returns what is verified of a new record: all that a colleague typed in; null for a post, whose values stand by the post itself. */
export function firstProvenance(lead: Lead, submission: Submission): Provenance | null {
  if (!submission.enteredBy) return null;
  const said = (value: string): FieldValue[] => [{ value, at: lead.createdAt, ...saidBy(submission) }];
  const values = Object.entries({
    fullName: lead.fullName,
    email: lead.email,
    phone: lead.phone && (lead.phone.e164 ?? lead.phone.raw),
    company: lead.company,
    title: lead.title,
    // Also a place abroad, which only a colleague types on purpose.
    province: lead.region.reason === 'areaCodeHint' ? null : (lead.region.provinceName ?? lead.region.raw),
    product: lead.products.length > 0 ? joinAnswers(lead.products) : null,
  });
  return {
    leadId: lead.leadId,
    fields: Object.fromEntries(values.flatMap(([field, value]) => (value === null ? [] : [[field, said(value)]]))),
    extra: Object.fromEntries(Object.entries(lead.extra).map(([name, value]) => [name, said(value)])),
  };
}

/** The touch that a submission is: of the moment at which the person did it. */
export function touchOf(submission: Submission): Touch {
  const { pageUrl, referrer, utm } = submission.context;
  return {
    ...refOf(submission),
    at: submission.happenedAt ?? submission.receivedAt,
    pageUrl: withoutQuery(pageUrl),
    referrer: withoutQuery(referrer),
    utm,
  };
}

/** The campaign is kept by name; the rest of a query is click ids and, in links of mails, addresses. The submission keeps it whole. */
function withoutQuery(url: string | null): string | null {
  return url?.split(/[?#]/)[0] ?? null;
}

/** Returns what whoever told of a person tags them with. */
export const tagsIn = ({ tags, listed }: Pick<Submission, 'tags' | 'listed'>): readonly string[] => tags ?? listed?.tags ?? [];

/** Returns the tags of a lead with those of a list or a connector that are others, as far as there is room. */
export function taggedWith(tags: readonly string[], added: readonly string[]): string[] {
  const known = new Set(tags.map(tagKey));
  const news = added.filter((tag) => {
    const isNew = !known.has(tagKey(tag));
    known.add(tagKey(tag));
    return isNew;
  });
  return [...tags, ...news.slice(0, Math.max(0, mostTags - tags.length))];
}

/** Names of the fields that hold a value, for the event: names, never values. */
export function filledFields(lead: Lead): string[] {
  const filled: [string, unknown][] = [
    ['fullName', lead.fullName],
    ['email', lead.email],
    ['phone', lead.phone],
    ['company', lead.company],
    ['title', lead.title],
    ['province', lead.region.provinceCode],
    ['product', lead.products[0]],
  ];
  return filled.filter(([, value]) => value !== null && value !== undefined).map(([name]) => name);
}
