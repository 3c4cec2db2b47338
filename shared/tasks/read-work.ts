import { RepId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, partitionId } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { TaskReason } from './record.ts';
import { parseRow, type WorkRow } from './row.ts';
import { workClassOf } from './rules-work.ts';

/** A stretch of a rep's work, both ends in it. */
export interface WorkSpan {
  readonly low: string;
  readonly high: string;
}

/** Returns where tasks of a class lie that are due by a moment. '~' sorts after every character of a time and of an id. */
export function dueBy(reason: TaskReason, until: string): WorkSpan {
  const workClass = workClassOf(reason);
  return { low: `${workClass}#`, high: `${workClass}#${until}~` };
}

/** Reads the first rows of a stretch of a rep's work, by a read that may lag. @throws CorruptItemError */
export async function readWork(table: Pick<Table, 'query'>, repId: RepId, { low, high }: WorkSpan, limit: number): Promise<WorkRow[]> {
  const { pk, sk } = indexAttributes.gsi3;
  const { items } = await table.query({
    IndexName: indexes.gsi3,
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
    ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
    ExpressionAttributeValues: { ':pk': indexKeys.workPartition(repId), ':low': low, ':high': high },
    Limit: limit,
  });
  return items.map((item) => parseRow({ place: String(item[sk]), item }));
}

const rowsPerPage = 50;

/** Walks through what a rep is to do for a reason, in pages, soonest due first; by reads that may lag. @throws CorruptItemError */
export async function* walkWorkFor(
  table: Pick<Table, 'query'>,
  repId: RepId,
  reason: TaskReason,
  { dueFrom = '' }: { readonly dueFrom?: string } = {},
): AsyncGenerator<readonly WorkRow[]> {
  const workClass = workClassOf(reason);
  let low: string | null = `${workClass}#${dueFrom}`;
  while (low !== null) {
    const rows: readonly WorkRow[] = await readWork(table, repId, { low, high: `${workClass}#~` }, rowsPerPage);
    yield rows;
    const last = rows.at(-1);
    // ' ' sorts before every character of a time and of an id.
    low = last && rows.length === rowsPerPage ? `${last.place} ` : null;
  }
}

/** Reads the first of a rep's tasks that are overdue at a moment, in the order of their classes. */
export async function readOverdue(table: Pick<Table, 'query'>, repId: RepId, at: string, limit: number): Promise<WorkRow[]> {
  const classes = await Promise.all(TaskReason.options.map((reason) => readWork(table, repId, dueBy(reason, at), limit)));
  return classes.flat().slice(0, limit);
}

/** An open task and whose it is. */
export type RepsWork = WorkRow & { readonly repId: RepId };

/** Walks through the open tasks of some reps, merged in the order of their classes and moments. @throws CorruptItemError */
export async function* walkWork(
  table: Table,
  repIds: readonly RepId[],
  { after, likely }: { readonly after: string | null; readonly likely: number },
): AsyncGenerator<RepsWork> {
  const listing = { index: indexes.gsi3, partitions: repIds.map(indexKeys.workPartition), order: 'oldestFirst' } as const;
  for await (const indexed of walkIndex(table, listing, { from: null, to: null, before: after }, likely)) {
    yield { ...parseRow(indexed), repId: RepId.parse(partitionId({ pk: indexed.item.gsi3pk })) };
  }
}
