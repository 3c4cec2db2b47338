import { leadCreated, leadUpdated, mergeCandidateFound, submissionLinked } from '../../events/index.ts';
import { answeredForGood, type Outcome, putOutcome, type Submission } from '../capture/index.ts';
import type { FormConfig } from '../config/index.ts';
import {
  addPhoneSharer,
  alsoSaid,
  type Claim,
  type Contact,
  contactOf,
  fieldsAlsoSaid,
  type Identification,
  identify,
  identifyingPhone,
  type KnownHolders,
  namesCompatible,
  type PhoneClaim,
  putEmailGuard,
  putPhoneClaim,
  readHolders,
} from '../identity/index.ts';
import {
  answersOf,
  areMergeCandidates,
  type Change,
  type Lead,
  type LeadRouting,
  type Locale,
  leadExists,
  putMergeCandidate,
  putNewLead,
  putProvenance,
  putTimelineEntry,
  readLeads,
  readProvenance,
  replaceLead,
  timelineEntry,
} from '../leads/index.ts';
import { followUpTimer } from '../mail/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { LeadId, VisitorId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { type Region, resolveRegion } from '../regions/index.ts';
import { chooseTerritory } from '../routing/index.ts';
import { firstScore, type RuleSet, ruleSetOf } from '../scoring/index.ts';
import { putTimer } from '../timers/index.ts';
import { type Device, linkDevice, readDevice } from './device.ts';
import type { IntakeParts } from './parts.ts';
import { putRepeat, type Repeat, readRepeat } from './repeat.ts';
import { type Details, detailsOf, filledFields, newLead } from './rules-record.ts';
import { applyPost } from './rules-update.ts';

/** The service follow-up asks after two days whether somebody got in touch. */
const followUpAfterMs = 2 * daysMs;

/** A stored post whose counts are taken. */
export interface CountedSubmission {
  readonly submission: Submission;
  readonly form: FormConfig;
  readonly hasValidToken: boolean;
}

/** The post, understood. */
export interface Post extends CountedSubmission {
  readonly contact: Contact;
  readonly region: Region;
  readonly details: Details;
  readonly routing: LeadRouting;
  readonly locale: Locale;
  readonly scoring: RuleSet;
  readonly at: Date;
}

/** One outcome and the writes that make it true, for one transaction. */
export interface Plan {
  readonly outcome: Outcome;
  /** The lead as it will stand; null when the submission makes none. */
  readonly lead: Lead | null;
  /** The visitor who belongs to a lead by this post for the first time. */
  readonly firstLinked: VisitorId | null;
  /** The visitor who belongs to no lead any more by this post. */
  readonly released: VisitorId | null;
  /** Leads whose part of a visitor's history changed with it. */
  readonly relinked: readonly LeadId[];
  readonly writes: readonly WriteItem[];
}

/** Normalises the post and finds its territory. */
export async function understand(came: CountedSubmission, at: Date, parts: IntakeParts): Promise<Post> {
  const { submission } = came;
  const contact = contactOf(submission.fields);
  const details = detailsOf(submission);
  const [territories, companies, scoring] = await Promise.all([
    parts.config.current('territories'),
    parts.config.current('company'),
    parts.config.current('scoring'),
  ]);
  const company = companies.documents.get('company');
  const codeSystem = submission.fields.provinceCodeSystem === 'former' ? 'former' : undefined;
  const region = resolveRegion({ province: submission.fields.province, codeSystem, phone: contact.phone }, company?.macroRegions);
  const territory = chooseTerritory(territories.documents.values(), { region, products: details.products });
  if (!territory) throw new ConfigurationError('no territory fits and none is the fallback: publish a territory without conditions');
  const routing = { ...territory, matchedBy: [...territory.matchedBy], territoriesVersion: territories.version };
  return { ...came, contact, region, details, routing, locale: company?.defaultLocale ?? 'vi', scoring: ruleSetOf(scoring), at };
}

