import { isDeepStrictEqual } from 'node:util';
import { leadCreated, leadUpdated, submissionLinked } from '../../events/index.ts';
import { type Outcome, putOutcome } from '../capture/index.ts';
import { type Identification, identifyingPhone, putEmailGuard, putFirstPost, putPhoneClaim } from '../identity/index.ts';
import {
  areMergeCandidates,
  changeLead,
  createLead,
  draftEntry,
  type Lead,
  noteOnLead,
  putProvenance,
  readProvenance,
} from '../leads/index.ts';
import { type LeadId, refOf, type VisitorId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { alsoSaid, fieldsAlsoSaid } from '../proposals/index.ts';
import { qualifyByPost } from '../qualification/index.ts';
import { firstScore, fitOfRecord } from '../scoring/index.ts';
import { firstAsked, furtherAsked } from './assign-later.ts';
import { type Device, linkDevice, withRoom } from './device.ts';
import { findPerson, type Held } from './find-person.ts';
import { firmOfKnown, firmOfNew } from './firm.ts';
import { mergeOf, mergesOf, sharedPhone } from './merges.ts';
import { openNeeds } from './open-needs.ts';
import { ownedByWhoEntered } from './own-entry.ts';
import { type OwnRecord, ownRecord } from './own-record.ts';
import type { IntakeParts } from './parts.ts';
import { actOf, answersIn, changeOf, type Post } from './post.ts';
import { followUp, outcomeOf, postUnder } from './post-writes.ts';
import { profileOf } from './profile.ts';
import { propose } from './propose.ts';
import { readReferrer } from './referrer.ts';
import { releaseEntries } from './release.ts';
import { putRepeat } from './repeat.ts';
import { routed } from './route.ts';
import { filledFields, firstProvenance, newLead } from './rules-record.ts';
import { applyPost } from './rules-update.ts';
import { surveyEntries } from './survey-entry.ts';

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
  /** The lead as it stood; null for a new one. */
  readonly before: Lead | null;
  /** False for what says nothing of a known person that the record, or what waits beside it, does not say already. */
  readonly isNews: boolean;
}

/** Decides whose post it is and what to write. */
export async function planPost(post: Post, parts: IntakeParts): Promise<Plan> {
  const { found, known, held, device } = await findPerson(post, parts);
  const own = await ownRecord(post, found, known, held, parts);
  if (own) return create(post, own.found, held, device, parts, own);
  return found.kind === 'known' ? link(post, found, held, device, parts) : create(post, found, held, device, parts);
}

