import { leadCreated, leadUpdated, mergeCandidateFound, submissionLinked } from '../../events/index.ts';
import type { FormConfig } from '../capture/form-config.ts';
import { answeredForGood, type HeldOutcome, type Outcome, putOutcome, releaseOf, type Submission } from '../capture/index.ts';
import { companyKind } from '../company/company-config.ts';
import {
  addPhoneSharer,
  type Claim,
  type Contact,
  contactOf,
  type EmailGuard,
  type Identification,
  identify,
  identifyingPhone,
  type KnownHolders,
  namesCompatible,
  type PhoneClaim,
  putEmailGuard,
  putPhoneClaim,
  readClaimants,
} from '../identity/index.ts';
import {
  type Act,
  answersOf,
  areMergeCandidates,
  type Change,
  changeLead,
  createLead,
  draftEntry,
  type EntryDraft,
  type Lead,
  type LeadPost,
  type LeadRouting,
  type LifecycleRules,
  type Locale,
  noteOnLead,
  putLeadPost,
  putMergeCandidate,
  putProvenance,
  readLeads,
  readProvenance,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { followUpTimer } from '../mail-requests/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { type LeadId, refOf, refText, type VisitorId } from '../platform/ids.ts';
import { readUnitsOf } from '../platform/item-size.ts';
import type { WriteItem } from '../platform/table.ts';
import { alsoSaid, fieldsAlsoSaid } from '../proposals/index.ts';
import { type Region, regionOfPost } from '../regions/index.ts';
import { attributesOf, territoryFor } from '../routing/index.ts';
import { territoryKind } from '../routing/territory-config.ts';
import { firstScore, fitOfRecord, type RuleSet, ruleSetOf } from '../scoring/index.ts';
import { scoringKind } from '../scoring/scoring-config.ts';
import { putTimer } from '../timers/index.ts';
import { type Device, linkDevice, readDevice, withRoom } from './device.ts';
import type { IntakeParts } from './parts.ts';
import { propose } from './propose.ts';
import { releaseEntries } from './release.ts';
import { putRepeat, type Repeat, readRepeat } from './repeat.ts';
import { type Details, detailsOf, filledFields, newLead, touchOf } from './rules-record.ts';
import { applyPost } from './rules-update.ts';

/** The service follow-up asks after two days whether somebody got in touch. */
const followUpAfterMs = 2 * daysMs;

/** A stored post whose counts are taken. */
export interface CountedSubmission {
  readonly submission: Submission;
  readonly form: FormConfig;
  readonly hasValidToken: boolean;
  /** What held it back, where it comes out of quarantine. */
  readonly held: HeldOutcome | null;
}

/** The post, understood. */
export interface Post extends CountedSubmission {
  readonly contact: Contact;
  readonly region: Region;
  readonly details: Details;
  readonly routing: LeadRouting;
  readonly locale: Locale;
  readonly scoring: RuleSet;
  readonly lifecycle: LifecycleRules;
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
  const [territories, companies, scoring, lifecycle] = await Promise.all([
    parts.config.current(territoryKind),
    parts.config.current(companyKind),
    parts.config.current(scoringKind),
    lifecycleInForce(parts.config),
  ]);
  const company = companies.documents.get('company');
  const region = regionOfPost(submission.fields, contact.phone, company?.macroRegions);
  const routing = territoryFor(territories, attributesOf({ region, products: details.products }));
  const locale = company?.defaultLocale ?? 'vi';
  return { ...came, contact, region, details, routing, locale, scoring: ruleSetOf(scoring, companies), lifecycle, at };
}

/** Decides whose post it is and what to write; reads consistently, so that only a race can prove it wrong. */
export async function planPost(post: Post, parts: IntakeParts): Promise<Plan> {
  const { email, nameKey } = post.contact;
  const phone = identifyingPhone(post.contact.phone);
  const [holders, device, repeat] = await Promise.all([
    readClaimants(parts, { email, phone }),
    readDevice(post.submission, parts),
    readRepeat(parts, post),
  ]);
  // Of those who share the number only they can be the person; the others' records need not be read.
  const likely = (holders.byPhone?.sharers ?? []).filter((sharer) => namesCompatible(nameKey, sharer.nameKey));
  const made = repeat?.made ?? null;
  // Where an address has a holder, it does not matter for whom else it was once proposed.
  const proposers = holders.byEmail ? [] : holders.proposers;
  const heldBy = [holders.byEmail?.leadId, holders.byPhone?.leadId, made, ...likely.map(({ leadId }) => leadId), ...proposers];
  const leads = await readLeads(
    parts.table,
    heldBy.filter((leadId) => leadId !== null && leadId !== undefined),
    { consistent: true },
  );
  const claimOf = (claim: { leadId: LeadId; nameKey: string }): Claim[] => {
    const lead = leads.get(claim.leadId);
    return lead ? [{ lead, nameKey: claim.nameKey }] : [];
  };
  const byEmail = holders.byEmail ? (leads.get(holders.byEmail.leadId) ?? null) : null;
  const [holder] = holders.byPhone ? claimOf(holders.byPhone) : [];
  const known: KnownHolders = { byEmail, byPhone: holder ? { holder, sharers: likely.flatMap(claimOf) } : null };
  const held: Held = {
    staleEmail: holders.byEmail && !byEmail ? holders.byEmail : null,
    stalePhone: holders.byPhone && !holder ? holders.byPhone : null,
    claim: holder ? holders.byPhone : null,
    repeat,
    // Two of them may be one by now.
    proposers: [...new Set(proposers.flatMap((leadId) => leads.get(leadId)?.leadId ?? []))],
  };
  const repeated = made && leads.get(made);
  const found: Identification = repeated
    ? { kind: 'known', lead: repeated, matchedBy: 'repeat', claimsPhone: false, ownsPhone: false, mergeWith: null }
    : identify({ nameKey, email, phone }, known);
  return found.kind === 'known' ? link(post, found, held, device, parts) : create(post, found, held, device, parts);
}

/** Who holds the posted address and number. A guard whose lead is gone (erased) is stale and may be taken over. */
interface Held {
  readonly staleEmail: EmailGuard | null;
  readonly stalePhone: PhoneClaim | null;
  readonly claim: PhoneClaim | null;
  /** The same post a moment ago, where nothing else could tell whose it is. */
  readonly repeat: Repeat | null;
  /** Leads that the posted address, which nobody holds, was proposed for. */
  readonly proposers: readonly LeadId[];
}

function create(post: Post, found: Identification & { kind: 'new' }, held: Held, device: Device | null, parts: IntakeParts): Plan {
  const { submission, contact } = post;
  const leadId = parts.ids.leadId(post.at);
  const unscored = newLead(leadId, { ...post, claimsPhone: found.claimsPhone, at: post.at.toISOString() });
  const scored = firstScore(unscored, submission, post.scoring, post.at);
  const created = draftEntry(leadCreated, {
    submission: refOf(submission),
    origin: 'inbound',
    fields: filledFields(scored.lead),
    provinceCode: scored.lead.region.provinceCode,
    macroRegion: scored.lead.region.macroRegion,
    regionReason: scored.lead.region.reason,
    poolId: scored.lead.routing?.poolId ?? null,
    temperature: scored.lead.evidence.temperature,
  });
  const merges = mergesOf(found, held).map((other) => mergeOf(post, leadId, other));
  const act = { ...actOf(post), rules: post.lifecycle, ids: parts.ids };
  const { after: lead, writes: made } = createLead({
    ...act,
    lead: scored.lead,
    entries: [created, ...releaseEntries(post), ...merges.flatMap(({ entries }) => entries)],
  });
  const outcome = outcomeOf(post, leadId, 'created');
  const phone = identifyingPhone(contact.phone);
  const writes: WriteItem[] = [...putOutcome(outcome, post.held), postUnder(leadId, 'created', submission), ...made, ...scored.writes];
  if (contact.email) writes.push(putEmailGuard(parts.digests.email(contact.email), leadId, held.staleEmail));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), leadId, lead.nameKey, held.stalePhone));
  if (held.repeat) writes.push(putRepeat(held.repeat, leadId));
  writes.push(...merges.flatMap((merge) => merge.writes), ...sharedPhone(lead, held));
  if (contact.email) writes.push(...followUp(post, leadId));
  const linked = linkDevice(device, changeOf(post, lead), answeredForGood(post.form, answersIn(post)), parts);
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
  const { lead: before } = found;
  const { leadId } = before;
  const phone = identifyingPhone(contact.phone);
  const heldSince = post.held && submission.receivedAt;
  const news = { ...post, claimsPhone: found.ownsPhone, at: post.at.toISOString(), heldSince };
  const draft = applyPost(before, { leadId, fields: {}, extra: {} }, news);
  // Only a post that says something new costs the read of the history, and only the history knows what a rep has verified.
  const history = draft.fields.length > 0 ? await readProvenance(parts.table, leadId) : null;
  const update = history ? applyPost(before, history, news) : draft;
  const changed = [...update.fields];
  const reference = refOf(submission);
  const isNewPair = found.mergeWith !== null && !(await areMergeCandidates(parts.table, leadId, found.mergeWith.leadId));
  const merge = found.mergeWith && isNewPair ? mergeOf(post, leadId, found.mergeWith) : null;
  const level = fitOfRecord(update.lead, post.scoring);
  const proposing = await propose(post, found, update.lead, parts);
  const { openProposals } = proposing;
  const proposed = fieldsAlsoSaid(alsoSaid(submission.fields, update.lead));
  const entries = [
    draftEntry(submissionLinked, { submission: reference, matchedBy: found.matchedBy, fields: changed, proposed }),
    ...(changed.length > 0 ? [draftEntry(leadUpdated, { fields: changed, submission: reference }), ...level.entries] : []),
    ...releaseEntries(post),
    ...proposing.entries,
    ...(merge?.entries ?? []),
  ];
  const act = { ...actOf(post), rules: post.lifecycle, ids: parts.ids };
  const { after: lead, writes: linked } =
    changed.length > 0 || openProposals !== before.openProposals
      ? changeLead({
          ...act,
          before,
          draft: () => ({ fields: { ...update.lead, openProposals, evidence: { ...update.lead.evidence, fit: level.fit } }, entries }),
        })
      : { after: before, ...noteOnLead(before, entries, act, parts.ids) };
  const outcome = outcomeOf(post, leadId, 'linked');
  const writes: WriteItem[] = [...putOutcome(outcome, post.held), postUnder(leadId, 'linked', submission), ...linked, ...proposing.writes];
  if (history && update.provenance) writes.push(putProvenance(history, update.provenance));
  // Whoever types a known number gets the mails that an unknown one would bring: they must not tell which it is.
  if (contact.email && contact.email !== before.email) writes.push(...followUp(post, leadId));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), leadId, lead.nameKey, held.stalePhone));
  if (merge) writes.push(...merge.writes, ...sharedPhone(lead, held));
  const linkable = await withRoom(device, leadId, parts);
  const relinked = linkDevice(linkable, changeOf(post, lead), answeredForGood(post.form, answersIn(post)), parts);
  return { outcome, lead, ...relinked, writes: [...writes, ...relinked.writes] };
}

