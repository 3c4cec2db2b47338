import { z } from 'zod';
import { SaidByOrBefore } from '../../api/leads/said-by.ts';
import { ConsentPurpose, Locale } from '../leads/index.ts';
import { FormId, LeadId, OpportunityId, RepId, SubmissionRef } from '../platform/ids.ts';

export const Utm = z
  .object({ source: z.string(), medium: z.string(), campaign: z.string(), term: z.string(), content: z.string() })
  .partial();

export const SubmissionContext = z.object({
  pageUrl: z.string().nullable(),
  referrer: z.string().nullable(),
  utm: Utm,
  visitorId: z.string().nullable(),
  /** The visit in which it was posted, where the tracker was on the page. */
  sessionId: z.string().optional(),
  sessionStartedAt: z.string().optional(),
  /** By the same clock as the visit's times, so that a wrong one can be told and corrected. */
  sentAt: z.string().optional(),
  locale: Locale.nullable(),
});
export type SubmissionContext = z.infer<typeof SubmissionContext>;

/** Proof of what was agreed to (Decree 91/2020, PDPL Art 9): text version shown, page, time; address and agent as digests. */
export const ConsentEvidence = z.object({
  purpose: ConsentPurpose,
  granted: z.boolean(),
  textVersion: z.string(),
  /** How the person said it to whoever typed it in. */
  how: SaidByOrBefore.exactOptional(),
  /** When the person said it, where that was before it was told. */
  at: z.string().exactOptional(),
});
export type ConsentEvidence = z.infer<typeof ConsentEvidence>;

/** What the border saw of the sender, for the spam rules that intake applies. */
export const SenderSignals = z.object({
  honeypotFilled: z.boolean(),
  /** `absent`: no token was posted; the form decides whether that is allowed. */
  token: z.enum(['absent', 'valid', 'forged', 'tooFast', 'expired']),
  /** Of a valid token, so that intake can count its uses; the token itself is not kept. */
  tokenDigest: z.string().optional(),
  /** Digest of the client's address with a secret of the deployment's; the address itself is never stored. */
  addressHash: z.string(),
  /** The same of the wider networks of an IPv6 address, the narrowest first; left out for IPv4. */
  networkHashes: z.array(z.string()).optional(),
  agentHash: z.string(),
});
export type SenderSignals = z.infer<typeof SenderSignals>;

/** What is known of a post's token once its uses are counted. */
export type TokenVerdict = SenderSignals['token'] | 'overused';

/** The colleague who typed a person in. Their word is verified: they heard it. */
export const EnteredBy = z.object({
  userId: z.string(),
  /** The rep who typed in a person of their own. */
  repId: RepId.exactOptional(),
  /** Whether we went to the person first. */
  origin: z.enum(['inbound', 'outbound']),
});
export type EnteredBy = z.infer<typeof EnteredBy>;

/** The list that a row came in, and who brought it. */
export const Listed = z.object({
  importId: z.string(),
  /** The row as people find it: sheet and number. */
  row: z.string(),
  userId: z.string(),
  /** Whom the list names as the owner of somebody new. */
  repId: RepId.exactOptional(),
  /** True where nobody is to get somebody new until they are given away. */
  isForNobody: z.literal(true).exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  /** When somebody new is to be thanked by mail, where whoever brought the list asked for it. */
  welcomeAt: z.iso.datetime().exactOptional(),
  /** The row said nothing that was not known. */
  nothingNew: z.literal(true).exactOptional(),
  /** What the row replaced in the record of a known person, so that the list can be taken back. */
  replaced: z.record(z.string(), z.unknown()).exactOptional(),
  /** The version of the record behind it: rows of one person are taken back in the order in which they came. */
  leadVersion: z.number().int().exactOptional(),
});
export type Listed = z.infer<typeof Listed>;

/** What a platform of the company's told by one of its connectors, as it is kept beside. */
export const Delivered = z.object({
  deliveryId: z.string(),
  /** The form whose rules its answers are read by. */
  formId: FormId.exactOptional(),
  /** Ids of clicks on advertisements; left out without consent to tracking. */
  clickIds: z.record(z.string(), z.string()).exactOptional(),
});
export type Delivered = z.infer<typeof Delivered>;

/** To whom the link was sent by which a post came. Whoever posted it had the link, and may be somebody to whom it was passed on. */
export const Invited = z.object({
  leadId: LeadId,
  /** Names the mail. */
  mail: z.string(),
});
export type Invited = z.infer<typeof Invited>;

