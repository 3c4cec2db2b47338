import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import type { PhoneDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { mostADay } from './rules-gate.ts';

/** What is known of texts to a number, whoever has it: two people may share one, and the law counts by the number. */
export interface NumberTexts {
  readonly phone: PhoneDigest;
  /** Of the last day, oldest first. */
  readonly sentAt: readonly string[];
  /** Counts changes; 0: nothing is kept of it. */
  readonly version: number;
  readonly isOnDoNotCall: boolean;
  /** The item as it lies there, with what another version of the code wrote. */
  readonly stored: Item;
}

const Kept = z.object({ sentAt: z.array(z.string()), version: z.number().int().positive() });

/** How long a number is looked at after a text: the day that counts, and what clocks may differ by. */
const keptMs = 2 * daysMs;

/** Reads what is known of texts to a number, as it stands now. @throws CorruptItemError */
export async function readNumberTexts(table: Pick<Table, 'batchGet'>, phone: PhoneDigest): Promise<NumberTexts> {
  const [texts, refusal] = [keys.textsTo(phone), keys.doNotCall(phone)];
  const items = await table.batchGet([texts, refusal], { consistent: true });
  const item = items.find(({ sk }) => sk === texts.sk);
  const kept = item === undefined ? { sentAt: [], version: 0 } : Kept.safeParse(item).data;
  if (kept === undefined) throw new CorruptItemError('what is kept of texts to a number does not have the shape this version knows');
  const { sentAt, version } = kept;
  return { phone, sentAt, version, isOnDoNotCall: items.some(({ sk }) => sk === refusal.sk), stored: item ?? {} };
}

/** Returns the write that counts a text to a number; refused when another one was counted since it was read. */
export const countText = (known: NumberTexts, at: Date): WriteItem => keepTexts(known, [...known.sentAt, isoTime(at)], at);

/** Returns the write that counts a text no more that was noted by mistake; none where it is forgotten already. */
export function uncountText(known: NumberTexts, sentAt: string, at: Date): WriteItem[] {
  const place = known.sentAt.indexOf(sentAt);
  return place < 0 ? [] : [keepTexts(known, known.sentAt.toSpliced(place, 1), at)];
}

function keepTexts({ phone, version, stored }: NumberTexts, sentAt: readonly string[], at: Date): WriteItem {
  const since = addMs(at, -daysMs).toISOString();
  const item = {
    ...stored,
    ...keys.textsTo(phone),
    sentAt: sentAt.filter((moment) => moment > since).slice(-mostADay),
    version: version + 1,
    expiresAt: epochSeconds(addMs(at, keptMs)),
  };
  if (version === 0) return { Put: { Item: item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return {
    Put: {
      Item: item,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version },
    },
  };
}
