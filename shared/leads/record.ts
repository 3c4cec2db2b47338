import { z } from 'zod';
import { CompanyId, DecisionId, LeadId, PoolId, RepId, refText, SubmissionRef, TerritoryId, TopicId } from '../platform/ids.ts';
import { LeadEvidence } from './evidence.ts';

export const Locale = z.enum(['vi', 'en']);
export type Locale = z.infer<typeof Locale>;
export const Stage = z.enum(['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat']);
export type Stage = z.infer<typeof Stage>;
/** What moves a lead to a stage: its evidence by the rules, a change of the rules themselves, a person's decision, or evidence that was taken back. */
export const StageReason = z.enum(['evidence', 'rules', 'person', 'retraction']);
export type StageReason = z.infer<typeof StageReason>;
/** Why a person moves a lead to another stage; `mistake` puts an earlier move right. */
export const MoveReason = z.enum(['spoke', 'askedForQuote', 'notReady', 'mistake', 'other']);
export type MoveReason = z.infer<typeof MoveReason>;

/** Whether somebody works with the lead: `recycled`, given back to marketing for later; `retired`, silent for so long that nobody does. */
export const LeadStatus = z.enum(['active', 'disqualified', 'recycled', 'retired']);
export type LeadStatus = z.infer<typeof LeadStatus>;
/** Why a lead came to its status: first why sales is done with it, then why not now, then what brought it back. */
export const StatusReason = z.enum([
  'spam',
  'wrongNumber',
  'wrongPerson',
  'refusedContact',
  'competitor',
  'duplicate',
  'notNow',
  'noNeed',
  'unreached',
  'silent',
  'post',
  'heat',
  'act',
  'purchase',
  'mistake',
  'other',
]);
export type StatusReason = z.infer<typeof StatusReason>;
/** Why sales is done with a lead. */
export const DisqualifyReason = StatusReason.extract([
  'spam',
  'wrongNumber',
  'wrongPerson',
  'refusedContact',
  'competitor',
  'duplicate',
  'other',
]);
export const LeadPhone = z.object({
  /** As it was typed. */
  raw: z.string(),
  e164: z.string().nullable(),
  valid: z.boolean(),
  type: z.enum(['mobile', 'fixedLine', 'other']).nullable(),
  /** False for a number that belongs to another lead's claim. */
  claimed: z.boolean(),
});
export type LeadPhone = z.infer<typeof LeadPhone>;

/** Numbers that a record keeps beside its own. */
export const maxExtraPhones = 10;
/** Answers to the company's own questions, and products, that a record keeps. */
export const maxAnswers = 50;
export const maxProducts = 20;
/** Leads that may be part of another one: no person is found so many times. */
export const maxMembers = 10;

export const LeadRegion = z.object({
  provinceCode: z.string().nullable(),
  provinceName: z.string().nullable(),
  macroRegion: z.enum(['north', 'central', 'south']).nullable(),
  /** Code of the unit before 1 Jul 2025, where the person named it. */
  formerCode: z.string().nullable(),
  reason: z.enum(['given', 'areaCodeHint', 'unknown']),
  raw: z.string().nullable(),
});
export type LeadRegion = z.infer<typeof LeadRegion>;

