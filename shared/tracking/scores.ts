import type { ScoreMessage } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, VisitorId } from '../platform/ids.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Item } from '../platform/table.ts';
import type { Beacon } from './beacon.ts';
import type { VisitEvent } from './event.ts';
import { parseIdentity } from './identity-store.ts';
import { segmentAt, segmentsOf } from './rules-segments.ts';

/** The leads whose score a visit's events change: whoever used the device at that time. */
export function scoresOf(
  { visitorId, sessionStartedAt, sessionId }: Pick<Beacon, 'visitorId' | 'sessionStartedAt' | 'sessionId'>,
  events: readonly VisitEvent[],
  identity: Item,
  log: Log,
): ScoreMessage[] {
  try {
    const segments = segmentsOf(parseIdentity(identity).identifications);
    const leads = new Set(events.map(({ at }) => segmentAt(segments, at)?.leadId ?? null));
    return [...leads].flatMap((leadId) =>
      leadId === null ? [] : [{ v: 1, kind: 'visit', leadId, visitorId, sessionStartedAt, sessionId } satisfies ScoreMessage],
    );
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    log.error('the identity of a visitor is malformed; nobody is scored by the visit', error);
    return [];
  }
}

/** The score reads a visit where it lies, so asking twice counts once. False: the queue failed, and the beacons have to come back. */
export async function askForScores(asked: readonly ScoreMessage[], { score, log }: { score: Queue; log: Log }): Promise<boolean> {
  if (asked.length === 0) return true;
  try {
    await score.sendAll(asked.map((body) => ({ body })));
    return true;
  } catch (error) {
    log.warn('scores cannot be asked for; the beacons come back', { visits: asked.length, ...describeError(error) });
    return false;
  }
}

/** Longer than tracking may work on a batch: beacons that were taken while a link was made have been written by then, or come back. */
const settledSeconds = 90;

/**
 * Counts a lead anew, whose part of a device's history changed, and looks at the device's newest visits when tracking surely knows of it:
 * what was under way in between asked for nobody's score, or for that of the person before.
 */
export function recounts(leadId: LeadId, visitorId: VisitorId): OutgoingMessage[] {
  const recount: ScoreMessage = { v: 1, kind: 'recount', leadId, takenBack: true };
  const device: ScoreMessage = { v: 1, kind: 'device', leadId, visitorId };
  return [{ body: recount }, { body: device, delaySeconds: settledSeconds }];
}