/** Decides whose post it is and what to write; reads consistently, so that only a race can prove it wrong. */
export async function planPost(post: Post, parts: IntakeParts): Promise<Plan> {
  const { email, nameKey } = post.contact;
  const phone = identifyingPhone(post.contact.phone);
  const [holders, device, repeat] = await Promise.all([
    readHolders(parts, { email, phone }),
    readDevice(post.submission, parts),
    readRepeat(parts, post),
  ]);
  // Of those who share the number only they can be the person; the others' records need not be read.
  const likely = (holders.byPhone?.sharers ?? []).filter((sharer) => namesCompatible(nameKey, sharer.nameKey));
  const made = repeat?.last?.isRecent ? repeat.last.leadId : null;
  const heldBy = [holders.byEmail, holders.byPhone?.leadId, made, ...likely.map(({ leadId }) => leadId)];
  const leads = await readLeads(
    parts.table,
    heldBy.filter((leadId) => leadId !== null && leadId !== undefined),
    { consistent: true },
  );
  const claimOf = (claim: { leadId: LeadId; nameKey: string }): Claim[] => {
    const lead = leads.get(claim.leadId);
    return lead ? [{ lead, nameKey: claim.nameKey }] : [];
  };
  const byEmail = holders.byEmail ? (leads.get(holders.byEmail) ?? null) : null;
  const [holder] = holders.byPhone ? claimOf(holders.byPhone) : [];
  const known: KnownHolders = { byEmail, byPhone: holder ? { holder, sharers: likely.flatMap(claimOf) } : null };
  const held: Held = {
    staleEmail: holders.byEmail && !byEmail ? holders.byEmail : null,
    stalePhone: holders.byPhone && !holder ? holders.byPhone.leadId : null,
    claim: holder ? holders.byPhone : null,
    repeat,
  };
  const repeated = made && leads.get(made);
  const found: Identification = repeated
    ? { kind: 'known', lead: repeated, matchedBy: 'repeat', claimsPhone: false, ownsPhone: false, mergeWith: null }
    : identify({ nameKey, email, phone }, known);
  return found.kind === 'known' ? link(post, found, held, device, parts) : create(post, found, held, device, parts);
}

/** Who holds the posted address and number. A guard whose lead is gone (erased) is stale and may be taken over. */
interface Held {
  readonly staleEmail: LeadId | null;
  readonly stalePhone: LeadId | null;
  readonly claim: PhoneClaim | null;
  /** The same post a moment ago, where nothing else could tell whose it is. */
  readonly repeat: Repeat | null;
}

function create(post: Post, found: Identification & { kind: 'new' }, held: Held, device: Device | null, parts: IntakeParts): Plan {
  const { submission, contact } = post;
  const leadId = parts.ids.leadId(post.at);
  const unscored = newLead(leadId, { ...post, claimsPhone: found.claimsPhone, at: post.at.toISOString() });
  const { lead, writes: scored } = firstScore(unscored, submission, post.scoring, post.at);
  const outcome = outcomeOf(post, leadId, 'created');
  const change = changeOf(post, lead);
  const entry = timelineEntry(
    leadCreated,
    change,
    {
      submission: referenceOf(submission),
      origin: 'inbound',
      fields: filledFields(lead),
      provinceCode: lead.region.provinceCode,
      macroRegion: lead.region.macroRegion,
      regionReason: lead.region.reason,
      poolId: lead.routing?.poolId ?? null,
      temperature: lead.temperature,
    },
    parts.ids,
  );
  const phone = identifyingPhone(contact.phone);
  const writes: WriteItem[] = [...putOutcome(outcome), putNewLead(lead), putTimelineEntry(entry), ...scored];
  if (contact.email) writes.push(putEmailGuard(parts.digests.email(contact.email), leadId, held.staleEmail));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), leadId, lead.nameKey, held.stalePhone));
  if (held.repeat) writes.push(putRepeat(held.repeat, leadId));
  if (found.mergeWith) writes.push(...mergeWrites(post, lead, found.mergeWith, parts), ...sharedPhone(phone, lead, held, parts));
  if (contact.email) writes.push(...followUp(post, leadId));
  const linked = linkDevice(device, change, answeredForGood(post.form, answersIn(post)), parts);
  return { outcome, lead, ...linked, writes: [...writes, ...linked.writes] };
}

