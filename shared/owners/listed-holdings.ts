import { codeOf, walkCards } from '../cards/index.ts';
import type { RepId } from '../platform/ids.ts';
import { indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { byActivity } from '../seats/index.ts';
import { walkWork } from '../tasks/index.ts';

/** How much a rep has, as lists tell it. */
export interface ListedHoldings {
  /** Leads that are theirs, those that are offered to them among them. */
  readonly leads: number;
  /** What waits for their answer, needs among it. */
  readonly offers: number;
  /** Leads of others of which they have a need. */
  readonly needs: number;
  readonly callbacks: number;
  /** There is more than was looked at. */
  readonly isCut: boolean;
}

/** Counts what a rep has by the lists alone, which lag by seconds: no lead is read, so that whoever may read none can be told. */
export async function listedHoldings(
  repId: RepId,
  { table, most }: { readonly table: Table; readonly most: number },
): Promise<ListedHoldings> {
  const code = codeOf(repId);
  let leads = 0;
  let needs = 0;
  let isCut = false;
  for await (const { card } of walkCards(
    table,
    byActivity([indexKeys.seatPartition(repId)]),
    { from: null, to: null, before: null },
    most,
  )) {
    isCut = leads + needs === most;
    if (isCut) break;
    // One that is new has no card for a moment.
    if (card === null || card.owner === code) leads += 1;
    else needs += 1;
  }
  let offers = 0;
  let callbacks = 0;
  let tasks = 0;
  for await (const { reason } of walkWork(table, [repId], { after: null, likely: most })) {
    tasks += 1;
    if (tasks > most) break;
    if (reason === 'accept') offers += 1;
    if (reason === 'callback') callbacks += 1;
  }
  return { leads, offers, needs, callbacks, isCut: isCut || tasks > most };
}
