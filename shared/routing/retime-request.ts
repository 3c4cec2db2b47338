import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of timing open offers anew is asked for by, apart from the work itself. */
export const retimeRequest = {
  kind: 'retimeOffers' as const,
  schema: z.object({
    /** Whose offers are looked at, all of them; null: those of every rep of a pool, as far as new rules change when they end. */
    repId: RepId.nullable(),
    /** The moment that the look is for: one look asks for an offer once. */
    tick: z.iso.datetime(),
    /** The rep behind whom this slice begins, by id; null: at the first one. */
    after: RepId.nullable(),
  }),
};
export type RetimeRequest = z.infer<typeof retimeRequest.schema>;

/** Returns the timer that has the open offers of a rep looked at, for the transaction by which the rep is there no more. */
export function putRetimeTimer(repId: RepId, at: Date): PutWrite {
  const { body: message, groupId } = askFor(retimeRequest, { repId, tick: isoTime(at), after: null });
  return putTimer({ timerId: timerIdFor('retimeOffers', repId), dueAt: isoTime(at), queue: 'work', groupId, message });
}