async function link(
  post: Post,
  found: Identification & { kind: 'known' },
  held: Held,
  device: Device | null,
  parts: IntakeParts,
): Promise<Plan> {
  const { submission, contact } = post;
  const { lead } = found;
  const phone = identifyingPhone(contact.phone);
  const news = { ...post, claimsPhone: found.ownsPhone, at: post.at.toISOString() };
  const draft = applyPost(lead, { leadId: lead.leadId, fields: {}, extra: {} }, news);
  // Only a post that says something new costs the read of the history, and only the history knows what a rep has verified.
  const update = draft.fields.length === 0 ? draft : applyPost(lead, await readProvenance(parts.table, lead.leadId), news);
  const changed = update.fields.length > 0;
  const change = changeOf(post, update.lead);
  const reference = referenceOf(submission);
  const proposed = fieldsAlsoSaid(alsoSaid(submission.fields, update.lead));
  const data = { submission: reference, matchedBy: found.matchedBy, fields: [...update.fields], proposed };
  const outcome = outcomeOf(post, lead.leadId, 'linked');
  const writes: WriteItem[] = [...putOutcome(outcome), putTimelineEntry(timelineEntry(submissionLinked, change, data, parts.ids))];
  if (changed) {
    const entry = timelineEntry(leadUpdated, change, { fields: [...update.fields], submission: reference }, parts.ids);
    writes.push(replaceLead(lead, update.lead), putTimelineEntry(entry));
    if (update.provenance) writes.push(putProvenance(update.provenance));
  } else {
    writes.push(leadExists(lead.leadId));
  }
  // Whoever types a known number gets the mails that an unknown one would bring: they must not tell which it is.
  if (contact.email && contact.email !== lead.email) writes.push(...followUp(post, lead.leadId));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), lead.leadId, update.lead.nameKey, held.stalePhone));
  if (found.mergeWith && !(await areMergeCandidates(parts.table, lead.leadId, found.mergeWith.leadId))) {
    writes.push(...mergeWrites(post, update.lead, found.mergeWith, parts), ...sharedPhone(phone, update.lead, held, parts));
  }
  const linked = linkDevice(device, change, answeredForGood(post.form, answersIn(post)), parts);
  return { outcome, lead: update.lead, ...linked, writes: [...writes, ...linked.writes] };
}

function followUp({ form, submission, at }: Post, leadId: LeadId): WriteItem[] {
  return form.welcomeMail ? [putTimer(followUpTimer(leadId, referenceOf(submission), addMs(at, followUpAfterMs)))] : [];
}

function sharedPhone(phone: string | null, lead: Lead, { claim }: Held, { digests }: IntakeParts): WriteItem[] {
  return phone && claim ? addPhoneSharer(digests.phone(phone), claim, lead.leadId, lead.nameKey) : [];
}

function mergeWrites(post: Post, lead: Lead, found: NonNullable<Identification['mergeWith']>, parts: IntakeParts): WriteItem[] {
  const { submission } = post;
  const { leadId: otherLeadId, reason } = found;
  const at = post.at.toISOString();
  const data = { otherLeadId, reason, submission: referenceOf(submission) };
  return [
    putMergeCandidate({ leadId: lead.leadId, otherLeadId, reason, at, formId: submission.formId, submissionId: submission.submissionId }),
    putTimelineEntry(timelineEntry(mergeCandidateFound, changeOf(post, lead), data, parts.ids)),
  ];
}

function outcomeOf({ submission, hasValidToken, at }: Post, leadId: LeadId, relation: 'created' | 'linked'): Outcome {
  return { kind: 'lead', ...referenceOf(submission), at: at.toISOString(), leadId, relation, hasValidToken };
}

/** By the post alone: what the record held before must not show on a device that named its owner. */
function answersIn({ details, region }: Post): Set<string> {
  return answersOf({ ...details, region });
}

function referenceOf({ formId, submissionId }: Submission) {
  return { formId, submissionId };
}

function changeOf({ submission, at }: Post, lead: Lead): Change {
  const id = `${submission.formId}/${submission.submissionId}`;
  return { leadId: lead.leadId, leadVersion: lead.version, at, actor: { kind: 'submission', id }, correlationId: id, causationId: id };
}