function followUp({ form, submission, at }: Post, leadId: LeadId): WriteItem[] {
  return form.welcomeMail ? [putTimer(followUpTimer(leadId, refOf(submission), addMs(at, followUpAfterMs)))] : [];
}

type MergeWith = NonNullable<Identification['mergeWith']>;

/** Who may be the person of a new lead: whoever has the number, and those for whom its address was proposed. */
function mergesOf({ mergeWith }: Identification, { proposers }: Held): MergeWith[] {
  const byAddress = proposers.filter((leadId) => leadId !== mergeWith?.leadId);
  return [...(mergeWith ? [mergeWith] : []), ...byAddress.map((leadId): MergeWith => ({ leadId, reason: 'proposedAddress' }))];
}

function sharedPhone(lead: Lead, { claim }: Held): WriteItem[] {
  return claim ? addPhoneSharer(claim, lead.leadId, lead.nameKey) : [];
}

/** Notes a pair that may be one person: for a person to decide, and for the timeline. */
function mergeOf(
  { submission, at }: Post,
  leadId: LeadId,
  { leadId: otherLeadId, reason }: MergeWith,
): { readonly writes: readonly WriteItem[]; readonly entries: readonly EntryDraft[] } {
  const reference = refOf(submission);
  return {
    writes: [putMergeCandidate({ leadId, otherLeadId, reason, at: at.toISOString(), ...reference })],
    entries: [draftEntry(mergeCandidateFound, { otherLeadId, reason, submission: reference })],
  };
}

