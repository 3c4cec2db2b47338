import { isDeepStrictEqual } from 'node:util';
import { type FormConfig, formKind } from '../capture/form-config.ts';
import {
  countClientPosts,
  countTokenUse,
  type HeldOutcome,
  type Invited,
  type Listed,
  type Outcome,
  putNewSubmission,
  putOutcome,
  type QuarantineReason,
  readReadableOutcome,
  readSubmissionAndOutcome,
  releaseOf,
  type Submission,
  suspicions,
  suspiciousTexts,
} from '../capture/index.ts';
import { WasErasedError } from '../erasing/index.ts';
import { contactOf } from '../identity/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { ConfigurationError, CorruptItemError, NotFoundError, NotPossibleNowError, UnavailableError } from '../platform/errors.ts';
import { formIdOf, type LeadId, type SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type Done, follow, followRecord, standing } from './follow.ts';
import { refuseErased, unlessErasedMeanwhile } from './listed-erased.ts';
import type { IntakeParts, SubmissionParts } from './parts.ts';
import { type Plan, planPost } from './plan.ts';
import { understand } from './post.ts';
import { postUnder, welcomeOfList } from './post-writes.ts';
import { formVersionOf, heldOutcome } from './release.ts';
import { ringForHeld } from './ring-for-held.ts';

/**
 * Makes a stored submission a lead, links it to a known one, or sets it aside: exactly one outcome, written in the same
 * transaction as what it did. Safe to repeat: where an outcome stands, only the messages that follow from it are sent again.
 * A post that was released from quarantine goes on from there, as if it had never been held.
 */
export async function intakeSubmission(ref: SubmissionRef, parts: SubmissionParts): Promise<void> {
  const stored = await readSubmissionAndOutcome(parts.table, ref);
  if (!stored.submission && !stored.outcome) {
    parts.log.info('the submission is gone: its person is erased, or its time was up', { ...ref });
    return;
  }
  if (!stored.submission) throw new CorruptItemError('the submission does not exist');
  const { submission } = stored;
  const held = onItsWayOut(stored.outcome);
  if (stored.outcome && !held) {
    await follow(await standing(stored.outcome, submission, parts), submission, parts);
    return;
  }
  const form = await readForm(submission, formVersionOf(held) ?? submission.formVersion, parts);
  const done = await settledUnlessGone(() => (held ? settleReleased(submission, form, held, parts) : settle(submission, form, parts)));
  if (done === null) {
    await parts.table.transact([keys.submission(ref), keys.outcome(ref)].map((Key) => ({ Delete: { Key } })));
    parts.log.info('what was posted by a link to somebody who is gone is not kept', { ...ref });
    return;
  }
  const { outcome } = done;
  parts.log.info('submission taken in', {
    ...ref,
    outcome: outcome.kind,
    leadId: outcome.kind === 'lead' ? outcome.leadId : undefined,
    relation: outcome.kind === 'lead' ? outcome.relation : undefined,
    reasons: outcome.kind === 'quarantine' ? outcome.reasons : undefined,
    releasedBy: held?.decision?.by,
  });
  if (outcome.kind === 'quarantine' && outcome.reasons.includes('formNotConfigured')) {
    parts.log.error('a post of a form that is not configured is set aside', new ConfigurationError(formMissing), ref);
  }
  if (outcome.kind === 'quarantine' && !held) await ringForHeld(parts);
  await follow(done, submission, parts);
}

async function settledUnlessGone(settling: () => Promise<Done>): Promise<Done | null> {
  try {
    return await settling();
  } catch (error) {
    if (error instanceof WasErasedError) return null;
    throw error;
  }
}

const formMissing = 'publish the form again, or take it off the pages that still post to it';

/**
 * The form as it is configured now; undefined when it is not. Another instance may have taken or released the post by a version that
 * this one does not know for half a minute: that version says then whether there is such a form.
 */
async function readForm(source: Submission, formVersion: number, { config }: IntakeParts): Promise<FormConfig | undefined> {
  const formId = formIdOf(source) ?? source.delivered?.formId ?? null;
  if (formId === null) return undefined;
  const current = await config.current(formKind);
  const form = current.documents.get(formId);
  if (form || current.version >= formVersion) return form;
  try {
    return (await config.version(formKind, formVersion)).documents.get(formId);
  } catch (cause) {
    // A cheap read may not see it yet. It must not be the reason to set a person aside.
    if (!(cause instanceof NotFoundError)) throw cause;
    throw new UnavailableError('the version of the forms that a post came by cannot be read yet', { cause });
  }
}

