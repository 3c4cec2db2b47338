import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { DecisionId, LeadId } from '../platform/ids.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import type { PutWrite, Table } from '../platform/table.ts';

/** How much a rep may write to a reason. */
export const longestDeclineNote = 500;

/** What a rep wrote who declined an offer. It may name people, so that no event tells it. */
const DeclineNote = z.object({ leadId: LeadId, decisionId: DecisionId, note: z.string() });
export type DeclineNote = z.infer<typeof DeclineNote>;

/** Returns the write of a note, for the transaction that ends the offer. */
export function putDeclineNote({ leadId, decisionId, note }: DeclineNote): PutWrite {
  return { Put: { Item: { ...keys.declineNote(leadId, decisionId), note } } };
}

/** Reads what was written to some offers of a lead, by their decisions. @throws CorruptItemError */
export async function readDeclineNotes(
  table: Pick<Table, 'batchGet'>,
  lead: WholeLead,
  decisionIds: readonly DecisionId[],
): Promise<ReadonlyMap<string, string>> {
  if (decisionIds.length === 0) return new Map();
  const places = partitionsOf(lead).flatMap((leadId) =>
    [...new Set(decisionIds)].map((decisionId) => keys.declineNote(leadId, decisionId)),
  );
  const items = await table.batchGet(places);
  return new Map(
    items.map((item) => {
      const parsed = DeclineNote.safeParse({ ...item, leadId: partitionId(item), decisionId: sortId(item) });
      if (!parsed.success) throw new CorruptItemError('what was written to a declined offer does not have the shape this version knows');
      return [parsed.data.decisionId, parsed.data.note];
    }),
  );
}
