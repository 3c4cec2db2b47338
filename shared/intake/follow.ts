import type { Outcome, Submission } from '../capture/index.ts';
import { contactOf } from '../identity/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { mailRequest, ownerJustGotIt } from '../mail-requests/index.ts';
import { opportunitiesOf, readOpportunity } from '../opportunities/index.ts';
import { formIdOf, leadSubject, type OpportunityId, refOf, refText } from '../platform/ids.ts';
import { assignMessageFor } from '../routing/index.ts';
import { comeBack, comesBack } from '../status/index.ts';
import { keepSessions, recounts, releaseSessions } from '../tracking/index.ts';
import { leadsBeside, linkedBefore, visitorOf } from './device.ts';
import type { IntakeParts, SubmissionParts } from './parts.ts';
import type { Plan } from './plan.ts';

/** An outcome that stands, and the lead it names as far as it is known. */
export type Done = Pick<Plan, 'outcome' | 'lead' | 'firstLinked' | 'released' | 'relinked'>;

/** What was done by another delivery, which may have ended before what follows. */
export async function standing(outcome: Outcome, submission: Submission, parts: IntakeParts): Promise<Done> {
  if (outcome.kind !== 'lead') return { outcome, lead: null, firstLinked: null, released: null, relinked: [] };
  const [lead, firstLinked, relinked] = await Promise.all([
    readLead(parts.table, outcome.leadId, { consistent: true }),
    linkedBefore(submission, outcome.leadId, parts),
    leadsBeside(submission, outcome.leadId, parts),
  ]);
  return { outcome, lead: lead ?? null, firstLinked, released: null, relinked };
}

/** Sends what follows from an outcome; the receivers make each effect happen once. */
export async function follow(taken: Done, submission: Submission, parts: SubmissionParts): Promise<void> {
  // What a shop tells is no word of the person: it brings nobody a mail, and nobody back. A colleague has just heard from them.
  const { enteredBy, delivered, invited } = submission;
  // To answer what was asked is no new need: it brings nobody back, and sequences tell whom the company wants to be told.
  if (invited) return followRecord(taken, submission, parts);
  if (formIdOf(submission) === null && !enteredBy && !delivered) return followRecord(taken, submission, parts);
  // Before anything is told or sent: mails and notices ask whether somebody works with the lead.
  const done = await withLeadBack(taken, submission, parts);
  await Promise.all([...recordAfter(done, submission, parts), ...mailsAfter(done, submission, parts)]);
}

/**
 * Sends what follows for the record alone, of what a system of the company's told. Whether the lead is worked with again, what it told of decides:
 * an order may be of long ago.
 */
export async function followRecord(done: Done, submission: Submission, parts: IntakeParts): Promise<void> {
  await Promise.all(recordAfter(done, submission, parts));
}

/** Brings a lead with which nobody worked any more back by what is new of it. */
async function withLeadBack(done: Done, submission: Submission, parts: IntakeParts): Promise<Done> {
  const { outcome, lead } = done;
  if (outcome.kind !== 'lead' || !lead || !comesBack(lead, 'post', outcome.at)) return done;
  const correlationId = refText(submission);
  const actor = { kind: 'submission', id: correlationId } as const;
  const post = { leadId: lead.leadId, by: 'post', at: outcome.at, actor, correlationId } as const;
  return { ...done, lead: (await comeBack(post, parts)) ?? null };
}