/** Returns the outcome of a post in quarantine that somebody released, and that intake has not taken in since. */
function onItsWayOut(outcome: Outcome | undefined): HeldOutcome | null {
  return outcome?.kind === 'quarantine' && releaseOf(outcome) !== null ? outcome : null;
}

/**
 * Makes what a system of the company's tells of a person a lead, or links it to a known one, while the system waits. What it told and its
 * outcome are one transaction: the queue that the stream sends it to finds the outcome, and what follows is sent again if this ends here.
 * It waits for no group, so that conditions alone hold against posts of the same person.
 */
export async function takeInAtOnce(submission: Submission, parts: IntakeParts): Promise<LeadId> {
  const done = await settleAtOnce(submission, parts, {});
  await followRecord(done, submission, parts);
  return done.lead.leadId;
}

/** A person whom a colleague typed in. */
export interface Entered {
  readonly lead: Lead;
  readonly relation: 'created' | 'linked';
}

/**
 * Makes a person a lead whom a colleague typed in, or links what they typed to a known one, while the colleague waits; what follows is sent
 * as for a post. Safe to repeat, as `takeInAtOnce` is.
 * @param along returns further writes for the same transaction
 * @throws NotPossibleNowError where an entry of this id says something else
 */
export async function enterPerson(
  submission: Submission,
  parts: SubmissionParts,
  along: (entered: Entered) => Promise<readonly WriteItem[]>,
): Promise<Entered> {
  const done = await settleAtOnce(submission, parts, { along, isSame: (stored) => stored?.contentHash === submission.contentHash });
  await follow(done, submission, parts);
  return enteredIn(done);
}

/** What a row of a list comes to: `known`: the same row was taken in before; `nothingNew`: it says what is known already. */
export interface RowTaken {
  readonly action: 'create' | 'update' | 'known' | 'nothingNew';
  readonly leadId: LeadId | null;
}

/**
 * Makes a row of a list a lead, or links it to a known one, as what a system of the company's tells. Of a row that says nothing new it is kept that it came,
 * so that the same row of a later list does not speak against what was said since. Safe to repeat: a row of this list that was taken in answers what it did then.
 * @throws WasErasedError where it would make somebody known again who is erased meanwhile
 */
export async function takeInRow(submission: Submission, parts: IntakeParts): Promise<RowTaken> {
  const { done, taken } = await untilWritten(async (round) => {
    if (round > 1) await refuseErased(submission, parts);
    const { planned, taken: planning, writes } = await planRow(submission, parts);
    const checks = planned ? unlessErasedMeanwhile(submission, planned.outcome, parts) : [];
    if (writes.length > 0) await parts.table.transact([...writes, ...checks]);
    return { done: planned, taken: planning };
  });
  if (taken.action === 'create' || taken.action === 'update') {
    if (done) await followRecord(done, submission, parts);
    else await followAgain(submission, parts);
  }
  return taken;
}

/** What a list may say of a record, and what can be put back: a text that is no address stays beside the record, as none takes it away. */
export const listedFields = [
  ...(['fullName', 'nameKey', 'phone', 'extraPhones', 'company', 'companyId', 'title', 'region', 'products', 'consent', 'tags'] as const),
  'extra',
] as const;

function withReplaced(submission: Submission, { before, lead }: Plan): Submission {
  if (!before || !lead || !submission.listed) return submission;
  const changed = listedFields.filter((field) => !isDeepStrictEqual(before[field], lead[field]));
  if (changed.length === 0) return submission;
  return {
    ...submission,
    listed: {
      ...submission.listed,
      leadVersion: lead.version,
      replaced: Object.fromEntries(changed.map((field) => [field, before[field] ?? null])),
    },
  };
}

/** Works out what a row would come to, and remembers its writes in the table that it was read from: an overlay. */
export async function foreseeRow(submission: Submission, parts: IntakeParts): Promise<RowTaken> {
  const { taken, writes } = await planRow(submission, parts);
  if (writes.length > 0) await parts.table.transact(writes);
  return taken;
}

interface PlannedRow {
  readonly planned: Plan | null;
  readonly taken: RowTaken;
  readonly writes: readonly WriteItem[];
}

