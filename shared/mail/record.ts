import { z } from 'zod';
import { MailKind, MailRequest, mailFailed, mailSent } from '../../events/index.ts';
import { Trial } from '../experiments/experiment-config.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, leadSubject, MailId, SubmissionRef, TopicId } from '../platform/ids.ts';
import type { Item } from '../platform/table.ts';

export type { MailKind };
export const MailAudience = mailSent.write.shape.audience;
export type MailAudience = z.infer<typeof MailAudience>;
export const MailFailure = mailFailed.write.shape.reason;
export type MailFailure = z.infer<typeof MailFailure>;

/**
 * inDigest: its rep hears of it in a digest, with others.
 * planned: free to be taken, at once or when its wait is over · claimed: a worker holds it until `leaseUntil` · unknown: SES may or may not have accepted it
 * skipped: not needed when it was asked for, and free like `planned`: who asks again has it decided anew · sent, failed: settled.
 */
export const MailStatus = z.enum(['planned', 'claimed', 'unknown', 'skipped', 'inDigest', 'sent', 'failed']);
export type MailStatus = z.infer<typeof MailStatus>;

/** Tells whether nothing is under way for a mail. */
export const isAtRest = ({ status }: { readonly status: MailStatus }): boolean =>
  ['skipped', 'inDigest', 'sent', 'failed'].includes(status);

/** Tells whether a mail may be taken for an attempt. */
export const isFree = ({ status }: { readonly status: MailStatus }): boolean => status === 'planned' || status === 'skipped';

/** Why a mail was not needed, as its product calls it: one word, which can hold nothing of a person. */
export const SkipReason = z
  .string()
  .regex(/^[a-z]+([A-Z][a-z]+)*$/)
  .max(40);

/** The send state of one mail; one item per lead and mail id. Holds ids, enums and a digest only. */
export const Mail = z.object({
  leadId: LeadId,
  mailId: MailId,
  kind: MailKind,
  audience: MailAudience,
  status: MailStatus,
  /** What asked for it, so that it can be asked for again. */
  askedBy: MailRequest,
  templateVersion: z.string().optional(),
  /** Which of two mails that are tried against each other it is. */
  trial: Trial.exactOptional(),
  leadVersion: z.number().int().positive(),
  correlationId: z.string(),
  /** When its tries began; a mail that was skipped has not begun. */
  plannedAt: z.string().optional(),
  updatedAt: z.string(),
  attempts: z.number().int().nonnegative(),
  /** Which of all mails to people it is; a further attempt keeps it. */
  ordinal: z.number().int().positive().optional(),
  attemptId: z.string().optional(),
  leaseUntil: z.string().optional(),
  unknownSince: z.string().optional(),
  /** The id SES gave; absent when a feedback event told of the sending. */
  messageId: z.string().optional(),
  /** To which address a mail to a lead went, by its digest. @default - nobody noted it */
  address: z.string().exactOptional(),
  /** Whose history it is, where its lead was two people when it went out. @default - its lead's */
  ofLead: LeadId.exactOptional(),
  /** Which digest of its rep lists it. */
  digest: z.string().optional(),
  /** The moment that it was planned for, where what follows counts from it: not the second in which SES answered. */
  plannedFor: z.string().optional(),
  /** Until when it waits before it is decided upon again. */
  waitsUntil: z.string().optional(),
  /** Why it is skipped or failed, or what it waits for. */
  reason: z.union([MailFailure, SkipReason]).optional(),
});
export type Mail = z.infer<typeof Mail>;

/** What is known of a mail before its first attempt. */
export type PlannedMail = Pick<
  Mail,
  | 'leadId'
  | 'mailId'
  | 'kind'
  | 'audience'
  | 'askedBy'
  | 'templateVersion'
  | 'trial'
  | 'leadVersion'
  | 'correlationId'
  | 'ordinal'
  | 'plannedFor'
  | 'address'
>;

/**
 * Returns what the entries of a mail say of the need that it is about, where that is not the lead itself: whoever may not read of a need reads of
 * no notice about it either. A notice of a post names none, since posts are the person's.
 */
export function needIn({ askedBy }: Pick<Mail, 'askedBy'>): { readonly subject?: string } {
  return 'subject' in askedBy && askedBy.subject !== undefined && askedBy.subject !== leadSubject ? { subject: askedBy.subject } : {};
}

/** Returns what the entries of a mail say of the sequence whose step it is, where it is one. */
export function sequenceIn({ askedBy }: Pick<Mail, 'askedBy'>): { readonly sequenceId?: string } {
  return askedBy.kind === 'sequenceMail' ? { sequenceId: askedBy.sequenceId } : {};
}

export function parseMail(item: Item): Mail {
  const parsed = Mail.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a mail item does not have the shape this version knows');
  return parsed.data;
}

/** A topic that the person behind an address asked for, by a button behind a link that only its mailbox got. */
export const ConfirmedTopic = z.object({
  at: z.string(),
  /** Which text they had before them. */
  textVersion: z.string(),
  /** The post that asked for the mails; absent where the button itself did. */
  asked: SubmissionRef.exactOptional(),
});
export type ConfirmedTopic = z.infer<typeof ConfirmedTopic>;

/**
 * What the person behind an address decided about advertising mails. Every decision counts `version` up and is written on condition of the one
 * that was read. A topic that is neither confirmed nor refused gets none.
 */
export const AddressChoices = z.object({
  version: z.number().int().positive(),
  /** When they refused all advertising, whatever topics there will be. */
  refusedAll: z.string().exactOptional(),
  /** When they refused a topic. */
  refused: z.record(TopicId, z.string()).default({}),
  confirmed: z.record(TopicId, ConfirmedTopic).default({}),
  /** Until when they want a rest. */
  pausedUntil: z.string().exactOptional(),
});
export type AddressChoices = z.infer<typeof AddressChoices>;

/** What all forms and mails share about one address, exactly as spelt; kept under its digest, the address itself is not stored here. */
export const AddressState = z.object({
  suppression: z.object({ reason: z.enum(['permanentBounce', 'complaint']), at: z.string() }).optional(),
  /** When somebody first showed that the address is theirs, by a button behind a link that only its mailbox got. */
  provenAt: z.string().optional(),
  /** What its person decided about advertising mails. */
  choices: AddressChoices.optional(),
  /** Until when its person is away, as a machine that answers for them said: until then advertising waits. */
  awayUntil: z.string().optional(),
});
export type AddressState = z.infer<typeof AddressState>;

/** The last mail of a kind to a mailbox, in any spelling, and the lead that it was about. */
export const LastMail = z.object({ at: z.string(), mailId: MailId, leadId: LeadId });
export type LastMail = z.infer<typeof LastMail>;
