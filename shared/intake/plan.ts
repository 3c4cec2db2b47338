import { leadCreated, leadUpdated, mergeCandidateFound, submissionLinked } from '../../events/index.ts';
import { type Outcome, putOutcome, type Submission } from '../capture/index.ts';
import type { FormConfig } from '../config/index.ts';
import {
  type Contact,
  contactOf,
  type Identification,
  identify,
  identifyingPhone,
  type KnownHolders,
  putEmailGuard,
  putPhoneClaim,
  readHolders,
} from '../identity/index.ts';
import {
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
  readMergeCandidates,
  readProvenance,
  replaceLead,
  timelineEntry,
} from '../leads/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { type Region, resolveRegion } from '../regions/index.ts';
import { chooseTerritory } from '../routing/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { IntakeParts } from './parts.ts';
import { type Details, detailsOf, filledFields, newLead } from './rules-record.ts';
import { applyPost } from './rules-update.ts';

/** The service follow-up asks after two days whether somebody got in touch. */
const followUpAfterMs = 2 * daysMs;

/** The post, understood. */
export interface Post {
  readonly submission: Submission;
  readonly form: FormConfig;
  readonly contact: Contact;
  readonly region: Region;
  readonly details: Details;
  readonly routing: LeadRouting;
  readonly locale: Locale;
  readonly at: Date;
}

/** One outcome and the writes that make it true, for one transaction. */
export interface Plan {
  readonly outcome: Outcome;
  /** The lead as it will stand; null when the submission makes none. */
  readonly lead: Lead | null;
  readonly writes: readonly WriteItem[];
}

/** Normalises the post and finds its territory. */
export async function understand(submission: Submission, form: FormConfig, at: Date, parts: IntakeParts): Promise<Post> {
  const contact = contactOf(submission.fields);
  const details = detailsOf(submission);
  const [territories, companies] = await Promise.all([parts.config.current('territories'), parts.config.current('company')]);
  const company = companies.documents.get('company');
  const codeSystem = submission.fields.provinceCodeSystem === 'former' ? 'former' : undefined;
  const region = resolveRegion({ province: submission.fields.province, codeSystem, phone: contact.phone }, company?.macroRegions);
  const products = details.product === null ? [] : [details.product];
  const territory = chooseTerritory(territories.documents.values(), { region, products });
  if (!territory) throw new ConfigurationError('no territory fits and none is the fallback: publish a territory without conditions');
  const routing = { ...territory, matchedBy: [...territory.matchedBy], territoriesVersion: territories.version };
  return { submission, form, contact, region, details, routing, locale: company?.defaultLocale ?? 'vi', at };
}

/** Decides whose post it is and what to write; reads consistently, so that only a race can prove it wrong. */
export async function planPost(post: Post, parts: IntakeParts): Promise<Plan> {
  const phone = identifyingPhone(post.contact.phone);
  const holders = await readHolders(parts.table, { email: post.contact.email, phone });
  const heldBy = [holders.byEmail, holders.byPhone?.leadId].filter((leadId) => leadId !== null && leadId !== undefined);
  const leads = await readLeads(parts.table, heldBy, { consistent: true });
  const byEmail = holders.byEmail ? (leads.get(holders.byEmail) ?? null) : null;
  const phoneLead = holders.byPhone ? leads.get(holders.byPhone.leadId) : undefined;
  const known: KnownHolders = {
    byEmail,
    byPhone: phoneLead && holders.byPhone ? { lead: phoneLead, nameKey: holders.byPhone.nameKey } : null,
  };
  // A guard whose lead is gone (erased) may be taken over.
  const stale = {
    email: holders.byEmail && !byEmail ? holders.byEmail : null,
    phone: holders.byPhone && !phoneLead ? holders.byPhone.leadId : null,
  };
  const found = identify({ nameKey: post.contact.nameKey, email: post.contact.email, phone }, known);
  return found.kind === 'known' ? link(post, found, stale, parts) : create(post, found, stale, parts);
}

interface Stale {
  readonly email: LeadId | null;
  readonly phone: LeadId | null;
}