async function planRow(submission: Submission, parts: IntakeParts): Promise<PlannedRow> {
  const { submission: stored, outcome } = await readSubmissionAndOutcome(parts.table, submission);
  if (outcome) return { planned: null, taken: takenBefore(outcome, stored?.listed, submission.listed), writes: [] };
  const counted = { submission, form: null, hasValidToken: false, held: null };
  const planned = await planPost(await understand(counted, parts.clock(), parts), parts);
  const { lead, isNews, outcome: comesTo } = planned;
  const leadId = lead?.leadId ?? null;
  if (!isNews && leadId !== null) {
    const kept = submission.listed ? { ...submission, listed: { ...submission.listed, nothingNew: true as const } } : submission;
    const writes = [putNewSubmission(kept), ...putOutcome(comesTo, null), postUnder(leadId, 'linked', submission)];
    return { planned: null, taken: { action: 'nothingNew', leadId }, writes };
  }
  const isCreated = comesTo.kind === 'lead' && comesTo.relation === 'created';
  const welcome = isCreated && leadId !== null ? welcomeOfList(submission, leadId) : [];
  const writes = [putNewSubmission(withReplaced(submission, planned)), ...planned.writes, ...welcome];
  return { planned, taken: { action: isCreated ? 'create' : 'update', leadId }, writes };
}

function takenBefore(outcome: Outcome, stored: Listed | undefined, now: Listed | undefined): RowTaken {
  const leadId = outcome.kind === 'lead' ? outcome.leadId : null;
  if (stored?.importId !== now?.importId || stored?.row !== now?.row) return { action: 'known', leadId };
  if (stored?.nothingNew) return { action: 'nothingNew', leadId };
  return { action: outcome.kind === 'lead' && outcome.relation === 'created' ? 'create' : 'update', leadId };
}

/** The first try may have ended before it. */
async function followAgain(submission: Submission, parts: IntakeParts): Promise<void> {
  const { outcome } = await readSubmissionAndOutcome(parts.table, submission);
  if (outcome) await followRecord(await standing(outcome, submission, parts), submission, parts);
}

/** Sends once more what follows from an entry; nothing for one that was never taken in. */
export async function followEntry(ref: SubmissionRef, parts: SubmissionParts): Promise<void> {
  const { submission, outcome } = await readSubmissionAndOutcome(parts.table, ref);
  if (submission && outcome) await follow(await standing(outcome, submission, parts), submission, parts);
}

const enteredIn = ({ lead, outcome }: SettledAtOnce): Entered => ({
  lead,
  relation: outcome.kind === 'lead' ? outcome.relation : 'linked',
});

type SettledAtOnce = Done & { readonly lead: Lead };

async function settleAtOnce(
  submission: Submission,
  parts: IntakeParts,
  {
    along = () => Promise.resolve([]),
    isSame = () => true,
  }: {
    readonly along?: (entered: Entered) => Promise<readonly WriteItem[]>;
    readonly isSame?: (stored: Submission | undefined) => boolean;
  },
): Promise<SettledAtOnce> {
  const done = await untilWritten(async (round) => {
    const { submission: stored, outcome } = await readSubmissionAndOutcome(parts.table, submission);
    if (outcome && !isSame(stored))
      throw new NotPossibleNowError('This request named another person before: choose another Idempotency-Key.');
    if (outcome) return standing(outcome, submission, parts);
    if (round > 1) await refuseErased(submission, parts);
    const counted = { submission, form: null, hasValidToken: false, held: null };
    const planned = await planPost(await understand(counted, parts.clock(), parts), parts);
    const further = planned.lead ? await along(enteredIn({ ...planned, lead: planned.lead })) : [];
    const checks = unlessErasedMeanwhile(submission, planned.outcome, parts);
    await parts.table.transact([putNewSubmission(withReplaced(submission, planned)), ...planned.writes, ...further, ...checks]);
    return planned;
  });
  if (!done.lead) throw new NotFoundError('who this was about is gone');
  return { ...done, lead: done.lead };
}

/** Sets a submission aside that can never be taken in, so that it does not block its group; a released one is held again. */
export async function quarantineSubmission(
  ref: SubmissionRef,
  reasons: QuarantineReason[],
  parts: Pick<IntakeParts, 'table' | 'clock'>,
): Promise<void> {
  await untilWritten(async (round) => {
    const held = round === 1 ? null : onItsWayOut(await readReadableOutcome(parts.table, ref));
    if (round > 1 && !held) return;
    await parts.table.transact(putOutcome(heldOutcome(ref, held, { reasons, at: parts.clock() }), held));
  });
}

