import { z } from 'zod';
import type { ItemPlace } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { piecesOf } from '../platform/pieces.ts';
import { type Item, type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, defineWork } from '../work/index.ts';

/** Two writes each, in the transaction of the undo. */
const movedAtOnce = 20;
/** Two writes each, in a transaction of their own. */
const movedInPiece = 40;

const Piece = z.object({
  /** The lead under which they are to lie. */
  to: LeadId,
  items: z.array(z.object({ leadId: LeadId, sk: z.string() })).max(movedInPiece),
});

/** Lays items that are of another lead under that one. What is there already, or gone, is left. */
export const moveItemsWork = defineWork({
  kind: 'moveItems',
  schema: Piece,
  run: async ({ to, items }, { table, queues, log }) => {
    await moveNow(to, items, table);
    const leadIds = [...new Set([to, ...items.map(({ leadId }) => leadId)])];
    await queues.score.sendAll(leadIds.map((leadId) => ({ body: { v: 1, kind: 'recount', leadId, takenBack: true } }) as const));
    log.info('items of a parted lead moved', { leadId: to, items: items.length });
  },
});

/** Lays items under a lead, as many at a time as a transaction takes. Safe to repeat. */
export async function moveNow(to: LeadId, items: readonly ItemPlace[], table: Pick<Table, 'batchGet' | 'transact'>): Promise<void> {
  for (const piece of piecesOf(items, movedInPiece)) {
    await untilWritten(async () => writeIfAny(table, await moveWrites(to, piece, table)));
  }
}

/** Returns the writes by which items come to lie under a lead: of the first ones, and timers for the rest, so that nothing is left out. */
export async function movesOf(
  to: LeadId,
  items: readonly ItemPlace[],
  { at, cause }: { readonly at: Date; readonly cause: string },
  table: Pick<Table, 'batchGet'>,
): Promise<WriteItem[]> {
  const timers = piecesOf(items.slice(movedAtOnce), movedInPiece).map((piece, place) => {
    const asked = askFor(moveItemsWork, { to, items: piece.map(({ leadId, sk }) => ({ leadId, sk })) });
    const due = { timerId: timerIdFor('moveItems', to, `${cause}-${place}`), dueAt: isoTime(at) };
    return putTimer({ ...due, queue: 'work', groupId: asked.groupId, message: asked.body });
  });
  return [...(await moveWrites(to, items.slice(0, movedAtOnce), table)), ...timers];
}

async function moveWrites(to: LeadId, places: readonly ItemPlace[], table: Pick<Table, 'batchGet'>): Promise<WriteItem[]> {
  if (places.length === 0) return [];
  const found = await table.batchGet(
    places.map(({ leadId, sk }) => ({ pk: keys.leadPk(leadId), sk })),
    { consistent: true },
  );
  return found.flatMap((item) => [
    { Delete: { Key: { pk: item.pk, sk: item.sk }, ...unchanged(item) } },
    { Put: { Item: movedTo(to, item), ConditionExpression: 'attribute_not_exists(pk)' } },
  ]);
}

const movedTo = (leadId: LeadId, item: Item): Item => ({ ...item, pk: keys.leadPk(leadId), ...('leadId' in item ? { leadId } : {}) });

/** Refuses to take away what somebody has changed since it was read. */
function unchanged({ version, updatedAt }: Item) {
  const [name, value] = version === undefined ? ['updatedAt', updatedAt] : ['version', version];
  if (value === undefined) return { ConditionExpression: 'attribute_exists(pk)' };
  return {
    ConditionExpression: '#stood = :stood',
    ExpressionAttributeNames: { '#stood': name as string },
    ExpressionAttributeValues: { ':stood': value },
  };
}
