import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { EntryId, type LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import type { Interest } from './rules-interest.ts';

/** What is kept of a lead's scores; its temperature stands on the lead itself. Holds points, times and rules, nothing of a person. */
export interface Score {
  readonly leadId: LeadId;
  /** 0: there is no item yet. */
  readonly version: number;
  /** Version of the scoring configuration that the points are counted by. */
  readonly rulesVersion: number;
  readonly fit: number;
  readonly interest: Interest;
  /** When the next look for cooling is due; null: none is set. */
  readonly timerAt: string | null;
  /** The timeline entry by which the lead became hot, while it is: the owner is told of it. */
  readonly hot: { readonly entryId: EntryId; readonly at: string } | null;
}

const ScoreItem = z.object({
  version: z.number().int().positive(),
  rulesVersion: z.number().int(),
  fit: z.number(),
  closedPoints: z.number().default(0),
  closedAt: z.number().int().default(0),
  open: z.record(z.string(), z.array(z.number().int())).default({}),
  timerAt: z.string().optional(),
  hot: z.object({ entryId: EntryId, at: z.string() }).optional(),
});

/** @throws CorruptItemError */
export function parseScore(item: Item, leadId: LeadId): Score {
  const parsed = ScoreItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a score does not have the shape this version knows');
  const { closedPoints, closedAt, open, timerAt = null, hot = null, ...rest } = parsed.data;
  return { leadId, ...rest, interest: { closedPoints, closedAt, closedUntil: closedAt, open }, timerAt, hot };
}

export async function readScore(table: Table, leadId: LeadId): Promise<Score | undefined> {
  const item = await table.get(keys.score(leadId), { consistent: true });
  return item && parseScore(item, leadId);
}

/** Replaces a score that was read one version before; refused when somebody was quicker. */
export function putScore(score: Score): PutWrite {
  const { leadId, version, rulesVersion, fit, interest, timerAt, hot } = score;
  const { closedPoints, closedAt, open } = interest;
  return {
    Put: {
      Item: {
        ...keys.score(leadId),
        version,
        rulesVersion,
        fit,
        ...(closedPoints === 0 ? {} : { closedPoints }),
        ...(closedAt === 0 ? {} : { closedAt }),
        ...(Object.keys(open).length > 0 ? { open } : {}),
        ...(timerAt === null ? {} : { timerAt }),
        ...(hot === null ? {} : { hot }),
      },
      ...(version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version - 1 } }),
    },
  };
}
