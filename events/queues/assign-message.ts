import { z } from 'zod';
import { WorkMessage } from './work.ts';

/** What made it necessary to give a subject to somebody: see shared/routing for who asks. `returned`: nobody worked with the lead, and now somebody is to. `afterSale`: the person has bought something, and another pool takes over who has. `outsideHours`: nobody in the pool before works at this hour. `expired`: whoever it was offered to has not accepted it in time. `ready`: the lead has reached the level from which sales has it. `unclaimed`: it was open to whoever accepts first, and nobody has. */
export const AssignCause = z.enum([
  'created',
  'post',
  'returned',
  'fallback',
  'recalled',
  'declined',
  'expired',
  'retry',
  'afterSale',
  'outsideHours',
  'ready',
  'unclaimed',
]);
export type AssignCause = z.infer<typeof AssignCause>;

/** Why a subject goes from the rep who has it; the pool is then asked again, for the same cause. */
export const EndCause = AssignCause.extract(['recalled', 'declined', 'expired']);

/** Ids as they are spelled everywhere: a message that names what cannot be is set aside when it is read, and holds up nobody of its pool. */
const common = {
  v: z.literal(1),
  leadId: z.string().min(1),
  subject: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  poolId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  correlationId: z.string(),
};

const current = z.discriminatedUnion('kind', [
  /**
   * Asks the pool to give a subject of a lead to one of its reps. `causationId`: the submission or decision that led to it directly.
   * `tick`: the moment of the try that it belongs to, of what waits and is tried again.
   */
  z.object({
    ...common,
    kind: z.literal('assign'),
    cause: AssignCause,
    causationId: z.string(),
    tick: z.iso.datetime().exactOptional(),
  }),
  /** Ends what the decision gave, if it still stands. `over`: nobody works with the lead any more, and its need ends, whatever decision gave it. */
  z.object({ ...common, kind: z.literal('recall'), cause: z.enum([...EndCause.options, 'over']), decisionId: z.string().min(1) }),
]);

/** Has a pool take over what is switched for one of its reps. `at`: when it was told, so that two switches are two messages. */
export const DutyMessage = z.object({
  v: z.literal(1),
  kind: z.literal('duty'),
  poolId: common.poolId,
  repId: common.poolId,
  at: z.iso.datetime(),
});
export type DutyMessage = z.infer<typeof DutyMessage>;

/**
 * Has a pool count what its reps were given, or gave up, apart from its turn. Booked once for each `bookingId`, however often it comes. `splitId`: it counts a
 * part of many leads that went at once.
 */
export const BookMessage = z.object({
  v: z.literal(1),
  kind: z.literal('book'),
  poolId: common.poolId,
  bookingId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  at: z.iso.datetime(),
  how: z.enum(['hand', 'claim', 'split', 'handOver', 'undo', 'merge', 'manual']),
  leadId: common.leadId.exactOptional(),
  subject: common.subject.exactOptional(),
  splitId: z.string().min(1).exactOptional(),
  /** How many leads, of many. */
  leads: z.number().int().positive().exactOptional(),
  entries: z
    .array(z.object({ repId: common.poolId, credit: z.number() }))
    .min(1)
    .max(500),
});
export type BookMessage = z.infer<typeof BookMessage>;

/** Messages of the version before lie in the queue while a new one is deployed: they ask for an owner of the lead, because of a post. */
function ofThisVersion(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'kind' in body) return body;
  const { correlationId } = { correlationId: undefined, ...body };
  return { ...body, kind: 'assign', subject: 'lead', cause: 'post', causationId: correlationId };
}

/** Everything that changes who has a subject of a lead passes the group of its pool. Ids and enums only. */
export const AssignMessage = z.preprocess(ofThisVersion, current);
export type AssignMessage = z.infer<typeof AssignMessage>;
export type AssignRequest = Extract<AssignMessage, { kind: 'assign' }>;
export type RecallRequest = Extract<AssignMessage, { kind: 'recall' }>;

/**
 * Asks a pool for many subjects at once: of a list that somebody brought, or that wait. The pool gives a few of them away and asks itself for the rest behind whatever was asked for
 * meanwhile, so that nobody who has just written waits behind the others. `name`: what makes it another message than any other. `next`: the work that goes on when the pool has come to
 * the last of them, so that two messages of one walk never take turns.
 */
export const AssignManyMessage = z.object({
  v: z.literal(1),
  kind: z.literal('assignMany'),
  poolId: common.poolId,
  name: z.string().min(1),
  asked: z
    .array(
      z.object({
        leadId: common.leadId,
        subject: common.subject,
        cause: AssignCause,
        causationId: z.string(),
        correlationId: z.string(),
        tick: z.iso.datetime().exactOptional(),
      }),
    )
    .min(1)
    .max(500),
  next: WorkMessage.exactOptional(),
});
export type AssignManyMessage = z.infer<typeof AssignManyMessage>;

/** Everything that the group of a pool is asked for. */
export const PoolMessage = z.union([DutyMessage, BookMessage, AssignManyMessage, AssignMessage]);
export type PoolMessage = z.infer<typeof PoolMessage>;