function create(post: Post, found: Identification & { kind: 'new' }, stale: Stale, parts: IntakeParts): Plan {
  const { submission, contact } = post;
  const leadId = parts.ids.leadId(post.at);
  const lead = newLead(leadId, { ...post, claimsPhone: found.claimsPhone, at: post.at.toISOString() });
  const outcome = outcomeOf(submission, leadId, 'created', post.at);
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
    },
    parts.ids,
  );
  const phone = identifyingPhone(contact.phone);
  const writes: WriteItem[] = [...putOutcome(outcome), putNewLead(lead), putTimelineEntry(entry)];
  if (contact.email) writes.push(putEmailGuard(contact.email, leadId, stale.email));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(phone, leadId, lead.nameKey, stale.phone));
  if (found.mergeWith) writes.push(...mergeWrites(post, lead, found.mergeWith, parts));
  if (post.form.welcomeMail && contact.email) {
    writes.push(
      putTimer({
        timerId: timerIdFor('followUp', submission.formId, submission.submissionId),
        dueAt: addMs(post.at, followUpAfterMs).toISOString(),
        queue: 'mail',
        message: { v: 1, kind: 'followUp', leadId, formId: submission.formId, submissionId: submission.submissionId },
      }),
    );
  }
  return { outcome, lead, writes };
}

async function link(post: Post, found: Identification & { kind: 'known' }, stale: Stale, parts: IntakeParts): Promise<Plan> {
  const { submission, contact } = post;
  const { lead } = found;
  const phone = identifyingPhone(contact.phone);
  const ownsPhone = phone !== null && found.mergeWith === null;
  const news = { ...post, claimsPhone: ownsPhone, at: post.at.toISOString() };
  const draft = applyPost(lead, { leadId: lead.leadId, fields: {} }, news);
  // Only a post that says something new costs the read of the history, and only the history knows what a rep has verified.
  const update = draft.fields.length === 0 ? draft : applyPost(lead, await readProvenance(parts.table, lead.leadId), news);
  const changed = update.fields.length > 0;
  const change = changeOf(post, update.lead);
  const reference = referenceOf(submission);
  const data = { submission: reference, matchedBy: found.matchedBy, fields: [...update.fields] };
  const outcome = outcomeOf(submission, lead.leadId, 'linked', post.at);
  const writes: WriteItem[] = [...putOutcome(outcome), putTimelineEntry(timelineEntry(submissionLinked, change, data, parts.ids))];
  if (changed) {
    const entry = timelineEntry(leadUpdated, change, { fields: [...update.fields], submission: reference }, parts.ids);
    writes.push(replaceLead(lead, update.lead), putProvenance(update.provenance), putTimelineEntry(entry));
  } else {
    writes.push(leadExists(lead.leadId));
  }
  if (lead.email === null && update.lead.email !== null) writes.push(putEmailGuard(update.lead.email, lead.leadId, stale.email));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(phone, lead.leadId, update.lead.nameKey, stale.phone));
  if (found.mergeWith && !(await isCandidate(lead.leadId, found.mergeWith.leadId, parts))) {
    writes.push(...mergeWrites(post, update.lead, found.mergeWith, parts));
  }
  return { outcome, lead: update.lead, writes };
}

async function isCandidate(leadId: LeadId, otherLeadId: LeadId, parts: IntakeParts): Promise<boolean> {
  return (await readMergeCandidates(parts.table, leadId)).some((candidate) => candidate.otherLeadId === otherLeadId);
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

function outcomeOf({ formId, submissionId }: Submission, leadId: LeadId, relation: 'created' | 'linked', at: Date): Outcome {
  return { kind: 'lead', formId, submissionId, at: at.toISOString(), leadId, relation };
}

function referenceOf({ formId, submissionId }: Submission) {
  return { formId, submissionId };
}

function changeOf({ submission, at }: Post, lead: Lead): Change {
  const id = `${submission.formId}/${submission.submissionId}`;
  return { leadId: lead.leadId, leadVersion: lead.version, at, actor: { kind: 'submission', id }, correlationId: id, causationId: id };
}
