import { z } from 'zod';
import { CallEnded } from '../calls/index.ts';
import { ConversionStage } from '../connectors/conversions-config.ts';
import { LeadId, SourceId } from '../platform/ids.ts';

/** The work that goes on with what a platform answered to a batch; apart from it, for calls need no more of it. */
export const conversionsEnded = { kind: 'followConversions' as const, schema: CallEnded };

/** What calls of both platforms say of their batch: whose events they are, in the order in which these stand. It stays when the call has ended, with what other versions wrote. */
export const batchParts = {
  connectorId: SourceId,
  rows: z.array(z.looseObject({ leadId: LeadId, stage: ConversionStage })),
  events: z.array(z.record(z.string(), z.unknown())),
};
export const Batch = z.object(batchParts);
export type Batch = z.infer<typeof Batch>;

/** Between attempts, in seconds: what waits longer goes into another batch, by then without whoever took their consent back. */
export const batchWaits = [20, 120];
