import { z } from 'zod';
import { addMs, daysMs, epochSeconds, hoursMs, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { TooManyChecksError } from './errors.ts';

/** Questions of one user within an hour of the clock. */
export const checksPerHour = 30;
/** Long enough for whoever looks into a suspicion. */
const keptDays = 400;

/** What a user asked within an hour: digests, so that the record of questions answers none. */
const Checks = z.object({
  version: z.number().int().positive(),
  asked: z.array(z.object({ at: z.string(), email: z.string().nullable(), phone: z.string().nullable(), found: z.number().int() })),
  expiresAt: z.number(),
});
type Checks = z.infer<typeof Checks> & { readonly userId: string; readonly hour: string };

const store = versioned<Checks>({
  parse: checksOf,
  toItem: ({ userId, hour, ...checks }) => ({ ...keys.checks(userId, hour), ...checks }),
});

function checksOf(item: Item): Checks {
  const parsed = Checks.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('what a user asked does not have the shape this version knows');
  return { ...parsed.data, userId: partitionId(item), hour: sortId(item) };
}

/** One more question. */
export interface CountedCheck {
  readonly write: WriteItem;
  /** How many more the user may ask within the hour. */
  readonly left: number;
}

/** A question, by digests, and how many people it found. */
export type Question = Omit<Checks['asked'][number], 'at'>;

/**
 * Returns the write that keeps a question and counts it; refused where the user asked another one meanwhile.
 * @throws TooManyChecksError
 */
export async function countCheck(userId: string, asked: () => Promise<Question>, at: Date, table: Table): Promise<CountedCheck> {
  const hour = isoTime(at).slice(0, 'yyyy-mm-ddThh'.length);
  const before = (await store.read(table, keys.checks(userId, hour), { consistent: true })) ?? null;
  const known = before?.asked ?? [];
  if (known.length >= checksPerHour) {
    const minutes = 60 - at.getUTCMinutes();
    throw new TooManyChecksError(
      `You have asked ${checksPerHour} times within this hour. Ask again in ${minutes} min, or type the person in: a known one is found.`,
      3_600 - (epochSeconds(at) % 3_600),
    );
  }
  const after: Checks = {
    userId,
    hour,
    version: (before?.version ?? 0) + 1,
    asked: [...known, { at: isoTime(at), ...(await asked()) }],
    expiresAt: epochSeconds(addMs(at, keptDays * daysMs + hoursMs)),
  };
  return { write: store.put(before, after), left: checksPerHour - after.asked.length };
}
