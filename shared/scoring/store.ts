import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { EntryId, LeadId, SubjectId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import type { Interest } from './rules-interest.ts';

const Rise = z.object({ entryId: EntryId, at: z.string(), needs: z.array(SubjectId).min(1).optional() });
export type Rise = z.infer<typeof Rise>;

/** What is kept of a lead's scores; its temperature stands on the lead itself. Holds points, times and rules, nothing of a person. */
export interface Score {
  readonly leadId: LeadId;
  /** 0: there is no item yet. */
  readonly version: number;
  /** Version of the scoring configuration that the points are counted by. */
  readonly rulesVersion: number;
  /** The zone whose days were counted. */
  readonly timeZone: string;
  readonly fit: number;
  readonly interest: Interest;
  /** When the next look for cooling is due; null: none is set. */
  readonly timerAt: string | null;
  /** The timeline entry by which the lead became hot, while it is: the owner is told of it, and those of its needs whose products made it so. */
  readonly hot: Rise | null;
  /** When everything was counted from the beginning, in epoch seconds; null: never since the first score. */
  readonly countedAt: number | null;
  /** The first visit that was counted of the latest day with one, in epoch seconds: lists by activity hear of visits once a day. */
  readonly visitedAt: number | null;
}

const ScoreItem = z.object({
  version: z.number().int().positive(),
  rulesVersion: z.number().int(),
  timeZone: z.string(),
  fit: z.number(),
  closedPoints: z.number().default(0),
  closedAt: z.number().int().default(0),
  open: z.record(z.string(), z.array(z.number().int())).default({}),
  timerAt: z.string().optional(),
  hot: Rise.optional(),
  countedAt: z.number().int().optional(),
  visitedAt: z.number().int().optional(),
});

function scoreOf(item: Item): Score {
  const parsed = ScoreItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a score does not have the shape this version knows');
  const { closedPoints, closedAt, open, timerAt = null, hot = null, countedAt = null, visitedAt = null, ...rest } = parsed.data;
  const leadId = LeadId.parse(partitionId(item));
  return { leadId, ...rest, interest: { closedPoints, closedAt, closedUntil: closedAt, open }, timerAt, hot, countedAt, visitedAt };
}

function itemOf({ leadId, version, rulesVersion, timeZone, fit, interest, timerAt, hot, countedAt, visitedAt }: Score): Item {
  const { closedPoints, closedAt, open } = interest;
  return {
    ...keys.score(leadId),
    version,
    rulesVersion,
    timeZone,
    fit,
    ...(closedPoints === 0 ? {} : { closedPoints }),
    ...(closedAt === 0 ? {} : { closedAt }),
    ...(Object.keys(open).length > 0 ? { open } : {}),
    ...(timerAt === null ? {} : { timerAt }),
    ...(hot === null ? {} : { hot }),
    ...(countedAt === null ? {} : { countedAt }),
    ...(visitedAt === null ? {} : { visitedAt }),
  };
}

const scores = versioned({ parse: scoreOf, toItem: itemOf });

/** Reads a score's item. @throws CorruptItemError */
export const parseScore = scores.parse;

export function readScore(table: Table, leadId: LeadId): Promise<Score | undefined> {
  return scores.read(table, keys.score(leadId), { consistent: true });
}

/** Replaces the score that was read, or adds the first one; refused when somebody was quicker. */
export function putScore(before: Score | null, after: Score): PutWrite {
  return scores.put(before, after);
}
