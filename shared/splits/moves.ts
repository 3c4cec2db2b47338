import { z } from 'zod';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { DecisionId, LeadId, PoolId, RepId, type SplitId, SubjectId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { keptDays, LeftOut, NotBack } from './split.ts';

/** A subject that is to go from whoever has it, to a rep or, null, to its pool. `poolId`: by which the rep gets it, where that is not the split's. */
export const Planned = z.object({
  leadId: LeadId,
  subject: SubjectId,
  from: RepId.nullable(),
  to: RepId.nullable(),
  poolId: PoolId.exactOptional(),
});
export type Planned = z.infer<typeof Planned>;

const Plan = z.object({ leads: z.array(Planned) });

const credits = z.array(z.object({ poolId: PoolId, repId: RepId, credit: z.number() }));

/** What became of a planned subject. */
export const Move = Planned.extend({
  at: z.iso.datetime(),
  /** Null: it went. */
  missed: LeftOut.nullable(),
  /** Of one that went: who had it, by which decision the other has it, and what ledgers count. */
  went: z
    .object({
      fromPoolId: PoolId,
      poolId: PoolId,
      decisionId: DecisionId,
      credits,
      /** Of one that nobody had. */
      waitedSince: z.iso.datetime().exactOptional(),
      /** Of one that went to a pool: what goes on counting for whoever had it. */
      counts: z.number().nonnegative().exactOptional(),
    })
    .exactOptional(),
  /** Of an undo: what ledgers count of its way back, or why it stays. */
  back: z.object({ kept: NotBack.nullable(), credits }).exactOptional(),
});
export type Move = z.infer<typeof Move>;

/** Leads of one part: one run of work does it within seconds, far below the time that work has. */
export const leadsPerPart = 50;

const expiry = (at: Date) => epochSeconds(addMs(at, keptDays * daysMs));

/** Writes down which leads go to whom, before anything moves. Nobody reads it of a split that was never begun. */
export async function putPlan(table: Pick<Table, 'putAll'>, splitId: SplitId, leads: readonly Planned[], at: Date): Promise<number> {
  const parts = Math.ceil(leads.length / leadsPerPart);
  const items = Array.from({ length: parts }, (_, part) => ({
    ...keys.splitPlan(splitId, part),
    leads: leads.slice(part * leadsPerPart, (part + 1) * leadsPerPart),
    expiresAt: expiry(at),
  }));
  await table.putAll(items);
  return parts;
}

/** @throws CorruptItemError */
export async function readPlan(table: Pick<Table, 'get'>, splitId: SplitId, part: number): Promise<readonly Planned[]> {
  const parsed = Plan.safeParse(await table.get(keys.splitPlan(splitId, part), { consistent: true }));
  if (!parsed.success) throw new CorruptItemError('the plan of a split is not there, or does not have the shape this version knows');
  return parsed.data.leads;
}

/** Reads what became of the leads of a part, as it stands now. @throws CorruptItemError */
export async function readMoves(table: Pick<Table, 'query'>, splitId: SplitId, part: number): Promise<Move[]> {
  const items = await queryAll(table, { ...beginningWith(keys.splitRowsPk(splitId), keys.splitMovesPrefix(part)), ConsistentRead: true });
  return items.map(parseMove);
}

function parseMove(item: Item): Move {
  const parsed = Move.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a move of a split does not have the shape this version knows');
  return parsed.data;
}

/** Reads what became of a planned subject, as it stands now; undefined: nothing yet. @throws CorruptItemError */
export async function readMove(
  table: Pick<Table, 'get'>,
  splitId: SplitId,
  part: number,
  { leadId, subject }: Pick<Planned, 'leadId' | 'subject'>,
): Promise<Move | undefined> {
  const item = await table.get(keys.splitMove(splitId, part, leadId, subject), { consistent: true });
  return item && parseMove(item);
}

/** Notes what became of a planned subject, in the transaction that moves it; refused where it is noted already. */
export function putMove(splitId: SplitId, part: number, move: Move): WriteItem {
  const Item = { ...keys.splitMove(splitId, part, move.leadId, move.subject), ...move, expiresAt: expiry(new Date(move.at)) };
  return { Put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Notes what an undo made of it; refused where that is noted already. */
export function noteBack(splitId: SplitId, part: number, { leadId, subject }: Planned, back: NonNullable<Move['back']>): WriteItem {
  return {
    Update: {
      Key: keys.splitMove(splitId, part, leadId, subject),
      UpdateExpression: 'SET #back = :back',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#back)',
      ExpressionAttributeNames: { '#back': 'back' },
      ExpressionAttributeValues: { ':back': back },
    },
  };
}