/** Sends the mails that follow from a post. */
function mailsAfter({ outcome, lead }: Done, submission: Submission, parts: SubmissionParts): Promise<unknown>[] {
  if (outcome.kind !== 'lead' || !lead) return [];
  const { leadId, relation } = outcome;
  const ref = refOf(submission);
  const sends: Promise<unknown>[] = [];
  // Whoever has just been given the lead is being told of it; the gate would read all facts to find the same. What a post proposes is
  // news all the same, and the gate knows whether it is this post that does.
  const toldAt = outcome.released?.at ?? submission.receivedAt;
  // A need that the post opens is for whoever gets it, and who has another one the gate knows.
  const { opened = [] } = outcome;
  const hasJustGotIt = opened.length > 0 || ownerJustGotIt(lead, ref, new Date(toldAt));
  const hasNeeds = opened.length === 0 && lead.evidence.opportunities.open > 0;
  const isNews = hasNeeds || (lead.owner !== null && (lead.openProposals || !hasJustGotIt));
  // Whoever typed in a person of their own needs no notice of it.
  const isOwn = submission.enteredBy?.repId !== undefined && submission.enteredBy.repId === lead.owner?.repId;
  if (relation === 'linked' && isNews && !isOwn) sends.push(parts.notice.send({ body: mailRequest('repeatNotice', leadId, ref) }));
  const { email } = contactOf(submission.fields);
  // The gate would book a slot, read and write to find what the outcome says already.
  if (email && !outcome.mailsOff)
    sends.push(parts.mail.send({ body: mailRequest('welcome', leadId, relation === 'linked' ? { ...ref, isRepeat: true } : ref) }));
  // They wait for it, whatever the form sends else.
  if (email && outcome.fileByMail && !submission.delivered && !submission.enteredBy)
    sends.push(parts.mail.send({ body: mailRequest('fileLink', leadId, ref) }));
  // What the post says against the record, under the record's own address, its person may confirm.
  if (email && lead.openProposals && email === lead.email && !submission.enteredBy)
    sends.push(parts.mail.send({ body: mailRequest('proposedChange', leadId, ref) }));
  // Advertising mails are wanted when the mailbox says so, by a button; what is ticked under its address only asks it.
  if (email && submission.consent.some(({ purpose, granted }) => purpose === 'newsletter' && granted))
    sends.push(parts.mail.send({ body: mailRequest('confirmSubscription', leadId, ref) }));
  return sends;
}

/** Sends what follows for the record: an owner, its scores, the visits of a device. */
function recordAfter(
  { outcome, lead, firstLinked, released, relinked }: Done,
  submission: Submission,
  parts: IntakeParts,
): Promise<unknown>[] {
  if (outcome.kind !== 'lead' || !lead) return [];
  const { leadId, relation } = outcome;
  const ref = refOf(submission);
  const correlationId = refText(ref);
  const sends: Promise<unknown>[] = [];
  // A lead that waits without an owner, or floats, gets another try with each of its posts: whoever writes again waits for no taker.
  const isForNobody = relation === 'created' && submission.listed?.isForNobody === true;
  if (!isForNobody && (lead.routing?.state === 'waiting' || lead.routing?.state === 'floating')) {
    const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: lead.routing.poolId } as const;
    const cause = relation === 'created' ? 'created' : 'post';
    sends.push(parts.assign.send(assignMessageFor({ ...asked, cause, causationId: correlationId, correlationId })));
  }
  if (outcome.opened) sends.push(askForOwners(outcome.opened, correlationId, parts));
  if (relation === 'linked' && lead.evidence.opportunities.open > 0)
    sends.push(askForOthers(lead, outcome.opened ?? [], correlationId, parts));
  // The visits that were recorded before anybody knew whose they are; tracking keeps later ones itself.
  if (firstLinked) sends.push(keepSessions(parts.table, firstLinked));
  if (released) sends.push(releaseSessions(parts, released));
  // A new lead is scored with its first post; what its visitors did is counted when the link stands.
  if (relation === 'linked' && !relinked.includes(leadId))
    sends.push(parts.score.send({ body: { v: 1, kind: 'submission', leadId, ...ref } }));
  const visitorId = visitorOf(submission)?.visitorId;
  if (visitorId) sends.push(parts.score.sendAll(relinked.flatMap((one) => recounts(one, visitorId))));
  return sends;
}

/** Asks for owners of the other needs of a person who writes again, as far as nobody has them: what floats waits for no taker either. */
async function askForOthers(lead: Lead, opened: readonly OpportunityId[], correlationId: string, parts: IntakeParts): Promise<void> {
  const apart = (await opportunitiesOf(parts.table, lead)).filter(({ subject, owner }) => subject !== leadSubject && owner === null);
  const others = apart.map(({ opportunityId }) => opportunityId).filter((id) => !opened.includes(id));
  await askForOwners(others, correlationId, parts);
}

/** Asks for owners of needs, as long as nobody has them; what was given meanwhile stays. */
async function askForOwners(opened: readonly OpportunityId[], correlationId: string, { table, assign }: IntakeParts): Promise<void> {
  const opportunities = await Promise.all(opened.map((id) => readOpportunity(table, id)));
  await assign.sendAll(
    opportunities.flatMap((need) => {
      if (need?.state !== 'open' || need.poolId === null || need.owner !== null) return [];
      const { leadId, subject, poolId } = need;
      const asked = { v: 1, kind: 'assign', leadId, subject, poolId, cause: 'post' } as const;
      return [assignMessageFor({ ...asked, causationId: correlationId, correlationId })];
    }),
  );
}
