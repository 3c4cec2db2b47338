import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { putTimer, sendDueTimers, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { signOutRequest } from './sign-out-request.ts';

export interface SignOutParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly work: Queue;
  readonly log: Log;
}

/**
 * Asks for the end of every session of a user, which is done within seconds, or a minute where nobody gets to send it at once.
 * @param along further writes of the same transaction
 * @throws NotFoundError for one who is not configured
 */
export async function signOutEverywhere(userId: string, along: readonly WriteItem[], { table, config, clock, work, log }: SignOutParts) {
  if (!(await config.current(userKind)).documents.has(userId)) throw new NotFoundError('no such user');
  const at = isoTime(clock());
  const { body: message, groupId } = askFor(signOutRequest, { userId });
  const timer = putTimer({ timerId: timerIdFor('signOut', at, userId), dueAt: at, queue: 'work', groupId, message });
  await table.transact([timer, ...along]);
  await sendDueTimers([timer], { table, queues: { work }, clock, log });
}
