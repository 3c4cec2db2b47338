import { z } from 'zod';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { DigestPeriod } from './period.ts';

/** Longer than a mail waits, and until the next month's is made. */
const keptDays = 60;

const ChangedLine = z.object({
  title: z.string(),
  definition: z.string(),
  direction: z.enum(['up', 'down']),
  now: z.string(),
  usual: z.string(),
  /** What explains at least half of it; empty: nothing does. */
  reason: z.string(),
});
const NumberLine = z.object({ title: z.string(), now: z.string(), before: z.string(), usual: z.string() });

/** The digest of one person about one week or month, as it was counted for them. It names no lead. `leadId`: the lead that its mail is kept with, whatever comes. */
const MadeDigest = z.object({
  userId: z.string(),
  of: DigestPeriod,
  from: z.iso.date(),
  /** The day behind the last one. */
  to: z.iso.date(),
  leadId: LeadId,
  locale: z.enum(['vi', 'en']),
  /** Of which leads it tells, in words. */
  scope: z.string(),
  changes: z.array(ChangedLine),
  numbers: z.array(NumberLine),
  /** How much of the usual working time there was, in percent, where that was far less. */
  workedPercent: z.number().nullable(),
});
export type MadeDigest = z.infer<typeof MadeDigest>;

/** Names one digest. */
export type DigestName = Pick<MadeDigest, 'userId' | 'of' | 'from'>;

/** Reads a digest; undefined: none was made, or it is long ago. @throws CorruptItemError */
export async function readMadeDigest(table: Pick<Table, 'get'>, { userId, of, from }: DigestName): Promise<MadeDigest | undefined> {
  const item = await table.get(keys.madeDigest(userId, of, from), { consistent: true });
  if (!item) return undefined;
  const parsed = MadeDigest.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a digest does not have the shape this version knows');
  return parsed.data;
}

/** Keeps a digest, the first one of its name; returns the one that is kept. It makes its mail one mail: each asks with the same lead. */
export async function keepMadeDigest(table: Pick<Table, 'get' | 'put'>, made: MadeDigest, now: Date): Promise<MadeDigest> {
  const expiresAt = epochSeconds(addMs(now, keptDays * daysMs));
  try {
    await table.put({
      Item: { ...keys.madeDigest(made.userId, made.of, made.from), ...made, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return made;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return (await readMadeDigest(table, made)) ?? made;
  }
}