async function settle(submission: Submission, form: FormConfig | undefined, parts: IntakeParts): Promise<Done> {
  const setAside = (reasons: QuarantineReason[], hasValidToken?: boolean) =>
    write(submission, null, async (at) => quarantined(heldOutcome(submission, null, { reasons, at, hasValidToken }), null), parts);
  if (submission.delivered) return settleDelivered(submission, form, setAside, parts);
  if (submission.invited) return settleInvited(submission, submission.invited, form, null, parts);
  // Nothing can be told of a post without its form, and whoever waits behind it shall not wait for the form.
  if (!form) return setAside(['formNotConfigured']);
  const [addressPosts, token] = await Promise.all([
    countClientPosts(parts.table, submission),
    countTokenUse(parts.table, submission, form, parts.clock()),
  ]);
  const hasValidToken = token === 'valid';
  const { email, phone } = contactOf(submission.fields);
  const reasons: QuarantineReason[] = suspicions(submission, form, { addressPosts, token });
  // Nothing typed looks like an address or a number: there is nobody to call, but perhaps a slip that a person can read.
  if (email === null && phone === null) reasons.push('noContact');
  if (reasons.length > 0) return setAside(reasons, hasValidToken);
  const counted = { submission, form, hasValidToken, held: null };
  return write(submission, null, async (at) => planPost(await understand(counted, at, parts), parts), parts);
}

/** Takes in what a connector told: it was known by its token or signature, so that nothing is counted, and no mail of a form follows. */
async function settleDelivered(
  submission: Submission,
  form: FormConfig | undefined,
  setAside: (reasons: QuarantineReason[]) => Promise<Done>,
  parts: IntakeParts,
): Promise<Done> {
  const { email, phone } = contactOf(submission.fields);
  const reasons = suspiciousTexts(submission.fields);
  if (email === null && phone === null) reasons.push('noContact');
  if (reasons.length > 0) return setAside(reasons);
  const counted = { submission, form: withoutMails(form), hasValidToken: false, held: null };
  return write(submission, null, async (at) => planPost(await understand(counted, at, parts), parts), parts);
}

/**
 * Takes in what was posted by a link that was sent to somebody: it was known by its signature, so that nothing is counted, and no mail follows.
 * Where the form is gone by now it is set aside.
 * @throws WasErasedError where its person is: nothing would lead from an erasure to what they wrote
 */
function settleInvited(
  submission: Submission,
  { leadId }: Invited,
  form: FormConfig | undefined,
  held: HeldOutcome | null,
  parts: IntakeParts,
): Promise<Done> {
  return write(
    submission,
    held,
    async (at) => {
      const lead = await readLead(parts.table, leadId, { consistent: true });
      if (!lead) throw new WasErasedError('whoever the link was sent to is erased', []);
      if (!form) return quarantined(heldOutcome(submission, held, { reasons: ['formNotConfigured'], at }), held);
      const counted = { submission, form: withoutMails(form), hasValidToken: false, held };
      return planPost(await understand(counted, at, parts), parts);
    },
    parts,
  );
}

/** Whoever filled in a form of a platform has not seen ours, and expects no mail of it. */
const withoutMails = (form: FormConfig | undefined): FormConfig | null => (form ? { ...form, welcomeMail: false } : null);

/** Takes a released post in, whatever held it: a person has looked at it. Without its form it is held again. */
async function settleReleased(submission: Submission, form: FormConfig | undefined, held: HeldOutcome, parts: IntakeParts): Promise<Done> {
  if (submission.delivered) {
    const counted = { submission, form: withoutMails(form), hasValidToken: false, held };
    return write(submission, held, async (at) => planPost(await understand(counted, at, parts), parts), parts);
  }
  if (submission.invited) return settleInvited(submission, submission.invited, form, held, parts);
  if (!form) {
    const again = (at: Date) => heldOutcome(submission, held, { reasons: ['formNotConfigured'], at });
    return write(submission, held, async (at) => quarantined(again(at), held), parts);
  }
  // As the token was judged when it came: by now its uses may be forgotten.
  const hasValidToken = held.hasValidToken ?? (await countTokenUse(parts.table, submission, form, parts.clock())) === 'valid';
  const counted = { submission, form, hasValidToken, held };
  return write(submission, held, async (at) => planPost(await understand(counted, at, parts), parts), parts);
}

/** Writes the one outcome; where somebody else was quicker it is planned anew, unless the outcome is there. */
function write(submission: Submission, held: HeldOutcome | null, plan: (at: Date) => Promise<Plan>, parts: IntakeParts): Promise<Done> {
  // A post with another key may be quicker (same phone, other e-mail), or another delivery of this submission: its outcome counts.
  return untilWritten(async (round) => {
    const { outcome } = round === 1 ? {} : await readSubmissionAndOutcome(parts.table, submission);
    if (outcome && !(held && outcome.kind === 'quarantine' && outcome.version === held.version))
      return standing(outcome, submission, parts);
    const planned = await plan(parts.clock());
    await parts.table.transact(planned.writes);
    return planned;
  });
}

function quarantined(outcome: HeldOutcome, held: HeldOutcome | null): Plan {
  return {
    outcome,
    lead: null,
    firstLinked: null,
    released: null,
    relinked: [],
    writes: putOutcome(outcome, held),
    before: null,
    isNews: true,
  };
}
