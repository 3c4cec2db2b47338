import type { PoolDutyView } from '../../api/pools/pool-duty.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import { calendarOf, localDate } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { dutyView, leaveAhead, mostLeaveShown, readSwitch, shownLeave } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';

/** Shows what is switched for each rep of a pool now, and their leave that is not over. @throws NotFoundError when there is no such pool, or it is none of the caller's; the two look alike */
export async function showPoolDuty(
  poolId: PoolId,
  principal: Principal,
  { table, config, clock }: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<PoolDutyView> {
  const [company, pools, reps] = await Promise.all([readCompany(config), config.current(poolKind), config.current(repKind)]);
  const pool = pools.documents.get(poolId);
  if (!pool || !mayWithPool(principal, 'pool.duty', { poolId, repIds: [] })) throw new NotFoundError('no such pool');
  const at = clock();
  const items = await Promise.all(
    pool.members.map(async ({ repId }) => {
      const rep = reps.documents.get(repId);
      const today = localDate(calendarOf(company, rep), at);
      const [switched, planned] = await Promise.all([readSwitch(table, repId, at), leaveAhead(table, repId, today, mostLeaveShown)]);
      const duty = switched ? dutyView(repId, switched) : null;
      return { repId, name: rep?.name ?? repId, duty, leave: shownLeave(rep, planned, today) };
    }),
  );
  return { poolId, items };
}