/** What was posted, as it was posted, kept before anything else happens. */
export const Submission = z.object({
  /** The id is the sender's, or the server's where another post already holds that id. */
  ...SubmissionRef.shape,
  /** Digest of the canonical fields and consents. */
  contentHash: z.string(),
  receivedAt: z.string(),
  /** When the person did what a system told of, where that was before it told it. */
  happenedAt: z.string().exactOptional(),
  formVersion: z.number().int(),
  fields: z.record(z.string(), z.string()),
  /** Fields that the form does not know, kept for the record. */
  extra: z.record(z.string(), z.string()),
  droppedFiles: z.array(z.string()),
  context: SubmissionContext,
  consent: z.array(ConsentEvidence),
  sender: SenderSignals,
  /** Left out for what no colleague typed in. */
  enteredBy: EnteredBy.exactOptional(),
  /** Left out for what came in no list. */
  listed: Listed.exactOptional(),
  /** What a shop or a platform tags the person with; a row of a list says it beside its list. */
  tags: z.array(z.string()).exactOptional(),
  /** Left out for what no connector told. */
  delivered: Delivered.exactOptional(),
  /** Left out for what came by no link of a mail. */
  invited: Invited.exactOptional(),
  /** When somebody released it from quarantine: the stream sends it to intake again for that. */
  releasedAt: z.string().optional(),
});
export type Submission = z.infer<typeof Submission>;

export const QuarantineReason = z.enum([
  'honeypot',
  'forgedToken',
  'missingToken',
  'tooFast',
  'expiredToken',
  'overusedToken',
  'linkInName',
  'linkInField',
  'gibberish',
  'addressLimit',
  'noContact',
  'formNotConfigured',
  'connectorNew',
  'corrupt',
]);
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** Who let a post out of quarantine, and when. */
export const Release = z.object({ by: z.string(), at: z.string() });
export type Release = z.infer<typeof Release>;

/** What somebody decided of a post in quarantine. */
export const HeldDecision = z.discriminatedUnion('kind', [
  /** It goes on as if it had never been held; while that lasts it is still in quarantine. */
  z.object({
    kind: z.literal('released'),
    ...Release.shape,
    /** The version of the forms by which it was released: other instances may not know it yet. */
    formVersion: z.number().int(),
  }),
  z.object({ kind: z.literal('rejected'), ...Release.shape, note: z.string().nullable() }),
]);
export type HeldDecision = z.infer<typeof HeldDecision>;

/** What the address of a held post said of its campaign. */
const HeldUtm = z.object({ source: z.string().exactOptional(), medium: z.string().exactOptional(), campaign: z.string().exactOptional() });

/** What became of a submission; written once, and once more for a post that somebody releases. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lead'),
    ...SubmissionRef.shape,
    at: z.string(),
    leadId: LeadId,
    relation: z.enum(['created', 'linked']),
    /** The post brought a token of the form, in time and with a use left: somebody has had the form in front of them. */
    hasValidToken: z.boolean(),
    /** Its form sent no mails to people when it came, so none was asked for; left out where one was. */
    mailsOff: z.literal(true).optional(),
    /** Its form brings a file by mail; left out where it does not. */
    fileByMail: z.literal(true).exactOptional(),
    /** The opportunities that it opened; left out where it opened none. */
    opened: z.array(OpportunityId).min(1).optional(),
    /** Left out for a post that was never held. */
    released: Release.optional(),
  }),
  z.object({
    kind: z.literal('quarantine'),
    ...SubmissionRef.shape,
    at: z.string(),
    reasons: z.array(QuarantineReason).min(1),
    /** Counts each decision about it. */
    version: z.number().int().positive(),
    /** As its token was judged when it came; left out where nobody could judge it. */
    hasValidToken: z.boolean().optional(),
    /** The campaign that it came by, for figures; left out where its address named none, and for a post that cannot be read. */
    utm: HeldUtm.exactOptional(),
    decision: HeldDecision.optional(),
    /** In epoch seconds; from then on there is no such post. Left out while it is being released. */
    expiresAt: z.number().optional(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;
/** The outcome of a post in quarantine. */
export type HeldOutcome = Extract<Outcome, { kind: 'quarantine' }>;

/** What lists of held posts filter by, and figures part them by, beside their place and moment: the card of gsi1. */
export const HeldCard = z.object({ reasons: z.array(QuarantineReason), isRejected: z.boolean(), utm: HeldUtm.exactOptional() });
export type HeldCard = z.infer<typeof HeldCard>;

/** Returns the card of a held post. */
export const heldCardOf = ({ reasons, utm }: HeldOutcome, isRejected: boolean): HeldCard => ({
  reasons,
  isRejected,
  ...(utm ? { utm } : {}),
});
