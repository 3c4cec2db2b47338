import { z } from 'zod';
import { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { repKind } from '../routing/rep-config.ts';
import { type ListedHoldings, listedHoldings } from './listed-holdings.ts';

/** As much as is looked at of each, while somebody waits. */
const most = { reps: 20, rows: 1_000 } as const;

/** The part of a rep's configuration that says whether they take leads. */
const Leaver = z.object({ id: RepId, active: z.boolean() });

/** A version of a kind that is to be published in place of another. */
export interface Publication {
  readonly kind: string;
  readonly before: readonly object[];
  readonly after: readonly object[];
}

/** What to look at again: of a document by its place, or of one that is gone by its id. */
export interface Warning {
  readonly id: string;
  /** Null: it is gone. */
  readonly index: number | null;
  readonly message: string;
}

/** Says of each rep who is to take no more leads, or is gone, what they have still, and how it is handed over. Other kinds say nothing. */
export async function warnOfLeavers({ kind, before, after }: Publication, table: Table): Promise<Warning[]> {
  if (kind !== repKind.name) return [];
  const stands = new Map(after.flatMap((document, index) => leaverOf(document).map(({ id, active }) => [id, { active, index }] as const)));
  const leaving = before.flatMap(leaverOf).filter(({ id, active }) => active && stands.get(id)?.active !== true);
  const found = await Promise.all(
    leaving.slice(0, most.reps).map(async ({ id }): Promise<Warning[]> => {
      const holds = await listedHoldings(id, { table, most: most.rows });
      const index = stands.get(id)?.index ?? null;
      return holds.leads + holds.needs + holds.offers === 0 ? [] : [{ id, index, message: messageOf(id, holds, index === null) }];
    }),
  );
  return found.flat();
}

const leaverOf = (document: object): z.infer<typeof Leaver>[] => {
  const read = Leaver.safeParse(document);
  return read.success ? [read.data] : [];
};

function messageOf(repId: RepId, { leads, offers, needs, callbacks, isCut }: ListedHoldings, isGone: boolean): string {
  const counts = [
    counted(leads, 'lead'),
    counted(needs, 'need of other leads', 'needs of other leads'),
    counted(offers, 'offer to answer', 'offers to answer'),
    counted(callbacks, 'call back that is agreed', 'calls back that are agreed'),
  ].flatMap((one) => one ?? []);
  const route = `POST /v1/reps/${repId}/hand-over`;
  const how = isGone ? `set them inactive first and hand over by ${route}, which knows no rep who is gone` : `hand over by ${route}`;
  return `${repId} still has ${isCut ? 'at least ' : ''}${counts.join(', ')}: ${how}`;
}

const counted = (count: number, one: string, several = `${one}s`): string | null =>
  count === 0 ? null : `${count} ${count === 1 ? one : several}`;