function postUnder(leadId: LeadId, relation: LeadPost['relation'], submission: Submission): WriteItem {
  const readUnits = readUnitsOf({ ...submission });
  return putLeadPost({ ...touchOf(submission), leadId, relation, ...(readUnits > 1 ? { readUnits } : {}) });
}

function outcomeOf(post: Post, leadId: LeadId, relation: 'created' | 'linked'): Outcome {
  const { submission, form, hasValidToken, at } = post;
  const released = releaseOf(post.held);
  const mails = form.welcomeMail ? {} : { mailsOff: true as const };
  return {
    kind: 'lead',
    ...refOf(submission),
    at: at.toISOString(),
    leadId,
    relation,
    hasValidToken,
    ...mails,
    ...(released ? { released } : {}),
  };
}

/** By the post alone: what the record held before must not show on a device that named its owner. */
function answersIn({ details, region }: Post): Set<string> {
  return answersOf({ ...details, region });
}

function actOf({ submission, at }: Post): Act {
  const id = refText(submission);
  return { at, actor: { kind: 'submission', id }, cause: { correlationId: id, causationId: id } };
}

/** What links of a device tell of the lead, in the same transaction. */
function changeOf(post: Post, { leadId, version }: Lead): Change {
  const { at, actor, cause } = actOf(post);
  return { leadId, leadVersion: version, at, actor, ...cause };
}
