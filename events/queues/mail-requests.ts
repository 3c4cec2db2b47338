import { z } from 'zod';
import { Channel } from '../channel.ts';
import { DeclineReason } from '../leads/decline-reason.ts';

/** Names the submission that a mail is about. */
const post = { channel: Channel, sourceId: z.string(), submissionId: z.string() };

/** Defines what asks for a mail of a kind: `about` holds the ids by which its product finds the rest. */
function mailRequest<Kind extends string, About extends z.ZodRawShape>(kind: Kind, about: About) {
  return z.object({
    v: z.literal(1),
    kind: z.literal(kind),
    leadId: z.string(),
    ...about,
    /** Counts postponements of the same mail, so that waits grow. */
    retry: z.number().int().optional(),
    /** Since when it finds no slot of the sending rate. */
    waitsSince: z.iso.datetime().optional(),
  });
}

/** Asks the gate for one mail; ids and enums only. */
export const MailRequest = z.discriminatedUnion('kind', [
  /** `subject`: what of the lead; a message of the version before names none. */
  mailRequest('assignedNotice', { subject: z.string().default('lead'), decisionId: z.string() }),
  mailRequest('repeatNotice', post),
  /** `entryId` and `at` name the timeline entry by which the lead became hot; `subject` whose owner hears of it, where that is not the lead itself. */
  mailRequest('hotNotice', { entryId: z.string(), at: z.iso.datetime(), subject: z.string().optional() }),
  /** The notices that a rep did not get one by one; `leadId`: the lead of the first, which the digest is kept with. */
  mailRequest('digestNotice', { repId: z.string(), part: z.string() }),
  /** The notices that a leader did not get one by one, by the id of their user; `leadId`: the lead of the first. */
  mailRequest('leaderDigest', { userId: z.string(), part: z.string() }),
  /** `task` names it among those of the lead; one that was moved to another moment has another reminder. `subject`: what of the lead, where not itself. */
  mailRequest('taskReminder', { task: z.string(), dueAt: z.iso.datetime(), subject: z.string().optional() }),
  /** The tasks of a rep that are overdue on a morning; `leadId`: the lead of the first, which the mail is kept with. */
  mailRequest('overdueNotice', { repId: z.string(), morning: z.iso.datetime() }),
  /** `decisionId`: by which the lead went to whoever looks after customers; `repId`: who had it until then. */
  mailRequest('afterSaleNotice', { decisionId: z.string(), repId: z.string() }),
  /** Two leads became one, to a rep who had one of them; `leadId`: the one that is left, `at`: when. */
  mailRequest('mergedNotice', { otherLeadId: z.string(), repId: z.string(), by: z.enum(['person', 'rule']), at: z.iso.datetime() }),
  /** Two leads that were one are two again, to a rep who has one of them; `leadId`: that one, `at`: when. */
  mailRequest('partedNotice', { otherLeadId: z.string(), repId: z.string(), at: z.iso.datetime() }),
  /** The leads that a rep has no more by rules of their pools, on a morning; `leadId`: one of them, which the mail is kept with. */
  mailRequest('releasedNotice', { repId: z.string(), morning: z.iso.datetime() }),
  /** What a step of a run tells whoever has the lead; `sequenceVersion`: with its words; `subject`: the need that the run is about. */
  mailRequest('sequenceNotice', {
    sequenceId: z.string(),
    run: z.number().int().positive(),
    stepId: z.string(),
    sequenceVersion: z.number().int().nonnegative(),
    subject: z.string().optional(),
  }),
  /** What is offered and not accepted, to a leader of its pool; `endedAt`: when the last offer ended. */
  mailRequest('unacceptedNotice', { subject: z.string(), poolId: z.string(), endedAt: z.string(), userId: z.string() }),
  /** That a rep declined what a decision offered, to a leader of its pool. */
  mailRequest('declinedNotice', {
    subject: z.string(),
    poolId: z.string(),
    repId: z.string(),
    decisionId: z.string(),
    reason: DeclineReason,
    userId: z.string(),
  }),
  /** What a rep has since then, and has not reached out to, to a leader of its pool. */
  mailRequest('escalationNotice', { subject: z.string(), repId: z.string(), since: z.string(), userId: z.string() }),
  /** That a person answered a mail whom nobody has, to a leader of their pool; `at`: when. */
  mailRequest('replyNotice', { replyId: z.string(), at: z.iso.datetime(), userId: z.string() }),
  /** What is open to whoever accepts first, by the decision that opened it, to one of them. */
  mailRequest('claimNotice', { subject: z.string(), decisionId: z.string(), repId: z.string() }),
  /** What waits in a pool for its leader, to one of them; `leadId`: the lead that waits longest, which the mail is kept with; `tick`: the look that counted them. */
  mailRequest('splitNotice', {
    poolId: z.string(),
    tick: z.iso.datetime(),
    since: z.string(),
    waiting: z.number().int().positive(),
    userId: z.string(),
  }),
  /** What a rep got of many leads that went at once; `leadId`: the first of theirs, which the mail is kept with. */
  mailRequest('givenNotice', { place: z.string(), splitId: z.string(), repId: z.string() }),
  /**
   * What a rep has no more by somebody's word: `count` leads, `leads` the first of them; `cause`: the gift, split or list, which makes it one message. `leadId`: the first, which the mail
   * is kept with.
   */
  mailRequest('takenNotice', {
    repId: z.string(),
    cause: z.string().min(1),
    count: z.number().int().positive(),
    leads: z.array(z.string()).min(1).max(10),
  }),
  /** How the pools of a leader stand on a morning; `leadId`: a lead that it tells of, which the mail is kept with. */
  mailRequest('morningNotice', { userId: z.string(), morning: z.iso.datetime(), since: z.iso.datetime() }),
  /** What leads did that marketing has, since the last morning; `leadId`: one of them, which the mail is kept with. */
  mailRequest('marketingNotice', { userId: z.string(), morning: z.iso.datetime(), since: z.iso.datetime() }),
  /** A channel that a rep had, or a user who is none, refuses them since `at`; `leadId`: of the notice by which that came out. */
  mailRequest('channelOffNotice', { repId: z.string().optional(), userId: z.string().optional(), at: z.iso.datetime() }),
  /**
   * A rep asked for far more masked numbers within an hour than they do, to one of their leaders; `leadId`: the lead of the last of them, which the mail
   * is kept with. `usual`: the median of their hours.
   */
  mailRequest('readingNotice', {
    repId: z.string(),
    at: z.iso.datetime(),
    numbers: z.number().int().positive(),
    usual: z.number().nonnegative(),
    userId: z.string(),
  }),
  /** What the law wants done by a moment, to somebody who administers; `leadId`: any lead, which the mail is kept with; it tells of none. */
  mailRequest('rightsNotice', {
    recordId: z.string(),
    of: z.enum(['acknowledge', 'answer', 'breach']),
    percent: z.number().int(),
    dueAt: z.iso.datetime(),
    userId: z.string(),
  }),
  /** That an address is told of events no more, to its owner or somebody who administers; `leadId`: any lead, which the mail is kept with; it tells of none. */
  mailRequest('webhookNotice', { webhookId: z.string(), at: z.iso.datetime(), userId: z.string() }),
  /** Which lists were taken out within a quarter of an hour, to somebody who administers; `leadId`: any lead, which the mail is kept with; it tells of none. */
  mailRequest('exportNotice', { since: z.iso.datetime(), until: z.iso.datetime(), userId: z.string() }),
  /** The numbers of a week or a month, to somebody who asked for them, by the first day of it; `leadId`: any lead, which the mail is kept with; it tells of none. */
  mailRequest('reportDigest', { userId: z.string(), of: z.enum(['week', 'month']), from: z.iso.date() }),
  /** That a colleague named a user in a note; `leadId`: the lead that the note is about. */
  mailRequest('mentionNotice', { noteId: z.string(), userId: z.string() }),
  /** `isRepeat`: the post is one of a person who was known, of which most bring no mail. */
  mailRequest('welcome', { ...post, isRepeat: z.literal(true).optional() }),
  mailRequest('followUp', post),
  /** Asks whether what the post says against the record is the person's own word. */
  mailRequest('proposedChange', post),
  /** Asks whether the mails are wanted that the post asked for. */
  mailRequest('confirmSubscription', post),
  /** Brings the link to the file that the post asked for. */
  mailRequest('fileLink', post),
  /** `at`: when advertising mails were refused; `topics`: which, null: all. */
  mailRequest('refusalConfirmed', { at: z.iso.datetime(), topics: z.array(z.string()).nullable() }),
  /** Asks the mailbox of the record whether the mails are wanted that its person is said to have asked a colleague for, under this reference; `at`: when that was noted. */
  mailRequest('subscriptionAsked', { at: z.iso.datetime(), ...post }),
  /**
   * What became of a registration for an event, by its code; `leadId`: the record under which it lies, the post: the one that registered. `sequence`: of what is
   * told of the event; `startsAt` and `hours`: of a reminder.
   */
  mailRequest('registrationMail', {
    ...post,
    code: z.string(),
    what: z.enum(['confirmed', 'waiting', 'refused', 'movedUp', 'changed', 'calledOff', 'reminder']),
    sequence: z.number().int().nonnegative(),
    startsAt: z.iso.datetime().optional(),
    hours: z.number().positive().optional(),
  }),
  /** What a colleague wrote themselves; `repId`: who of them hears of an answer, where a rep wrote it. */
  mailRequest('letter', { letterId: z.string(), repId: z.string().optional() }),
  /** A step of a run of the lead through a sequence. */
  mailRequest('sequenceMail', { sequenceId: z.string(), run: z.number().int().positive(), stepId: z.string() }),
  /** Asks the mailbox of a new address whether the person's mails are to come to it; `at`: when it was typed. */
  mailRequest('addressAsked', { proposalId: z.string(), at: z.iso.datetime() }),
  /** Tells an address that another one took its place, by the mailbox of that one; `at`: when. */
  mailRequest('addressChanged', { proposalId: z.string(), at: z.iso.datetime() }),
]);
export type MailRequest = z.infer<typeof MailRequest>;

/** What asks for a mail of one kind. */
export type MailRequestOf<Kind extends MailRequest['kind']> = Extract<MailRequest, { readonly kind: Kind }>;

/** The kinds of mails that Phễu sends, one for each request. */
export const MailKind = z.enum(MailRequest.options.map(({ shape }) => shape.kind.value));
export type MailKind = z.infer<typeof MailKind>;

/** Asks what became of an attempt whose answer from SES was lost. */
export const MailDoubt = z.object({
  v: z.literal(1),
  kind: z.literal('resolve'),
  leadId: z.string(),
  mailId: z.string(),
  attemptId: z.string(),
});
export type MailDoubt = z.infer<typeof MailDoubt>;

export const MailMessage = z.discriminatedUnion('kind', [...MailRequest.options, MailDoubt]);
export type MailMessage = z.infer<typeof MailMessage>;
