import { z } from 'zod';
import type { DutyView } from '../../api/duty/switch-duty.ts';
import { addMs, type Clock, daysMs, isoTime } from '../platform/clock.ts';
import { CorruptItemError, InvalidInputError } from '../platform/errors.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Queue } from '../platform/queues.ts';
import { beginningWith, type Table, type WriteItem } from '../platform/table.ts';
import type { Duty } from './decision.ts';
import { dutyMessageFor } from './messages.ts';
import { putTellDuty } from './tell-duty-request.ts';

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
  /** Where the request says until when. @default until */
  readonly path?: string;
}

/** Returns what was switched for a rep, as the API shows it. */
export const dutyView = (repId: RepId, { on, until, at, by }: DutySwitch): DutyView => ({ repId, on, until: until ?? null, at, by });

const furthestMs = 366 * daysMs;

/**
 * Writes down who is on or off duty, of all reps that are named or of none. The pools learn of it by `tellPools`, and by a timer of the same transaction
 * where nobody gets to that.
 * @param along returns further writes for the same transaction
 * @throws InvalidInputError for a moment that is past or further away than a year
 */
export async function switchDuty(
  asked: readonly AskedDuty[],
  along: (switched: readonly DutySwitch[]) => readonly WriteItem[],
  { table, clock }: { readonly table: Table; readonly clock: Clock },
): Promise<readonly DutySwitch[]> {
  const now = clock();
  const faults = asked.flatMap(({ until, path = 'until' }) => {
    const ends = until === undefined ? null : new Date(until);
    const isWrong = ends !== null && (ends <= now || ends > addMs(now, furthestMs));
    return isWrong ? [{ path, message: 'name a moment that is to come, within a year' }] : [];
  });
  if (faults.length > 0) throw new InvalidInputError('The moment does not fit.', faults);
  const at = isoTime(now);
  const switched = asked.map(({ on, until, by, reason }) => ({
    at,
    on,
    by,
    ...(until === undefined ? {} : { until: isoTime(new Date(until)) }),
    ...(reason === undefined ? {} : { reason }),
  }));
  const puts = asked.map(
    ({ repId }, index): WriteItem => ({
      Put: { Item: { ...keys.duty(repId, at), ...switched[index] }, ConditionExpression: 'attribute_not_exists(pk)' },
    }),
  );
  const net =
    asked.length > 0
      ? [
          putTellDuty(
            asked.map(({ repId }) => repId),
            at,
          ),
        ]
      : [];
  const writes = [...puts, ...net, ...along(switched)];
  if (writes.length > 0) await table.transact(writes);
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
export async function readSwitch(
  table: Pick<Table, 'query'>,
  repId: RepId,
  at: Date,
  { isConsistent = true }: { readonly isConsistent?: boolean } = {},
): Promise<DutySwitch | undefined> {
  const { items } = await table.query({
    ...beginningWith(keys.duty(repId, '').pk, keys.dutyPrefix),
    ScanIndexForward: false,
    ConsistentRead: isConsistent,
    Limit: 1,
  });
  const [newest] = items;
  if (!newest) return undefined;
  const read = DutySwitch.safeParse(newest);
  if (!read.success) throw new CorruptItemError('a switch of duty does not have the shape this version knows');
  const { on, until } = read.data;
  const isOver = until === undefined ? on : new Date(until) <= at;
  return isOver ? undefined : read.data;
}

/** Reads what is switched for a rep, as pools copy it; undefined: the hours alone count. @throws CorruptItemError */
export async function readDuty(table: Pick<Table, 'query'>, repId: RepId, at: Date): Promise<Duty | undefined> {
  const newest = await readSwitch(table, repId, at);
  return newest && { on: newest.on, ...(newest.until === undefined ? {} : { until: newest.until }) };
}
