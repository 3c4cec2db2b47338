import { z } from 'zod';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';

/** A pause that somebody ended: who, why, and what it had been due to. One that ended by itself leaves none. */
export const EndedPause = z.object({
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  /** Since when each was paused; absent: it was not. */
  advertisingSince: z.string().exactOptional(),
  allSince: z.string().exactOptional(),
  returned: z.number().int().nonnegative(),
  mails: z.number().int().nonnegative(),
});
export type EndedPause = z.infer<typeof EndedPause>;

const keptMs = 730 * daysMs;
/** As many as anybody looks at. */
const mostShown = 20;

/** Returns the write that keeps an ended pause for two years. */
export const putEndedPause = (pause: EndedPause): WriteItem => ({
  Put: { Item: { ...keys.endedMailPause(pause.at), ...pause, expiresAt: epochSeconds(addMs(new Date(pause.at), keptMs)) } },
});

/** Reads the pauses that somebody ended, the newest first. @throws CorruptItemError */
export async function readEndedPauses(table: Pick<Table, 'query'>): Promise<EndedPause[]> {
  const { pk, sk } = keys.endedMailPause('');
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :ended)',
    ExpressionAttributeValues: { ':pk': pk, ':ended': sk },
    ScanIndexForward: false,
    Limit: mostShown,
    ConsistentRead: true,
  });
  return items.map(parse);
}

function parse(item: Item): EndedPause {
  const parsed = EndedPause.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a pause of mails that was ended does not have the shape this version knows');
  return parsed.data;
}
