import type { Submission } from '../capture/index.ts';
import { type Contact, leadPhone } from '../identity/contact.ts';
import { isPlausibleName, namesCompatible } from '../identity/name.ts';
import { fold } from '../identity/text.ts';
import { joinAnswers } from '../leads/answers.ts';
import {
  type FieldValue,
  type Lead,
  type LeadPhone,
  maxAnswers,
  maxExtraPhones,
  maxProducts,
  type Provenance,
  type ProvenField,
  phonesOf,
  withNewValue,
} from '../leads/record.ts';
import { consentAtMailbox, type MailboxWord, mailboxWordIn } from '../leads/rules-consent.ts';
import type { Region } from '../regions/index.ts';
import { consentsOf, type Details, leadRegion, saidBy, taggedWith, tagsIn } from './rules-record.ts';

/** What a known person's post changes; `fields` is empty when it said nothing new. */
export interface LeadUpdate {
  /** Of the version it had: who writes it counts. */
  readonly lead: Lead;
  /** The new history; null when only fields without one changed. */
  readonly provenance: Provenance | null;
  readonly fields: readonly string[];
}

/**
 * Applies the post of a known person. It fills what is empty, and what cannot be used: against a name or a number that stands, and
 * as an address, it only proposes (shared/proposals keeps what), for whoever knows an address or a number need not be its owner. Company,
 * title, province and product take the newest value, unless a rep entered or proved one. Routing and owner stay. A post that was held
 * back fills what is empty, too, but replaces nothing that was said since it came.
 */
export function applyPost(
  before: Lead,
  provenance: Provenance,
  post: {
    submission: Submission;
    contact: Contact;
    region: Region;
    details: Details;
    claimsPhone: boolean;
    at: string;
    /** When a post came that was held back since; null: it was not held. */
    heldSince: string | null;
    /** What the posted mailbox says itself of newsletters. @default - nothing */
    mailboxWord?: MailboxWord;
  },
): LeadUpdate {
  const { submission, contact, region, details, at, heldSince } = post;
  const said = saidBy(submission);
  const fields = new Set<string>();
  const history = { ...provenance.fields };
  let proven = false;
  let lead = before;

  /** Whether the value that stands was said after the post came. */
  const isNewer = (current: string | null, past: readonly FieldValue[] | undefined): boolean =>
    heldSince !== null && current !== null && (past?.[0]?.at ?? before.source.first.at) > heldSince;
  /** The past values with a new one before them; null where a verified one stands. */
  const extended = (past: readonly FieldValue[] | undefined, old: string | null, value: string): FieldValue[] | null => {
    return past?.[0]?.verified ? null : withNewValue(past, before, old, { value, at, ...said });
  };
  const record = (field: ProvenField, old: string | null, value: string): boolean => {
    const values = extended(history[field], old, value);
    if (!values) return false;
    history[field] = values;
    fields.add(field);
    proven = true;
    return true;
  };

  if (contact.fullName !== null && mends(before.fullName, contact.fullName) && record('fullName', before.fullName, contact.fullName)) {
    lead = { ...lead, fullName: contact.fullName, nameKey: contact.nameKey };
  }
  for (const field of ['company', 'title'] as const) {
    const value = details[field];
    const isNews = value !== null && saysMore(before[field], value) && !isNewer(before[field], history[field]);
    if (isNews && record(field, before[field], value)) lead = { ...lead, [field]: value };
  }
  const asked = details.products.filter((product) => !before.products.includes(product));
  if (asked.length > 0) {
    const products = newestProducts([...before.products, ...asked]);
    lead = { ...lead, products };
    // All of them at each moment, because rules ask whether one of them was asked about.
    record('product', before.products.length === 0 ? null : joinAnswers(before.products), joinAnswers(products));
  }
  // A province that was only guessed from an area code becomes a given one when the person names it.
  const given = before.region.reason === 'given' ? before.region : null;
  if (region.reason === 'given' && region.provinceCode !== given?.provinceCode) {
    const isLate = given !== null && isNewer(given.provinceName ?? given.raw, history.province);
    if (!isLate && record('province', before.region.provinceName ?? before.region.raw, region.provinceName ?? region.raw ?? '')) {
      lead = { ...lead, region: leadRegion(region) };
    }
  }
  lead = applyPhones(lead, contact, post.claimsPhone, record, fields);
  if (lead.email === null && contact.emailTyped !== null && contact.emailTyped !== lead.emailTyped) {
    lead = { ...lead, emailTyped: contact.emailTyped };
    fields.add('email');
  }
  // Only what a record's own mailbox says counts for it.
  const word = lead.email === contact.email ? post.mailboxWord : {};
  lead = applyConsents(lead, consentsOf(submission), word ?? {}, fields);
  // Maps, because a company may name its questions as it likes, `constructor` included.
  const [answers, pastAnswers] = [new Map(Object.entries(lead.extra)), new Map(Object.entries(provenance.extra))];
  for (const [name, value] of Object.entries(details.extra)) {
    const [current = null, past] = [answers.get(name), pastAnswers.get(name)];
    const values = current === value || isNewer(current, past) ? null : extended(past, current, value);
    if (!values) continue;
    pastAnswers.set(name, values);
    answers.set(name, value);
    fields.add(`extra.${name}`);
    proven = true;
    lead = { ...lead, extra: Object.fromEntries([...answers].slice(-maxAnswers)) };
  }
  const tags = taggedWith(lead.tags, tagsIn(submission));
  if (tags.length > lead.tags.length) {
    lead = { ...lead, tags };
    fields.add('tags');
  }
  if (fields.size === 0) return { lead: before, provenance: null, fields: [] };
  return {
    lead,
    provenance: proven ? { leadId: before.leadId, fields: history, extra: Object.fromEntries([...pastAnswers].slice(-maxAnswers)) } : null,
    fields: [...fields].sort(),
  };
}