async function create(
  post: Post,
  found: Identification & { kind: 'new' },
  held: Held,
  device: Device | null,
  parts: IntakeParts,
  own: OwnRecord | null = null,
): Promise<Plan> {
  const { submission, contact } = post;
  const leadId = own?.lead.leadId ?? parts.ids.leadId(post.at);
  const { companyId, writes: firmWrites } = await firmOfNew(post, parts);
  const plain = { ...(own?.lead ?? newLead(leadId, { ...post, claimsPhone: found.claimsPhone, at: post.at.toISOString() })), companyId };
  const referredBy = await readReferrer(submission, parts);
  const known = referredBy === null || referredBy === leadId ? plain : { ...plain, referredBy };
  const qualified = await qualifyByPost({ ...known, isNew: true }, post, parts.table);
  const profiled = await profileOf({ leadId, isNew: true }, post, parts.table);
  const evidence = { ...known.evidence, ...qualified.evidence };
  // Whose own record is made had posted before.
  const unscored = { ...known, evidence: own ? evidence : firstAsked(evidence, post) };
  const scored = firstScore(unscored, submission, post.scoring, post.at);
  const drafted = routed(scored.lead, post, post.lifecycle);
  const creation = draftEntry(leadCreated, {
    submission: refOf(submission),
    origin: drafted.source.origin,
    fields: [...filledFields(drafted), ...profiled.fields],
    provinceCode: drafted.region.provinceCode,
    macroRegion: drafted.region.macroRegion,
    regionReason: drafted.region.reason,
    poolId: drafted.routing?.poolId ?? null,
    temperature: drafted.evidence.temperature,
    ...(drafted.evidence.assignLater && { assignLater: true }),
  });
  const merges = mergesOf(found, held).map((other) => mergeOf(post, leadId, other));
  const act = { ...actOf(post), rules: post.lifecycle, ids: parts.ids };
  const made = createLead({
    ...act,
    lead: drafted,
    entries: [
      creation,
      ...qualified.entries,
      ...surveyEntries(post),
      ...releaseEntries(post),
      ...(own?.entries ?? []),
      ...merges.flatMap(({ entries }) => entries),
    ],
  });
  const { after: lead, writes: created } = await ownedByWhoEntered(made, post, parts);
  const verified = own ? null : firstProvenance(lead, submission);
  const outcome = outcomeOf(post, leadId, 'created');
  const phone = identifyingPhone(contact.phone);
  const writes: WriteItem[] = [...putOutcome(outcome, post.held), postUnder(leadId, 'created', submission), ...created];
  writes.push(...qualified.writes, ...scored.writes, ...firmWrites, ...profiled.writes);
  if (verified) writes.push(putProvenance({ leadId, version: 0, fields: {}, extra: {} }, verified));
  if (contact.email) writes.push(putEmailGuard(parts.digests.email(contact.email), leadId, held.staleEmail));
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), leadId, lead.nameKey, held.stalePhone));
  if (held.repeat) writes.push(putRepeat(held.repeat, leadId, post.at));
  writes.push(...merges.flatMap((merge) => merge.writes), ...sharedPhone(lead, held));
  // An address has one follow-up, of its first post.
  if (own) writes.push(...own.writes);
  else if (contact.email) writes.push(...followUp(post, leadId));
  const linked = linkDevice(device, changeOf(post, lead), answersIn(post), parts);
  return { outcome, lead, ...linked, writes: [...writes, ...linked.writes], before: null, isNews: true };
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
  const firm = await firmOfKnown(post, before, update.fields, parts);
  const isElsewhere = firm.companyId !== before.companyId;
  const changed = [...update.fields, ...(isElsewhere ? ['companyId'] : [])];
  const reference = refOf(submission);
  const isNewPair = found.mergeWith !== null && !(await areMergeCandidates(parts.table, leadId, found.mergeWith.leadId));
  const merge = found.mergeWith && isNewPair ? mergeOf(post, leadId, found.mergeWith) : null;
  const level = fitOfRecord(update.lead, post.scoring);
  const [proposing, needs, qualified, profiled] = await Promise.all([
    propose(post, found, update.lead, parts),
    openNeeds(post, before, update.lead, parts),
    qualifyByPost({ ...before, isNew: false }, post, parts.table),
    profileOf({ leadId, isNew: false }, post, parts.table),
  ]);
  const told = [...changed, ...profiled.fields];
  const { openProposals } = proposing;
  // A level of fit that only other rules would give is not told by a post: the next count moves it.
  const fit = changed.length > 0 ? level.fit : before.evidence.fit;
  const evidence = furtherAsked({ ...update.lead.evidence, ...qualified.evidence, ...needs.evidence, fit }, post);
  const proposed = fieldsAlsoSaid(alsoSaid(submission.fields, update.lead));
  const entries = [
    draftEntry(submissionLinked, { submission: reference, matchedBy: found.matchedBy, fields: told, proposed }),
    ...(told.length > 0 ? [draftEntry(leadUpdated, { fields: told, submission: reference })] : []),
    ...(changed.length > 0 ? level.entries : []),
    ...qualified.entries,
    ...needs.entries,
    ...surveyEntries(post),
    ...releaseEntries(post),
    ...proposing.entries,
    ...(merge?.entries ?? []),
  ];
  const act = { ...actOf(post), rules: post.lifecycle, ids: parts.ids };
  const { after: lead, writes: linked } =
    changed.length > 0 || openProposals !== before.openProposals || !isDeepStrictEqual(evidence, before.evidence)
      ? changeLead({
          ...act,
          before,
          draft: () => ({ fields: { ...update.lead, companyId: firm.companyId, openProposals, evidence }, entries }),
        })
      : { after: before, ...noteOnLead(before, entries, act, parts.ids) };
  const outcome = outcomeOf(post, leadId, 'linked', needs.opportunities);
  const writes: WriteItem[] = [...putOutcome(outcome, post.held), postUnder(leadId, 'linked', submission), ...linked];
  writes.push(...proposing.writes, ...needs.writes, ...qualified.writes, ...firm.writes, ...profiled.writes);
  if (history && update.provenance) writes.push(putProvenance(history, update.provenance));
  // Whoever types a known number gets the mails that an unknown one would bring: they must not tell which it is.
  if (contact.email && contact.email !== before.email && !held.firstPost) {
    writes.push(...followUp(post, leadId));
    if (found.matchedBy === 'phone' && !held.staleEmail) {
      writes.push(...putFirstPost(parts.digests.email(contact.email), reference, held.stalePost));
    }
  }
  if (phone && found.claimsPhone) writes.push(putPhoneClaim(parts.digests.phone(phone), leadId, lead.nameKey, held.stalePhone));
  if (merge) writes.push(...merge.writes, ...sharedPhone(lead, held));
  const linkable = await withRoom(device, leadId, parts);
  const relinked = linkDevice(linkable, changeOf(post, lead), answersIn(post), parts);
  const isNews =
    told.length > 0 || lead !== before || merge !== null || [proposing, needs, qualified].some(({ entries: news }) => news.length > 0);
  return { outcome, lead, ...relinked, writes: [...writes, ...relinked.writes], before, isNews };
}
