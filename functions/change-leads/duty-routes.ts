import { type DutyView, switchDutyRoute } from '../../api/duty/switch-duty.ts';
import { mayWithRep } from '../../shared/access/index.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { PoolId, RepId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { type DutySwitch, switchDuty, tellPools } from '../../shared/routing/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { ChangeParts } from './app.ts';

const viewOf = (repId: RepId, { on: isOn, until, at, by }: DutySwitch): DutyView => ({ repId, on: isOn, until: until ?? null, at, by });

/** The routes by which people say who is there. */
export function dutyRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const poolsOf = async (repId: RepId): Promise<PoolId[]> => {
    const pools = [...(await parts.config.current(poolKind)).documents.values()];
    return pools.filter(({ members }) => members.some((member) => member.repId === repId)).map(({ id }) => id);
  };
  return [
    on(switchDutyRoute, async (request) => {
      const { principal, params, body } = request;
      const { repId } = params;
      const poolIds = await poolsOf(repId);
      const isKnown = (await parts.config.current(repKind)).documents.has(repId);
      if (!isKnown || !mayWithRep(principal, switchDutyRoute.right, repId, poolIds)) throw new NotFoundError('no such rep');
      const change = async (keep: (answer: ReturnType<typeof found<DutyView>>) => readonly WriteItem[]) => {
        const asked = { repId, on: body.on, until: body.until, reason: body.reason, by: principal.userId };
        const switched = await switchDuty({ ...asked, along: (one) => keep(found(viewOf(repId, one))) }, parts);
        await tellPools(repId, poolIds, parts);
        log.info('duty switched', { userId: principal.userId, repId, on: body.on });
        return found(viewOf(repId, switched));
      };
      return once(request, { change, followUp: () => tellPools(repId, poolIds, parts) }, { ...parts, log });
    }),
  ];
}
