import { z } from 'zod';
import { EntryId, LeadId, OpportunityId, ProductId, PurchaseId, SegmentId, SequenceId, StepId } from '../platform/ids.ts';
import { MomentOf } from './moment-config.ts';
import { Awaited } from './step-config.ts';

/** Why a run is over: its last step was taken, what it is for was reached, what it was to come before is over or gone, its person answered, or something about the lead or the sequence ended it. */
export const EndReason = z.enum([
  'finished',
  'goal',
  'exit',
  'optOut',
  'disqualified',
  'merged',
  'byHand',
  'sequenceGone',
  'momentOver',
  'replied',
]);
export type EndReason = z.infer<typeof EndReason>;

/** What a run is about, where what began it says so. */
export const About = z.object({
  opportunityId: OpportunityId.optional(),
  purchase: PurchaseId.optional(),
  product: ProductId.optional(),
  segmentId: SegmentId.optional(),
});
export type About = z.infer<typeof About>;

/** How many causes an enrolment remembers. */
export const maxCauses = 8;

/** A lead in a sequence: where it stands in this run, and what the runs before came to. */
export const Enrolment = z.object({
  leadId: LeadId,
  sequenceId: SequenceId,
  /** Of this record. */
  version: z.number().int().positive(),
  /** Counts from 1 how often the lead was put in. */
  run: z.number().int().positive(),
  /** Of the kind, whose steps this run follows. */
  sequenceVersion: z.number().int().nonnegative(),
  state: z.enum(['active', 'ended']),
  /** The step that is next, or is waited at; of an ended run the one at which it rested last. */
  stepId: StepId,
  /** When the lead was put in. */
  since: z.iso.datetime(),
  /** When the last step before was taken, for those that wait: what happens from then on counts for a wait. */
  stepSince: z.iso.datetime(),
  /** When the step is to be taken, or the wait is over; null once the run has ended. */
  dueAt: z.iso.datetime().nullable(),
  /** The event that is waited for; null at other steps, and where the wait has not begun. */
  waits: z.object({ event: Awaited, from: z.iso.datetime(), until: z.iso.datetime() }).nullable(),
  /**
   * The moment of the lead that the run waits for at `stepId`, or that the mails behind that step come before: the first after `from`, as things
   * stand whenever somebody looks. Absent where none is.
   */
  moment: z.object({ stepId: StepId, of: MomentOf, by: z.string(), from: z.iso.datetime() }).exactOptional(),
  /** The lead's history does not tell yet that this run began: whoever moves the run tells of that along with it. */
  untold: z.literal(true).exactOptional(),
  /** Steps of this run that were taken. */
  done: z.array(StepId),
  /** What put the lead in last, this run's last; none of them does it again. */
  causes: z.array(EntryId).max(maxCauses),
  about: About,
  ended: z.object({ at: z.iso.datetime(), reason: EndReason, exitId: z.string().optional() }).nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;
