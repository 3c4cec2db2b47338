import type { Asked, Cursors } from './cursor.ts';
import { fillPage } from './fill-page.ts';
import { idAtPlace, indexes, momentOfPlace } from './keys.ts';
import type { Table } from './table.ts';
import { walkIndex } from './walk-index.ts';

/** Rows looked at, and pairs read, for one answer. */
const most = { rows: 1_000, reads: 200 } as const;

/** Two records that may be one, as their row in the listing names them. */
export interface PairRow<Id extends string> {
  readonly older: Id;
  readonly newer: Id;
  /** When it was noted that they may be one. */
  readonly at: string;
  readonly place: string;
}

interface PairListing<Id extends string, Item> {
  readonly userId: string;
  readonly route: Asked['route'];
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
  /** Partitions of gsi3. */
  readonly partitions: readonly string[];
  readonly parseId: (text: string) => Id;
  /** Reads what the list shows, by `pairName`, of those pairs that belong to it. */
  readonly lookUp: (rows: readonly PairRow<Id>[]) => Promise<ReadonlyMap<string, Item>>;
}

export const pairName = ({ older, newer }: { readonly older: string; readonly newer: string }): string => `${older}~${newer}`;

/** Lists pairs of records that wait for somebody to decide whether they are one, the latest first. */
export async function listPairs<Id extends string, Item>(
  { userId, route, query, partitions, parseId, lookUp }: PairListing<Id, Item>,
  { table, cursors }: { readonly table: Table; readonly cursors: Cursors },
): Promise<{ readonly items: Item[]; readonly nextCursor: string | null }> {
  const asked: Asked = { userId, route, query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  async function* rows(): AsyncGenerator<PairRow<Id>> {
    const listing = { index: indexes.gsi3, partitions };
    for await (const { place } of walkIndex(table, listing, { from: null, to: null, before }, query.limit)) {
      const [older, newer] = idAtPlace(place).split('~').map(parseId);
      if (older && newer) yield { older, newer, at: momentOfPlace(place), place };
    }
  }
  const { items, next } = await fillPage(rows(), { limit: query.limit, most, idOf: pairName, mayFit: () => true, lookUp });
  return { items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}
