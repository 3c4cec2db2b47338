import { z } from 'zod';
import { AssignCause } from '../../events/index.ts';
import { LeadRegion, TerritoryMatch } from '../leads/index.ts';
import { DecisionId, LeadId, PoolId, RepId, SubjectId, TerritoryId } from '../platform/ids.ts';
import { TerritoryAttributes } from './territory-conditions.ts';

/** Why a candidate was left out. A new gate adds its code here; README.md says what else. */
export const RejectReason = z.enum([
  'inactive',
  'unknownRep',
  'onLeave',
  'offDuty',
  'outsideHours',
  'hadOffer',
  'offersSpent',
  'capDay',
  'capOpen',
  'lacksSkill',
]);
export type RejectReason = z.infer<typeof RejectReason>;

/**
 * What somebody switched for a rep, until a moment or for good: off duty nothing is given to them, on duty they are there outside their hours as well.
 * A rep without a switch is on duty by hours alone.
 */
export const Duty = z.object({ on: z.boolean(), until: z.string().exactOptional() });
export type Duty = z.infer<typeof Duty>;

/** What a rep has in hand, and was given on a day by their clocks. */
export const Load = z.object({ open: z.number().int(), day: z.string(), count: z.number().int() });
export type Load = z.infer<typeof Load>;

/** One rep of the pool as gates and strategy saw them, before the choice. */
export const Candidate = z.object({
  repId: RepId,
  weight: z.number().int().positive(),
  /** Share of the present window (the time in which nobody joined, left or changed weight) minus given, in leads × sum of weights. */
  level: z.number(),
  /** Leads owed over the long run, windows and absences included; negative for a rep who is ahead. */
  owed: z.number(),
  /** What the rep has been given so far in this pool. */
  credits: z.number(),
  rejected: RejectReason.nullable().default(null),
  /** The switch that was read. @default - nobody has switched anything */
  duty: Duty.exactOptional(),
  /** What was read of the rep's load. @default - nobody asks for it */
  load: Load.exactOptional(),
});
export type Candidate = z.infer<typeof Candidate>;

/** A rep who has let something pass, and the pool that offered it. */
export const Passed = z.object({ repId: RepId, poolId: PoolId });
export type Passed = z.infer<typeof Passed>;

/** Who is asked before anybody's turn, and why: the lead of a need is theirs, or that of who referred the person, or the person's firm. */
export const Preferred = z.object({ repId: RepId, why: z.enum(['samePerson', 'referral', 'company']) });
export type Preferred = z.infer<typeof Preferred>;

/**
 * `samePerson`, `referral`, `company`: who is asked before anybody's turn; `account`: whom the territory names. `leastLoaded`: who had least in hand for their weight. `anySkill`: by turn, as nobody has the skills that it asks for. Of what nobody can take: `outsideHours`,
 * somebody could if it were not for their hours; `full`, for their caps; `lacksSkill`, for the skills that it asks for; `notAccepted`,
 * whoever could take it has let it pass; `forLeader`, the leader of the pool says who gets it;
 * `openToClaim`, whoever of those that no gate leaves out accepts first has it.
 */
export const DecisionReason = z.enum([
  'turn',
  'onlyCandidate',
  'leastLoaded',
  'samePerson',
  'referral',
  'company',
  'account',
  'anySkill',
  'noCandidate',
  'outsideHours',
  'full',
  'lacksSkill',
  'notAccepted',
  'forLeader',
  'openToClaim',
  'poolUnknown',
]);
export type DecisionReason = z.infer<typeof DecisionReason>;

/**
 * How one of the reps who may take a lead is chosen. `weighted`: by what each is owed of a share by weight. `byValue`: by the credit that each was given for
 * their weight since the window began, where leads count differently. `leastLoaded`: by what each has in hand for
 * their weight; it books credits and what is owed, and keeps no window. `sticky`: not chosen, as somebody is asked before the others; it books the same, and
 * leaves the window as it is.
 */
export const Strategy = z.enum(['weighted', 'byValue', 'leastLoaded', 'sticky']);
export type Strategy = z.infer<typeof Strategy>;

/** The record of a routing choice: with the documents of its versions enough to make it again, whole, and get the same answer. */
export const Decision = z.object({
  decisionId: DecisionId,
  leadId: LeadId,
  /** What of the lead was to be given to somebody. */
  subject: SubjectId,
  /** What made it necessary. */
  cause: AssignCause,
  at: z.string(),
  /** What the lead had, at that moment, of each attribute that a territory may name. */
  attributes: TerritoryAttributes,
  /** How its province is known. */
  regionReason: LeadRegion.shape.reason,
  territory: z.object({
    territoryId: TerritoryId,
    poolId: PoolId,
    matchedBy: z.array(TerritoryMatch).min(1),
    repId: RepId.exactOptional(),
  }),
  /** True when the territory stood already and these rules and attributes would not have chosen it. */
  territoryStood: z.boolean(),
  /** Versions of the rules: that of the territories is the one by which the territory was chosen. */
  versions: z.object({
    territories: z.number().int(),
    pools: z.number().int(),
    reps: z.number().int(),
    /** Of the company, whose hours and holidays were asked for. @default - nobody's hours counted */
    company: z.number().int().exactOptional(),
  }),
  /** Who had let it pass by then. @default - nobody */
  passedBy: z.array(Passed).min(1).exactOptional(),
  /** True where it was open to whoever accepts first, and nobody has. @default - it was not */
  unclaimed: z.literal(true).exactOptional(),
  /** Who was to be asked before the others, as far as the pool has it so. @default - nobody */
  preferred: z.array(Preferred).min(1).exactOptional(),
  /** Another than the territory's when the lead was handed over. */
  poolId: PoolId,
  /** Version of the pool's ledger that was read. */
  poolVersion: z.number().int().nonnegative(),
  strategy: Strategy,
  credit: z.number().positive(),
  candidates: z.array(Candidate),
  chosen: RepId.nullable(),
  reason: DecisionReason,
});
export type Decision = z.infer<typeof Decision>;

/** A decision that nobody has recorded: a dry run's, a replay's, or one that is about to be recorded. */
export type DraftDecision = Omit<Decision, 'decisionId'>;

/** The pool's ledger: whose turn it is and what each rep was given. Written by the pool's single writer only. */
export const PoolState = z.object({
  poolId: PoolId,
  version: z.number().int().nonnegative(),
  /** `weight` is 0 for reps who do not take part in the present window. */
  members: z.record(z.string(), z.object({ weight: z.number(), level: z.number(), owed: z.number(), credits: z.number() })),
  /** What is switched for its reps, by rep; a copy of the newest switch of each, as far as it says anything. @default - nothing */
  duty: z.record(z.string(), Duty).exactOptional(),
});
export type PoolState = z.infer<typeof PoolState>;
