import { isoTime } from '../platform/clock.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork } from '../work/index.ts';
import { beginLeaveRequest } from './begin-leave-request.ts';
import { readSwitch, switchDuty, tellPools } from './duty.ts';
import { leaveBegun, putBeginning, readLeave, spanOfLeave } from './planned-leave.ts';
import { poolKind, poolsOfRep } from './pool-config.ts';
import { repKind } from './rep-config.ts';

/**
 * Switches a rep off duty until the end of leave that was noted. Whoever is off duty for longer already stays so; leave that was withdrawn, or is
 * over, switches nothing.
 */
export const beginLeaveWork = defineWork({
  kind: 'beginLeave' satisfies typeof beginLeaveRequest.kind,
  schema: beginLeaveRequest.schema,
  async run({ repId, from }, { table, config, queues, clock, log }) {
    const [reps, pools] = await Promise.all([config.current(repKind), config.current(poolKind)]);
    if (!reps.documents.has(repId)) return;
    const tell = () =>
      tellPools(
        repId,
        poolsOfRep(pools.documents.values(), repId).map(({ id }) => id),
        { assign: queues.assign, clock },
      );
    await untilWritten(async () => {
      const leave = await readLeave(table, repId, from);
      if (!leave) return;
      // Whoever began it may be gone before they told the pools; the timer of the switch tells them as well.
      if (leave.begunAt !== undefined) return await tell();
      const now = clock();
      const { begins, ends } = await spanOfLeave(repId, leave, { config });
      if (ends <= now) return;
      // The clocks of the rep may be others by now.
      if (begins > now) return await table.transact([putBeginning(repId, from, begins)]);
      const standing = await readSwitch(table, repId, now);
      const isAwayAnyway = standing?.on === false && (standing.until === undefined || new Date(standing.until) >= ends);
      const begun = leaveBegun(repId, from, now);
      if (isAwayAnyway) return await table.transact([begun]);
      await switchDuty([{ repId, on: false, until: isoTime(ends), by: leave.by, reason: leave.reason }], () => [begun], { table, clock });
      await tell();
      log.info('leave begun', { repId, from, to: leave.to });
    });
  },
});
