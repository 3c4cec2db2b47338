import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, SessionId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import type { Beacon } from './beacon.ts';
import { VisitEvent } from './event.ts';

/** Behaviour is sensitive: details go after this time at the latest, by law (Decree 356/2025, Art. 4), or sooner, where the company says so. */
export const detailDays = 90;

/** A beacon that does not shrink to this is noise that somebody wants us to pay for: one write unit per KB. */
const maxPackedBytes = 8_192;

/** Bytes come back as Buffer or Uint8Array, of whichever realm. */
export const Bytes = z.custom<Uint8Array>((value) => ArrayBuffer.isView(value), 'has to be binary');

const PackItem = z.object({ sk: z.string(), sessionId: SessionId, events: Bytes, expiresAt: z.number() });

export interface Pack {
  readonly sentAt: string;
  readonly sessionId: SessionId;
  readonly expiresAt: number;
  readonly events: readonly VisitEvent[];
}

/** The details of one beacon as an item. The same beacon gives the same key and item. Undefined: too large. */
export function packItem(beacon: Beacon, days = detailDays): Item | undefined {
  const { visitorId, sessionId, sessionStartedAt, sentAt, events } = beacon;
  const packed = deflateRawSync(JSON.stringify(events), { level: 9 });
  if (packed.length > maxPackedBytes) return undefined;
  const ids = events.map(({ id }) => id);
  return {
    ...keys.eventPack(visitorId, sentAt, digest(sessionStartedAt, sessionId, ...ids).slice(0, 12)),
    sessionId,
    events: new Uint8Array(packed),
    expiresAt: epochSeconds(new Date(Date.parse(sentAt) + days * daysMs)),
  };
}

/** @throws CorruptItemError */
export function readPack(item: Item): Pack {
  const parsed = PackItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a pack of events is malformed');
  const { sk, sessionId, events, expiresAt } = parsed.data;
  return { sentAt: sk.split('#')[1] ?? '', sessionId, expiresAt, events: unpacked(events) };
}

function unpacked(bytes: Uint8Array): VisitEvent[] {
  try {
    return z.array(VisitEvent).parse(JSON.parse(inflateRawSync(bytes).toString('utf8')));
  } catch (cause) {
    throw new CorruptItemError('a pack of events cannot be unpacked', { cause });
  }
}
