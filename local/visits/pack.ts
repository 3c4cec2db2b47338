import { inflateRawSync } from 'node:zlib';
import type { StreamRecord } from 'local-cloud';
import { z } from 'zod';
import { eventPackSort, visitorPartition } from '../../events/tracking/traces.ts';
import { type ShownEvent, showEvents } from './beacon.ts';

/** The details of one beacon as the table has them. */
export interface StoredPack {
  readonly key: string;
  readonly visitorId: string;
  /** Empty once the item is gone. */
  readonly events: readonly ShownEvent[];
  readonly isGone: boolean;
}

const Packed = z.object({ events: z.object({ B: z.string() }) });

/** What a change of the table says of a pack of events; undefined when it is about something else. */
export function readPack({ eventName, dynamodb }: StreamRecord): StoredPack | undefined {
  // Every write of the runtime comes by here: a look at two texts has to do.
  const pk = dynamodb.Keys.pk?.S;
  const sk = dynamodb.Keys.sk?.S;
  if (typeof pk !== 'string' || typeof sk !== 'string' || !pk.startsWith(visitorPartition) || !sk.startsWith(eventPackSort))
    return undefined;
  const isGone = eventName === 'REMOVE';
  const about = { key: `${pk} ${sk}`, visitorId: pk.slice(visitorPartition.length), isGone };
  const packed = Packed.safeParse(dynamodb.NewImage);
  return { ...about, events: isGone || !packed.success ? [] : unpacked(packed.data.events.B) };
}

function unpacked(base64: string): ShownEvent[] {
  try {
    const events: unknown = JSON.parse(inflateRawSync(Buffer.from(base64, 'base64')).toString('utf8'));
    return Array.isArray(events) ? showEvents(events) : [];
  } catch {
    return [];
  }
}
