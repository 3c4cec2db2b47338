import type { PoolDutyView } from '../../api/pools/pool-duty.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { dutyView, readSwitch } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';

/** Shows what is switched for each rep of a pool now. @throws NotFoundError when there is no such pool, or it is none of the caller's; the two look alike */
export async function showPoolDuty(
  poolId: PoolId,
  principal: Principal,
  { table, config, clock }: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<PoolDutyView> {
  const [pools, reps] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  const pool = pools.documents.get(poolId);
  if (!pool || !mayWithPool(principal, 'pool.duty', { poolId, repIds: [] })) throw new NotFoundError('no such pool');
  const at = clock();
  const items = await Promise.all(
    pool.members.map(async ({ repId }) => {
      const switched = await readSwitch(table, repId, at);
      return { repId, name: reps.documents.get(repId)?.name ?? repId, duty: switched ? dutyView(repId, switched) : null };
    }),
  );
  return { poolId, items };
}
