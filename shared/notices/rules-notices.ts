import type { MailRequest, MailRequestOf } from '../../events/index.ts';
import type { Lead } from '../leads/index.ts';
import type { MailPlan } from '../mail/index.ts';
import { ownerJustGotIt } from '../mail-requests/index.ts';
import type { Opportunity } from '../opportunities/index.ts';
import { hoursMs, minutesMs } from '../platform/clock.ts';
import { type MailId, Source, SubmissionRef, sameRef } from '../platform/ids.ts';
import type { Proposal } from '../proposals/index.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import type { Task } from '../tasks/index.ts';
import type { Told } from './told.ts';

/** The owner hears of one form's repeats once in this time. */
export const toldPauseMs = 10 * minutesMs;

type Owner = RepConfig | undefined;
/** Whoever answers for a pool, as they sign in. */
interface Leader {
  readonly id: string;
  readonly email: string;
}
const skip = (why: string): MailPlan => ({ act: 'skip', why });

/** How many notices within an hour a rep hears of one by one. What is beyond goes into a digest, ten minutes later at most. */
const mostPerHour = 10;
/** A hot lead is worth a mail of its own for longer: it is called within minutes, or somebody else calls. */
const mostHotPerHour = 30;

/** Sends to the owner, who has to be known by then. */
function toOwner(owner: Owner, most = mostPerHour): MailPlan {
  return owner ? { act: 'send', to: owner.email, pace: { repId: owner.id, mostPerHour: most } } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Notices to leaders of which a burst comes as one mail: their digest has a line for each kind. */
export type ListedForLeaders = 'unacceptedNotice' | 'declinedNotice' | 'escalationNotice' | 'replyNotice' | 'sequenceNotice';

/** Sends to a leader, or leaves to their digest, which has to know the kind. */
const toLeader = (_kind: ListedForLeaders, { id, email }: Leader): MailPlan => ({ act: 'send', to: email, pace: { userId: id } });

/** Tells whether a notice that was left to a rep's digest is still theirs to read: leads move on, and so does what may be known of them. */
export function isStillTheirs(request: MailRequest, { owner }: Pick<Lead, 'owner'>, repId: string): boolean {
  return owner?.repId === repId && (request.kind !== 'assignedNotice' || owner.decisionId === request.decisionId);
}

/** Sends what a digest lists, if anything of it is left. */
export function planDigest(owner: Owner, listed: number): MailPlan {
  if (listed === 0) return skip('nothingLeft');
  return owner ? { act: 'send', to: owner.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Sends what a digest of a leader lists, if anything of it is left. */
export function planLeaderDigest(leader: { readonly email: string } | undefined, listed: number): MailPlan {
  if (!leader) return skip('leaderGone');
  return listed === 0 ? skip('nothingLeft') : { act: 'send', to: leader.email };
}

/** Tells the owner of an assignment; a recall or a new owner wins over a notice that is still under way. */
export function planAssigned(
  request: MailRequestOf<'assignedNotice'>,
  lead: Lead,
  { owner, offer }: { readonly owner: Owner; readonly offer: object | null },
): MailPlan {
  if (lead.owner?.decisionId !== request.decisionId) return skip('ownerChanged');
  // Its time to accept runs.
  if (offer) return toOwner(owner, mostHotPerHour);
  // A list brings many at once, of whom none has just written: a rep hears of them together, from the first on.
  return toOwner(owner, cameByList(lead) ? 0 : mostPerHour);
}

/** Tells whether a lead has just come by a list. */
function cameByList({ source, createdAt, owner }: Lead): boolean {
  return source.first.channel === 'import' && owner !== null && Date.parse(owner.since) - Date.parse(createdAt) < hoursMs;
}

/** Tells a leader that nobody accepts something, unless somebody has it by now. */
export function planUnaccepted({ owner }: Pick<Lead, 'owner'>, leader: Leader | undefined): MailPlan {
  if (owner) return skip('ownerChanged');
  return leader ? toLeader('unacceptedNotice', leader) : skip('leaderGone');
}

/** Tells a leader why a rep declined something, unless nobody works with the lead by now: then there is nothing to decide. */
export function planDeclined(
  { reason }: Pick<MailRequestOf<'declinedNotice'>, 'reason'>,
  { status }: Pick<Lead, 'status'>,
  leader: Leader | undefined,
): MailPlan {
  if (status === 'disqualified' && reason !== 'other') return skip('disqualified');
  return leader ? toLeader('declinedNotice', leader) : skip('leaderGone');
}

/** Tells a leader that a rep has not reached out to a lead, unless somebody has by now, or it is somebody else's. */
export function planEscalation({
  user,
  isTheirs,
  isWaiting,
}: {
  readonly user: Leader | undefined;
  readonly isTheirs: boolean;
  readonly isWaiting: boolean;
}): MailPlan {
  if (!isTheirs) return skip('ownerChanged');
  if (!isWaiting) return skip('taskEnded');
  return user ? toLeader('escalationNotice', user) : skip('leaderGone');
}

/** Tells a leader that a person answered a mail whom nobody has, unless somebody has them by now: it is a task of theirs then. */
export function planReply({ owner }: Pick<Lead, 'owner'>, leader: Leader | undefined): MailPlan {
  if (owner) return skip('ownerChanged');
  return leader ? toLeader('replyNotice', leader) : skip('leaderGone');
}

/** Tells a rep what they can be the first to accept, unless somebody has by now. It comes at once or is of no use: no digest is made of it. */
export function planClaim(rep: Owner, isOpen: boolean): MailPlan {
  if (!isOpen) return skip('claimOver');
  return rep ? { act: 'send', to: rep.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Tells a leader what waits for them, unless they may not sign in any more. */
export function planSplit(leader: { readonly email: string } | undefined): MailPlan {
  return leader ? { act: 'send', to: leader.email } : skip('leaderGone');
}

/** Tells a leader of unusual reading. */
export function planReading(leader: { readonly email: string } | undefined): MailPlan {
  return leader ? { act: 'send', to: leader.email } : skip('leaderGone');
}

/** Tells somebody who administers which lists were taken out. */
export function planExports(user: { readonly email: string; readonly role: string } | undefined, made: number): MailPlan {
  if (user?.role !== 'admin') return skip('leaderGone');
  return made === 0 ? skip('nothingLeft') : { act: 'send', to: user.email };
}

/** Tells a user that a note names them, while it stands and they may read it. */
export function planMention(
  user: { readonly email: string } | undefined,
  { isThere, mayRead }: { readonly isThere: boolean; readonly mayRead: boolean },
): MailPlan {
  if (!user) return skip('leaderGone');
  if (!isThere) return skip('noteGone');
  return mayRead ? { act: 'send', to: user.email } : skip('ownerChanged');
}

/** Tells whoever had a customer that another one looks after them; a lead that came back to the seller since is theirs. */
export function planAfterSale({ repId }: MailRequestOf<'afterSaleNotice'>, { owner }: Pick<Lead, 'owner'>, seller: Owner): MailPlan {
  if (owner?.repId === repId) return skip('ownerChanged');
  return seller ? { act: 'send', to: seller.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Tells a rep that two leads became one; nothing where they are two again. */
export function planMerged(
  { otherLeadId }: MailRequestOf<'mergedNotice'>,
  { leadId, members = [] }: Pick<Lead, 'leadId' | 'members'>,
  rep: Owner,
): MailPlan {
  if (leadId !== otherLeadId && !members.some((member) => member === otherLeadId)) return skip('partedAgain');
  return rep ? { act: 'send', to: rep.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Tells a rep that two leads are two again; nothing where they are one once more, or another rep has theirs by now. */
export function planParted(
  { leadId: ofRequest, otherLeadId, repId }: MailRequestOf<'partedNotice'>,
  { leadId, members = [], owner }: Pick<Lead, 'leadId' | 'members' | 'owner'>,
  rep: Owner,
): MailPlan {
  if (leadId !== ofRequest || members.some((member) => member === otherLeadId)) return skip('mergedAgain');
  if (owner?.repId !== repId) return skip('ownerChanged');
  return rep ? { act: 'send', to: rep.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Tells the owner of a repeat, unless they heard of the lead a moment ago and it proposes nothing, or of the form's last repeat. */
export function planRepeat(
  { request, lead, mailId }: { readonly request: MailRequestOf<'repeatNotice'>; readonly lead: Lead; readonly mailId: MailId },
  { owner, lastTold, proposals }: { readonly owner: Owner; readonly lastTold: Told | undefined; readonly proposals: readonly Proposal[] },
  now: Date,
): MailPlan {
  if (!lead.owner) return skip('noOwner');
  // Whoever has just been given a lead must not call a number without knowing that a post says another.
  const isProposing = proposals.some(({ submission }) => sameRef(submission, SubmissionRef.parse(request)));
  if (!isProposing && ownerJustGotIt(lead, Source.parse(request), now)) return skip('ownerJustGotIt');
  if (lastTold && lastTold.mailId !== mailId && now.getTime() - Date.parse(lastTold.at) < toldPauseMs) return skip('ownerToldLately');
  return toOwner(owner);
}

/** What a notice of a hot lead rests on. */
interface Hot {
  /** The change that made it so, with its owner of then. */
  readonly rise: { readonly repId: string | null } | undefined;
  /** The need whose owner is told; null: the lead itself. */
  readonly need: Pick<Opportunity, 'state'> | undefined | null;
  /** Whoever owns now what the notice is about. */
  readonly owner: Owner;
}

/** Tells whoever owns a lead now, or a need of it whose product made it so, that it became hot. */
export function planHot(lead: Lead, { rise, need, owner }: Hot): MailPlan {
  if (lead.evidence.temperature !== 'hot') return skip('notHotAnyMore');
  if (!lead.owner) return skip('noOwner');
  if (!rise) return skip('changeGone');
  // Nobody owned it then: the notice of its assignment is written later and tells how hot it is.
  if (need === null && rise.repId === null) return skip('toldWithAssignment');
  if (need !== null && need?.state !== 'open') return skip('needClosed');
  // Whoever owns it now is the one to call.
  return toOwner(owner, mostHotPerHour);
}

/** What a step of a sequence tells, and to whom. */
interface StepTold {
  /** Undefined: its sequence has no such step any more. */
  readonly step: object | undefined;
  readonly owner: Owner;
  /** Of the pool that looks for somebody. */
  readonly leader: Leader | undefined;
}

/** Tells whoever owns a lead by now what a step of a sequence says; where nobody does, the leader of the pool. */
export function planSequenceNotice(lead: Pick<Lead, 'owner' | 'status'>, { step, owner, leader }: StepTold): MailPlan {
  if (!step) return skip('stepGone');
  // Whoever closed it knows.
  if (lead.status === 'disqualified') return skip('disqualified');
  if (lead.owner) return toOwner(owner);
  return leader ? toLeader('sequenceNotice', leader) : { act: 'fail', reason: 'nobodyToTell' };
}

/** Tells a leader how their pools stand, where the company has it so and there is anything to say. */
export function planMorning(
  leader: { readonly email: string } | undefined,
  { isOn, isSilent }: { readonly isOn: boolean; readonly isSilent: boolean },
): MailPlan {
  if (!leader) return skip('leaderGone');
  if (!isOn) return skip('switchedOff');
  return isSilent ? skip('nothingLeft') : { act: 'send', to: leader.email };
}

/** Tells whoever does marketing, or leads a pool that waits for a level, what leads did that marketing has. */
export function planMarketing(
  reader: { readonly email: string } | undefined,
  { hasPools, active }: { readonly hasPools: boolean; readonly active: number },
): MailPlan {
  if (!reader) return skip('leaderGone');
  if (!hasPools) return skip('switchedOff');
  return active === 0 ? skip('nothingLeft') : { act: 'send', to: reader.email };
}

/** Tells somebody that a channel refuses them, unless they have chosen anew since. */
export function planChannelOff(
  { at }: MailRequestOf<'channelOffNotice'>,
  receiver: { readonly email: string } | undefined,
  closed: { readonly at: string } | null,
): MailPlan {
  if (closed?.at !== at) return skip('chosenAgain');
  return receiver ? { act: 'send', to: receiver.email } : { act: 'fail', reason: 'ownerUnknown' };
}

/** Reminds whoever is to do a task, unless it was done, moved to another moment or taken from them. */
export function planReminder({ dueAt }: MailRequestOf<'taskReminder'>, task: Task | undefined, owner: Owner): MailPlan {
  if (!task) return skip('taskGone');
  if (task.status !== 'open') return skip('taskEnded');
  if (task.dueAt !== dueAt) return skip('taskMoved');
  if (task.ownerRepId === null) return skip('noOwner');
  return owner ? { act: 'send', to: owner.email } : { act: 'fail', reason: 'ownerUnknown' };
}
