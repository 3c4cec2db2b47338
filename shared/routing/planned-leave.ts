import { z } from 'zod';
import type { PlannedLeaveView } from '../../api/duty/leave-view.ts';
import { beginningOf, calendarOf, dayAfter, localDate } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Clock, daysMs, isoTime } from '../platform/clock.ts';
import { CorruptItemError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import type { Item, PutWrite, Table, WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { beginLeaveRequest } from './begin-leave-request.ts';
import { repKind } from './rep-config.ts';

/** Days to come on which a rep is given nothing, as somebody noted them. */
export const PlannedLeave = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.string(),
  at: z.string(),
  reason: z.string().exactOptional(),
  /** When the rep was switched off duty for it, or was found to be. @default - it has not begun */
  begunAt: z.string().exactOptional(),
});
export type PlannedLeave = z.infer<typeof PlannedLeave>;

function parse(item: Item): PlannedLeave {
  const read = PlannedLeave.safeParse({ ...item, from: sortId(item) });
  if (!read.success) throw new CorruptItemError('leave that was noted does not have the shape this version knows');
  return read.data;
}

export interface LeaveParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** Somebody notes leave. Whether they may is known. */
export interface LeaveAsked extends Pick<PlannedLeave, 'from' | 'to' | 'by'> {
  readonly repId: RepId;
  readonly reason: string | undefined;
  readonly along: (view: PlannedLeaveView) => readonly WriteItem[];
}

const furthestDays = 366;
const longestDays = 92;

/**
 * Notes leave, with the timer that begins it. What was noted from the same day before is replaced.
 * @throws InvalidInputError for days that have begun, are too far away or too many
 */
export async function planLeave({ repId, from, to, by, reason, along }: LeaveAsked, parts: LeaveParts): Promise<PlannedLeaveView> {
  const { table, clock } = parts;
  const calendar = await calendarOfRep(repId, parts);
  const now = clock();
  const faults = faultsOf({ from, to }, localDate(calendar, now));
  if (faults.length > 0) throw new InvalidInputError('The leave cannot be noted like this.', faults);
  const leave: PlannedLeave = { from, to, by, at: isoTime(now), ...(reason === undefined ? {} : { reason }) };
  const view = { repId, from, to, by, endsAt: isoTime(beginningOf(calendar, dayAfter(to))) };
  const timer = putBeginning(repId, from, beginningOf(calendar, from));
  // One that has begun stays: it says when the rep was switched off.
  const unbegun = { ConditionExpression: 'attribute_not_exists(begunAt)' };
  await table.transact([{ Put: { Item: { ...keys.leave(repId, from), ...leave }, ...unbegun } }, timer, ...along(view)]);
  return view;
}

function faultsOf({ from, to }: Pick<PlannedLeave, 'from' | 'to'>, today: string) {
  const days = (one: string, other: string) => (Date.parse(other) - Date.parse(one)) / daysMs;
  if (from <= today) return [{ path: 'from', message: 'leave that is noted begins tomorrow or later: switch duty for today' }];
  if (days(today, from) > furthestDays) return [{ path: 'from', message: 'leave begins within a year' }];
  if (to < from) return [{ path: 'to', message: 'leave ends on the day on which it begins, or later' }];
  if (days(from, to) >= longestDays) return [{ path: 'to', message: `leave lasts ${longestDays} days at most: ask an admin for more` }];
  return [];
}

/** Withdraws leave that has not begun; its timer finds nothing. @throws NotFoundError for leave that is not noted, or has begun */
export async function withdrawLeave(repId: RepId, from: string, along: readonly WriteItem[], { table }: Pick<LeaveParts, 'table'>) {
  const leave = await readLeave(table, repId, from);
  if (!leave || leave.begunAt !== undefined) throw new NotFoundError('no such leave');
  const unbegun = { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(begunAt)' };
  await table.transact([{ Delete: { Key: keys.leave(repId, from), ...unbegun } }, ...along]);
}

/** Reads leave that begins on a day. @throws CorruptItemError */
export async function readLeave(table: Pick<Table, 'get'>, repId: RepId, from: string): Promise<PlannedLeave | undefined> {
  const item = await table.get(keys.leave(repId, from), { consistent: true });
  return item && parse(item);
}

/** Reads leave that was noted and has not begun, the next first. @throws CorruptItemError */
export async function leaveAhead(table: Pick<Table, 'query'>, repId: RepId, today: string, most: number): Promise<PlannedLeave[]> {
  const { pk, sk: low } = keys.leave(repId, today);
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
    ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': `${keys.leavePrefix}~` },
    Limit: most,
  });
  return items.map(parse).filter(({ begunAt }) => begunAt === undefined);
}

/** Returns the write that says that leave has begun; refused where it was withdrawn, or begun by somebody else. */
export function leaveBegun(repId: RepId, from: string, at: Date): WriteItem {
  return {
    Update: {
      Key: keys.leave(repId, from),
      UpdateExpression: 'SET begunAt = :at',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(begunAt)',
      ExpressionAttributeValues: { ':at': isoTime(at) },
    },
  };
}

/** Returns the timer that begins leave. */
export function putBeginning(repId: RepId, from: string, at: Date): PutWrite {
  const { body: message, groupId } = askFor(beginLeaveRequest, { repId, from });
  return putTimer({ timerId: timerIdFor('beginLeave', repId, from), dueAt: isoTime(at), queue: 'work', groupId, message });
}

/** Returns when leave begins and when it is over, by the clocks of the rep. @throws NotFoundError for a rep who is not configured */
export async function spanOfLeave(
  repId: RepId,
  { from, to }: Pick<PlannedLeave, 'from' | 'to'>,
  parts: Pick<LeaveParts, 'config'>,
): Promise<{ readonly begins: Date; readonly ends: Date }> {
  const calendar = await calendarOfRep(repId, parts);
  return { begins: beginningOf(calendar, from), ends: beginningOf(calendar, dayAfter(to)) };
}

async function calendarOfRep(repId: RepId, { config }: Pick<LeaveParts, 'config'>) {
  const [company, reps] = await Promise.all([readCompany(config), config.current(repKind)]);
  const rep = reps.documents.get(repId);
  if (!rep) throw new NotFoundError('no such rep');
  return calendarOf(company, rep);
}
