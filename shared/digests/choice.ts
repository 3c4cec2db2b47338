import { z } from 'zod';
import type { DigestsView } from '../../api/me/digests-view.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import type { DigestPeriod } from './period.ts';

/** Whether somebody gets numbers by mail, by the id of their user: since when they ask for it, of each period; null: they do not. */
const DigestChoice = z.object({
  userId: z.string(),
  week: z.iso.datetime().nullable(),
  month: z.iso.datetime().nullable(),
  version: z.number().int(),
});
export type DigestChoice = z.infer<typeof DigestChoice>;

function parse(item: Item): DigestChoice {
  const parsed = DigestChoice.safeParse({ week: null, month: null, ...item });
  if (!parsed.success) throw new CorruptItemError('a choice of digests does not have the shape this version knows');
  return parsed.data;
}

const store = versioned<DigestChoice>({ parse, toItem: (choice) => ({ ...keys.digestChoice(choice.userId), ...choice }) });

/** Reads what somebody chose; undefined: nothing yet. @throws CorruptItemError */
export const readDigestChoice = (table: Pick<Table, 'get'>, userId: string, options?: { readonly consistent?: boolean }) =>
  store.read(table, keys.digestChoice(userId), options);

/** Replaces what was read, or makes it. */
export const putDigestChoice = (before: DigestChoice | null, after: DigestChoice): PutWrite => store.put(before, after);

export const noDigestChoice = (userId: string): DigestChoice => ({ userId, week: null, month: null, version: 0 });

/** Reads who of some users asks for the digests of a period, and since when. */
export async function readAskers(
  table: Pick<Table, 'batchGet'>,
  of: DigestPeriod,
  userIds: readonly string[],
): Promise<{ readonly userId: string; readonly since: string }[]> {
  const items = await table.batchGet(
    userIds.map((userId) => keys.digestChoice(userId)),
    { consistent: true },
  );
  return items.map(parse).flatMap(({ userId, [of]: since }) => (since === null ? [] : [{ userId, since }]));
}

export const viewOf = ({ week, month, version }: DigestChoice): DigestsView => ({
  weekly: week !== null,
  monthly: month !== null,
  version,
});
