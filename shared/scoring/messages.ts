import type { ScoreMessage } from '../../events/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { OutgoingMessage } from '../platform/queues.ts';

/** Longer than tracking may work on a batch: beacons that were taken while the link was made have been written by then, or come back. */
const trackingSettledSeconds = 90;

/** Counts a lead anew, now and once more when tracking surely knows of the link. */
export function recounts(leadId: LeadId): OutgoingMessage[] {
  const body: ScoreMessage = { v: 1, kind: 'recount', leadId };
  return [{ body }, { body, delaySeconds: trackingSettledSeconds }];
}
