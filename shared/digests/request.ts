import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { DigestPeriod } from './period.ts';

/** What the digests of a period are asked for by, apart from the work itself. */
export const sendDigestsRequest = {
  kind: 'sendDigests' as const,
  schema: z.object({ of: DigestPeriod, at: z.iso.datetime() }),
};

/** What the digest of one person is asked for by: of the week or month that begins on a day. */
export const makeDigestRequest = {
  kind: 'makeDigest' as const,
  schema: z.object({ userId: z.string(), of: DigestPeriod, from: z.iso.date() }),
};

/** Returns the timer of the next digests. Set twice for one moment, it is one timer. */
export function putDigestTimer(of: DigestPeriod, at: Date): PutWrite {
  const dueAt = isoTime(at);
  const { groupId, body } = askFor(sendDigestsRequest, { of, at: dueAt });
  return putTimer({ timerId: timerIdFor(sendDigestsRequest.kind, of), dueAt, queue: 'work', groupId, message: body });
}
