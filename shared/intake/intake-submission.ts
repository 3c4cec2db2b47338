import { type FormConfig, formKind } from '../capture/form-config.ts';
import {
  countClientPosts,
  countTokenUse,
  type HeldOutcome,
  type Outcome,
  putOutcome,
  type QuarantineReason,
  readReadableOutcome,
  readSubmissionAndOutcome,
  releaseOf,
  type Submission,
  suspicions,
} from '../capture/index.ts';
import { contactOf } from '../identity/index.ts';
import { readLead } from '../leads/index.ts';
import { mailRequest, ownerJustGotIt } from '../mail-requests/index.ts';
import { ConfigurationError, CorruptItemError, NotFoundError, UnavailableError } from '../platform/errors.ts';
import { formIdOf, leadSubject, refOf, refText, type Source, type SubmissionRef } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { assignMessageFor } from '../routing/index.ts';
import { comeBack, comesBack } from '../status/index.ts';
import { keepSessions, recounts, releaseSessions } from '../tracking/index.ts';
import { leadsBeside, linkedBefore, visitorOf } from './device.ts';
import type { IntakeParts } from './parts.ts';
import { type Plan, planPost } from './plan.ts';
import { understand } from './post.ts';
import { formVersionOf, heldOutcome } from './release.ts';
import { ringForHeld } from './ring-for-held.ts';

/**
 * Makes a stored submission a lead, links it to a known one, or sets it aside: exactly one outcome, written in the same
 * transaction as what it did. Safe to repeat: where an outcome stands, only the messages that follow from it are sent again.
 * A post that was released from quarantine goes on from there, as if it had never been held.
 */
export async function intakeSubmission(ref: SubmissionRef, parts: IntakeParts): Promise<void> {
  const stored = await readSubmissionAndOutcome(parts.table, ref);
  if (!stored.submission) throw new CorruptItemError('the submission does not exist');
  const { submission } = stored;
  const held = onItsWayOut(stored.outcome);
  if (stored.outcome && !held) {
    await follow(await standing(stored.outcome, submission, parts), submission, parts);
    return;
  }
  const form = await readForm(submission, formVersionOf(held) ?? submission.formVersion, parts);
  const done = await (held ? settleReleased(submission, form, held, parts) : settle(submission, form, parts));
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

const formMissing = 'publish the form again, or take it off the pages that still post to it';

/**
 * The form as it is configured now; undefined when it is not. Another instance may have taken or released the post by a version that
 * this one does not know for half a minute: that version says then whether there is such a form.
 */
async function readForm(source: Source, formVersion: number, { config }: IntakeParts): Promise<FormConfig | undefined> {
  const formId = formIdOf(source);
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

/** An outcome that stands, and the lead it names as far as it is known. */
type Done = Pick<Plan, 'outcome' | 'lead' | 'firstLinked' | 'released' | 'relinked'>;

/** What was done by another delivery, which may have ended before what follows. */
async function standing(outcome: Outcome, submission: Submission, parts: IntakeParts): Promise<Done> {
  if (outcome.kind !== 'lead') return { outcome, lead: null, firstLinked: null, released: null, relinked: [] };
  const [lead, firstLinked, relinked] = await Promise.all([
    readLead(parts.table, outcome.leadId, { consistent: true }),
    linkedBefore(submission, outcome.leadId, parts),
    leadsBeside(submission, outcome.leadId, parts),
  ]);
  return { outcome, lead: lead ?? null, firstLinked, released: null, relinked };
}

async function settle(submission: Submission, form: FormConfig | undefined, parts: IntakeParts): Promise<Done> {
  const setAside = (reasons: QuarantineReason[], hasValidToken?: boolean) =>
    write(submission, null, async (at) => quarantined(heldOutcome(submission, null, { reasons, at, hasValidToken }), null), parts);
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

/** Takes a released post in, whatever held it: a person has looked at it. Without its form it is held again. */
async function settleReleased(submission: Submission, form: FormConfig | undefined, held: HeldOutcome, parts: IntakeParts): Promise<Done> {
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
  return { outcome, lead: null, firstLinked: null, released: null, relinked: [], writes: putOutcome(outcome, held) };
}

/** Sends what follows from an outcome; the receivers make each effect happen once. */
async function follow(
  { outcome, lead: taken, firstLinked, released, relinked }: Done,
  submission: Submission,
  parts: IntakeParts,
): Promise<void> {
  if (outcome.kind !== 'lead' || !taken) return;
  const { leadId, relation } = outcome;
  const ref = refOf(submission);
  const correlationId = refText(ref);
  const post = {
    leadId: taken.leadId,
    by: 'post',
    at: outcome.at,
    actor: { kind: 'submission', id: correlationId },
    correlationId,
  } as const;
  // Before anything is told or sent: mails and notices ask whether somebody works with the lead.
  const lead = comesBack(taken, 'post', outcome.at) ? await comeBack(post, parts) : taken;
  if (!lead) return;
  const sends: Promise<unknown>[] = [];
  // A lead that waits without an owner gets another try with each of its posts.
  if (lead.routing?.state === 'waiting') {
    const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: lead.routing.poolId } as const;
    const cause = relation === 'created' ? 'created' : 'post';
    sends.push(parts.assign.send(assignMessageFor({ ...asked, cause, causationId: correlationId, correlationId })));
  }
  // Whoever has just been given the lead is being told of it; the gate would read all facts to find the same. What a post proposes is
  // news all the same, and the gate knows whether it is this post that does.
  const toldAt = outcome.released?.at ?? submission.receivedAt;
  const isNews = lead.owner !== null && (lead.openProposals || !ownerJustGotIt(lead, ref, new Date(toldAt)));
  if (relation === 'linked' && isNews) sends.push(parts.notice.send({ body: mailRequest('repeatNotice', leadId, ref) }));
  const { email } = contactOf(submission.fields);
  // The gate would book a slot, read and write to find what the outcome says already.
  if (email && !outcome.mailsOff) sends.push(parts.mail.send({ body: mailRequest('welcome', leadId, ref) }));
  // What the post says against the record, under the record's own address, its person may confirm.
  if (email && lead.openProposals && email === lead.email)
    sends.push(parts.mail.send({ body: mailRequest('proposedChange', leadId, ref) }));
  // The visits that were recorded before anybody knew whose they are; tracking keeps later ones itself.
  if (firstLinked) sends.push(keepSessions(parts.table, firstLinked));
  if (released) sends.push(releaseSessions(parts.table, released));
  // A new lead is scored with its first post; what its visitors did is counted when the link stands.
  if (relation === 'linked' && !relinked.includes(leadId))
    sends.push(parts.score.send({ body: { v: 1, kind: 'submission', leadId, ...ref } }));
  const visitorId = visitorOf(submission)?.visitorId;
  if (visitorId) sends.push(parts.score.sendAll(relinked.flatMap((one) => recounts(one, visitorId))));
  await Promise.all(sends);
}
