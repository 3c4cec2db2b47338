import { z } from 'zod';
import { addMs, type Clock, daysMs, isoTime } from '../platform/clock.ts';
import { CorruptItemError, InvalidInputError } from '../platform/errors.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Queue } from '../platform/queues.ts';
import { beginningWith, type Table, type WriteItem } from '../platform/table.ts';
import type { Duty } from './decision.ts';
import { dutyMessageFor } from './messages.ts';

/** A switch as it is kept for good: who switched, when and why. */
export const DutySwitch = z.object({
  at: z.string(),
  on: z.boolean(),
  until: z.string().exactOptional(),
  by: z.string(),
  reason: z.string().exactOptional(),
});
export type DutySwitch = z.infer<typeof DutySwitch>;

/** What somebody switches for a rep. */
export interface AskedDuty extends Pick<DutySwitch, 'on' | 'by'> {
  readonly repId: RepId;
  readonly until: string | undefined;
  readonly reason: string | undefined;
  /** Further writes for the same transaction. */
  readonly along: (switched: DutySwitch) => readonly WriteItem[];
}

const furthestMs = 366 * daysMs;

/**
 * Writes down that a rep is on or off duty. The pools learn of it by `tellPools`, also when this is repeated.
 * @throws InvalidInputError for a moment that is past or further away than a year
 */
export async function switchDuty(
  { repId, on, until, by, reason, along }: AskedDuty,
  { table, clock }: { readonly table: Table; readonly clock: Clock },
): Promise<DutySwitch> {
  const now = clock();
  const ends = until === undefined ? null : new Date(until);
  if (ends && (ends <= now || ends > addMs(now, furthestMs))) {
    throw new InvalidInputError('The moment does not fit.', [{ path: 'until', message: 'name a moment that is to come, within a year' }]);
  }
  const switched = {
    at: isoTime(now),
    on,
    by,
    ...(ends === null ? {} : { until: isoTime(ends) }),
    ...(reason === undefined ? {} : { reason }),
  };
  const put: WriteItem = {
    Put: { Item: { ...keys.duty(repId, switched.at), ...switched }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
  await table.transact([put, ...along(switched)]);
  return switched;
}

/** Has the pools of a rep take over what is switched. Told twice, they find that they know. */
export async function tellPools(
  repId: RepId,
  poolIds: readonly PoolId[],
  { assign, clock }: { readonly assign: Queue; readonly clock: Clock },
) {
  const at = isoTime(clock());
  await assign.sendAll(poolIds.map((poolId) => dutyMessageFor({ v: 1, kind: 'duty', poolId, repId, at })));
}

/** Reads what was switched last for a rep, as far as it says anything at a moment; undefined: the hours alone count. @throws CorruptItemError */
export async function readDuty(table: Pick<Table, 'query'>, repId: RepId, at: Date): Promise<Duty | undefined> {
  const { items } = await table.query({
    ...beginningWith(keys.duty(repId, '').pk, keys.dutyPrefix),
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: 1,
  });
  const [newest] = items;
  if (!newest) return undefined;
  const read = DutySwitch.safeParse(newest);
  if (!read.success) throw new CorruptItemError('a switch of duty does not have the shape this version knows');
  const { on, until } = read.data;
  const isOver = until === undefined ? on : new Date(until) <= at;
  return isOver ? undefined : { on, ...(until === undefined ? {} : { until }) };
}
