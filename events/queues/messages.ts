import { z } from 'zod';
import { Channel } from '../channel.ts';

/** Bodies of the queues' messages: ids and enums only, so a dead letter never shows a person. */
const version = z.literal(1);
/** Names the submission that a message is about. */
const submission = { channel: Channel, sourceId: z.string(), submissionId: z.string() };

export const IntakeMessage = z.object({ v: version, ...submission });
export type IntakeMessage = z.infer<typeof IntakeMessage>;

/** Asks for a lead's scores to be brought up to date; each kind names what is new, and a repeat finds nothing new. */
export const ScoreMessage = z.discriminatedUnion('kind', [
  z.object({
    v: version,
    kind: z.literal('visit'),
    leadId: z.string(),
    visitorId: z.string(),
    sessionStartedAt: z.string(),
    sessionId: z.string(),
  }),
  z.object({ v: version, kind: z.literal('submission'), leadId: z.string(), ...submission }),
  /** Opens or clicks in a mail count now, or would if a visit proved them. */
  z.object({ v: version, kind: z.literal('engagement'), leadId: z.string(), mailId: z.string(), engagementIds: z.array(z.string()) }),
  /**
   * Everything is counted anew: a history was linked or unlinked, evidence was graded anew. `waited`: it stood back behind another recount
   * of the lead, and does not again. `takenBack`: something may count no longer, so that a level which rested on it goes with it.
   */
  z.object({
    v: version,
    kind: z.literal('recount'),
    leadId: z.string(),
    waited: z.literal(true).exactOptional(),
    takenBack: z.literal(true).exactOptional(),
  }),
  /** A device changed hands a while ago: its newest visits are looked at once more. */
  z.object({ v: version, kind: z.literal('device'), leadId: z.string(), visitorId: z.string() }),
  /** The moment has come at which interest falls below a threshold, unless something happened since. */
  z.object({ v: version, kind: z.literal('cool'), leadId: z.string() }),
]);
export type ScoreMessage = z.infer<typeof ScoreMessage>;

export const TimerShardMessage = z.object({ v: version, shard: z.string() });
export type TimerShardMessage = z.infer<typeof TimerShardMessage>;

/** Asks for nothing: its consumer starts for it, and is there when the first message with work comes. */
export const WakeMessage = z.object({ v: version, kind: z.literal('wake') });
export type WakeMessage = z.infer<typeof WakeMessage>;
