import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import { ExperimentGoal } from './experiment-config.ts';
import type { Count } from './rules-count.ts';

const ArmStanding = z.object({ sent: z.number().int().nonnegative(), reached: z.number().int().nonnegative() });

/** How an experiment stood when it was counted last. */
export const Standing = z.object({
  experimentId: z.string(),
  goal: ExperimentGoal,
  verdict: z.enum(['running', 'a', 'b', 'none']),
  eValue: z.number().nonnegative(),
  /** Conversions that were weighed. */
  weighed: z.number().int().nonnegative(),
  a: ArmStanding,
  b: ArmStanding,
  countedAt: z.iso.datetime(),
  /** When the conversion happened that decided it; null while it runs. */
  decidedAt: z.iso.datetime().nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** Makes a standing of a count. */
export function standingOf({ id, goal }: { readonly id: string; readonly goal: ExperimentGoal }, count: Count, at: Date): Standing {
  const { arms, evidence, decidedAt } = count;
  return {
    experimentId: id,
    goal,
    verdict: evidence.verdict,
    eValue: evidence.eValue,
    weighed: evidence.a + evidence.b,
    a: arms.a,
    b: arms.b,
    countedAt: isoTime(at),
    decidedAt: decidedAt === null ? null : isoTime(new Date(decidedAt)),
  };
}

/** Keeps how an experiment stands. One that is decided stays as it is: mails go by it. */
export async function keepStanding(table: Pick<Table, 'put'>, standing: Standing): Promise<'kept' | 'decided'> {
  try {
    await table.put({
      Item: { ...keys.experiment(standing.experimentId), ...standing },
      ConditionExpression: 'attribute_not_exists(pk) OR verdict = :running',
      ExpressionAttributeValues: { ':running': 'running' },
    });
    return 'kept';
  } catch (error) {
    if (error instanceof ConditionFailedError) return 'decided';
    throw error;
  }
}

/** Reads how an experiment stands; undefined where it was never counted. */
export async function readStanding(table: Pick<Table, 'get'>, experimentId: string): Promise<Standing | undefined> {
  const item = await table.get(keys.experiment(experimentId));
  return item && parsed(item);
}

/** Reads how experiments stand, by their ids; one that was never counted is not in it. */
export async function readStandings(table: Pick<Table, 'batchGet'>, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const items = await table.batchGet(ids.map((id) => keys.experiment(id)));
  return new Map(items.map(parsed).map((standing) => [standing.experimentId, standing]));
}

function parsed(item: Item): Standing {
  const read = Standing.safeParse(item);
  if (!read.success) throw new CorruptItemError('an experiment does not have the shape this version knows');
  return read.data;
}