/** As much text as the products come to that people ask about. */
const maxProductText = 1_000;

function newestProducts(products: readonly string[]): string[] {
  const newest = products.slice(-maxProducts);
  while (newest.length > 1 && joinAnswers(newest).length > maxProductText) newest.shift();
  return newest;
}

/** True when the posted text differs in more than case, spaces or left-out accents: typing without accents says nothing new. */
function saysMore(current: string | null, posted: string): boolean {
  if (current === null) return true;
  if (fold(current) !== fold(posted)) return true;
  return accents(posted) > accents(current);
}

/** A name is taken where there is none, where what stands is mangled, and where it is the same one with the accents it lacked. */
function mends(current: string | null, posted: string): boolean {
  if (current === null || !isPlausibleName(current)) return current !== posted && (current === null || isPlausibleName(posted));
  return fold(current) === fold(posted) && saysMore(current, posted);
}

function accents(text: string): number {
  return [...text.normalize('NFD')].filter((mark) => /\p{M}|[đĐ]/u.test(mark)).length;
}

function sameNumber(a: LeadPhone, b: LeadPhone): boolean {
  return a.e164 !== null ? a.e164 === b.e164 : a.raw === b.raw;
}

function applyPhones(
  before: Lead,
  contact: Contact,
  claimsPhone: boolean,
  record: (field: ProvenField, old: string | null, value: string) => boolean,
  fields: Set<string>,
): Lead {
  if (!contact.phone) return before;
  const posted = leadPhone(contact.phone, claimsPhone);
  const current = phonesOf(before).find((phone) => sameNumber(phone, posted));
  if (current && posted.claimed && !current.claimed) {
    const claimed = (phone: LeadPhone): LeadPhone => (phone === current ? { ...phone, claimed: true } : phone);
    fields.add('phone');
    return { ...before, phone: before.phone && claimed(before.phone), extraPhones: before.extraPhones.map(claimed) };
  }
  // One that another lead claims is taken unclaimed, as by a new lead: whoever typed it must not learn from what follows whether it is known.
  const isOthers = posted.valid && posted.type === 'mobile' && !claimsPhone && !namesCompatible(contact.nameKey, before.nameKey);
  const isWanted = before.phone === null || (posted.valid && !before.phone.valid);
  const old = before.phone?.e164 ?? before.phone?.raw ?? null;
  const isTaken = !current && !isOthers && isWanted && record('phone', old, posted.e164 ?? posted.raw);
  const extras = contact.extraPhones.map((phone) => leadPhone(phone, false));
  const lead = isTaken ? { ...before, phone: posted, extraPhones: phonesOf(before) } : before;
  const beside = isTaken ? extras : unusableBeside(before, [posted, ...extras]);
  const kept = phonesOf(lead);
  const fresh = beside.filter((extra) => !kept.some((phone) => sameNumber(phone, extra)));
  // What there is no room for changes nothing, and is told of as nothing.
  const taken = fresh.slice(0, Math.max(0, maxExtraPhones - lead.extraPhones.length));
  if (taken.length === 0) return lead;
  fields.add('extraPhones');
  return { ...lead, extraPhones: [...lead.extraPhones, ...taken] };
}

/** Numbers that nobody can dial are kept beside another such one, where together they may help to read it. */
function unusableBeside({ phone }: Lead, posted: readonly LeadPhone[]): LeadPhone[] {
  return phone?.valid ? [] : posted.filter(({ valid }) => !valid);
}

/**
 * A ticked box grants; an unticked one withdraws nothing, because withdrawal is an act of its own. What was decided later stands: a post
 * that was held back may come out behind it. Who refused advertising mails takes that back by the button of their own mailbox alone; what that
 * mailbox said stays said under a newer text.
 */
function applyConsents(before: Lead, grants: Lead['consent'], word: MailboxWord, fields: Set<string>): Lead {
  const consent = { ...before.consent };
  for (const [purpose, grant] of Object.entries(grants)) {
    if (purpose !== 'contact' && purpose !== 'newsletter' && purpose !== 'tracking') continue;
    const current = consent[purpose];
    if (purpose === 'newsletter' && current?.granted === false) continue;
    if (current && (current.at > grant.at || (current.granted && current.textVersion === grant.textVersion))) continue;
    consent[purpose] = grant;
    fields.add(`consent.${purpose}`);
  }
  const said = mailboxWordIn(before.consent.newsletter);
  if (said.confirmedAt !== undefined) return { ...before, consent: consentAtMailbox(consent, said) };
  if (word.confirmedAt !== undefined && consent.newsletter?.granted === true) fields.add('consent.newsletter');
  return { ...before, consent: consentAtMailbox(consent, { ...said, ...word }) };
}