/** What a person agreed to; the evidence (page, digests of address and agent) stays with the named submission. */
export const ConsentGrant = z.object({
  granted: z.boolean(),
  at: z.string(),
  textVersion: z.string(),
  /** Since when the mailbox of the record says so, too. Newsletters alone ask for that: a box is ticked by whoever types an address. */
  confirmedAt: z.string().exactOptional(),
  /** What newsletters may not be about, where the person refused some topics and not all. */
  refusedTopics: z.array(TopicId).exactOptional(),
  ...SubmissionRef.shape,
});
export type ConsentGrant = z.infer<typeof ConsentGrant>;
export const ConsentPurpose = z.enum(['contact', 'newsletter', 'tracking']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;
const consentByPurpose = {
  contact: ConsentGrant.exactOptional(),
  newsletter: ConsentGrant.exactOptional(),
  tracking: ConsentGrant.exactOptional(),
} satisfies Record<ConsentPurpose, z.ZodType>;

/** A moment at which a person's details came in, and by which way. Addresses of pages are without their queries. */
export const Touch = z.object({
  ...SubmissionRef.shape,
  at: z.string(),
  pageUrl: z.string().nullable(),
  referrer: z.string().nullable(),
  utm: z.object({ source: z.string(), medium: z.string(), campaign: z.string(), term: z.string(), content: z.string() }).partial(),
});
export type Touch = z.infer<typeof Touch>;

/** Where a lead came from. The first touch never changes; the last one is the lead's latest post, see posts.ts. */
export const LeadSource = z.object({ origin: z.enum(['inbound', 'outbound']), first: Touch });
export type LeadSource = z.infer<typeof LeadSource>;

export const LeadOwner = z.object({ repId: RepId, poolId: PoolId, since: z.string(), decisionId: DecisionId });
export type LeadOwner = z.infer<typeof LeadOwner>;

/** What a territory matched on; `exclusion`: on what a lead has not; `fallback` when no territory with conditions fits. */
export const TerritoryMatch = z.enum([
  'product',
  'province',
  'formerUnit',
  'macroRegion',
  'language',
  'source',
  'campaign',
  'company',
  'account',
  'temperature',
  'stage',
  'answer',
  'exclusion',
  'fallback',
]);
export type TerritoryMatch = z.infer<typeof TerritoryMatch>;

/** Where routing sent the lead, and by which numbered rules. */
export const LeadRouting = z.object({
  poolId: PoolId,
  territoryId: TerritoryId,
  matchedBy: z.array(TerritoryMatch).min(1),
  territoriesVersion: z.number().int(),
  /** The rep whom the territory names. @default - it names nobody */
  repId: RepId.exactOptional(),
});
export type LeadRouting = z.infer<typeof LeadRouting>;

/**
 * How far a subject is on its way to a rep. `marketing`: sales has nothing to do with it yet. `waiting`: its pool looks for a rep.
 * `offered`: a rep may accept it. `owned`: a rep has it. `floating`: whoever of the pool comes first may take it. `ended`: it needs nobody.
 */
export const AssignmentState = z.enum(['marketing', 'waiting', 'offered', 'owned', 'floating', 'ended']);
export type AssignmentState = z.infer<typeof AssignmentState>;

/** A person we can contact. */
export const Lead = z.object({
  leadId: LeadId,
  /** The lead that this one is part of now: reads by this id find that one. */
  mergedInto: LeadId.nullable(),
  /** The leads that are part of this one, whether they were merged into it or into one of them. @default - none */
  members: z.array(LeadId).exactOptional(),
  version: z.number().int().positive(),
  createdAt: z.string(),
  updatedAt: z.string(),
  fullName: z.string().nullable(),
  /** Folded name, for comparison and search. */
  nameKey: z.string(),
  /** Names of the person beside `fullName`, from leads that are part of this one: they are found by each. @default - none */
  otherNames: z.array(z.string()).exactOptional(),
  email: z.string().nullable(),
  phone: LeadPhone.nullable(),
  extraPhones: z.array(LeadPhone),
  /** Addresses of the person beside `email`, from leads that are part of this one. @default - none */
  emails: z.array(z.string()).exactOptional(),
  /** What somebody typed for an address and cannot be one; of use as long as the record has none. @default - nothing */
  emailTyped: z.string().exactOptional(),
  company: z.string().nullable(),
  companyId: CompanyId.nullable(),
  title: z.string().nullable(),
  region: LeadRegion,
  products: z.array(z.string()),
  locale: Locale,
  stage: Stage,
  status: LeadStatus,
  /** When and why the lead came to its status; absent as long as it is what a new lead has. */
  statusSet: z.object({ at: z.string(), reason: StatusReason }).optional(),
  /** When and by what the lead came to its stage, and over which others (rules-steps.ts); absent where it was made at it. */
  moved: z.object({ at: z.string(), by: StageReason, below: z.string().exactOptional() }).optional(),
  evidence: LeadEvidence,
  owner: LeadOwner.nullable(),
  /** `state` and `owner` are copies of the assignment whose subject is the lead. */
  routing: LeadRouting.extend({ state: AssignmentState }).nullable(),
  source: LeadSource,
  /** An object, not a record of the enum: it reads past a purpose that this version does not know. */
  consent: z.object(consentByPurpose),
  tags: z.array(z.string()),
  /** Answers to questions that only this company's forms ask. */
  extra: z.record(z.string(), z.string()),
  /** Something was proposed that nobody has decided about yet: it lies in an item of its own, which only whoever sees this mark reads. */
  openProposals: z.boolean(),
  /** The lead of the person who referred this one, as the first post named them. @default - nobody was named, or we know nobody such */
  referredBy: LeadId.exactOptional(),
  /** Changes that are seen with contact details only: how many, the version of the last, and when something seen changed before it. */
  /** Since when it has a cart that it left on the site and was told of; null once it has bought or ordered something. */
  leftCart: z.string().nullable().optional(),
  unseen: z.object({ versions: z.number().int().positive(), last: z.number().int(), seenAt: z.string() }).optional(),
});
export type Lead = z.infer<typeof Lead>;

/** Finds the pool that has a lead: its owner's, or the one in which it waits for an owner; null before it is routed. */
export function poolOf({ owner, routing }: Pick<Lead, 'owner' | 'routing'>): PoolId | null {
  return owner?.poolId ?? routing?.poolId ?? null;
}

/** Tells whether a lead waits for somebody who can take it. */
export const isWaiting = ({ owner, routing }: Pick<Lead, 'owner' | 'routing'>): boolean => owner === null && routing?.state === 'waiting';

/** Fields that a post or a rep can change and whose past values are kept. */
export const ProvenField = z.enum(['fullName', 'email', 'phone', 'company', 'title', 'province', 'product', 'locale', 'companyId']);
export type ProvenField = z.infer<typeof ProvenField>;

export const FieldValue = z.object({
  value: z.string(),
  at: z.string(),
  source: z.object({ kind: z.enum(['submission', 'rep', 'user', 'lead']), id: z.string() }),
  /** A rep typed it or it was proven; an unverified post never replaces it. */
  verified: z.boolean(),
});
export type FieldValue = z.infer<typeof FieldValue>;

const history = z.array(FieldValue).exactOptional();
const historyByField = {
  fullName: history,
  email: history,
  phone: history,
  company: history,
  title: history,
  province: history,
  product: history,
  locale: history,
  companyId: history,
} satisfies Record<ProvenField, z.ZodType>;

/** Returns all numbers of a record, its own first. */
export const phonesOf = ({ phone, extraPhones }: Pick<Lead, 'phone' | 'extraPhones'>): LeadPhone[] => [
  ...(phone ? [phone] : []),
  ...extraPhones,
];

/** Most recent values kept per field. */
const historyLength = 10;
/** Of long values fewer are kept, but always two: each change writes and reads the whole history of the lead. */
const historyBytes = 1_200;
/** Of a record that others are part of, as often as much: an undo of a merge does what was written since again. */
const mergedHistories = 4;

/** Returns the past values of a field with a new one before them. `old`: what the lead has now, which is the first where none is kept. */
export function withNewValue(
  past: readonly FieldValue[] | undefined,
  { createdAt, source: { first }, members = [] }: Pick<Lead, 'createdAt' | 'source' | 'members'>,
  old: string | null,
  value: FieldValue,
): FieldValue[] {
  const origin = { kind: 'submission' as const, id: refText(first) };
  const known = past ?? (old === null ? [] : [{ value: old, at: createdAt, source: origin, verified: false }]);
  const most = members.length > 0 ? mergedHistories : 1;
  const values = [value, ...known].slice(0, historyLength * most);
  let bytes = 0;
  const tooLong = values.findIndex((one, place) => {
    bytes += Buffer.byteLength(one.value);
    return place > 1 && bytes > historyBytes * most;
  });
  return tooLong < 0 ? values : values.slice(0, tooLong);
}

/** Newest first per field. A field without an entry still has the value that came with the creating submission. */
export const Provenance = z.object({
  leadId: LeadId,
  fields: z.object(historyByField),
  /** Past answers to the company's own questions, by their names in the lead's `extra`. */
  extra: z.record(z.string(), z.array(FieldValue)).default({}),
});
export type Provenance = z.infer<typeof Provenance>;

/** Two leads that may be one person; a human decides. */
export const MergeCandidate = z.object({
  leadId: LeadId,
  otherLeadId: LeadId,
  reason: z.enum(['samePhone', 'emailAndPhoneOfTwoLeads', 'proposedAddress', 'acceptedDetail', 'saidByRep']),
  at: z.string(),
  ...SubmissionRef.shape,
});
export type MergeCandidate = z.infer<typeof MergeCandidate>;
