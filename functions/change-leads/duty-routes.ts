import type { PlannedLeaveView } from '../../api/duty/leave-view.ts';
import { planLeaveRoute } from '../../api/duty/plan-leave.ts';
import { type DutyView, switchDutyRoute } from '../../api/duty/switch-duty.ts';
import { withdrawLeaveRoute } from '../../api/duty/withdraw-leave.ts';
import type { SwitchedDutyView } from '../../api/pools/pool-duty.ts';
import { switchPoolDutyRoute } from '../../api/pools/switch-duty.ts';
import { mayWithPool, mayWithRep, type Principal } from '../../shared/access/index.ts';
import { done, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { RepId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { type DutySwitch, dutyView, planLeave, switchDuty, tellPools, withdrawLeave } from '../../shared/routing/index.ts';
import { isMember, poolKind, poolsOfRep } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which people say who is there. */
export function dutyRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const currentPools = async () => (await parts.config.current(poolKind)).documents;
  const poolsOf = async (repId: RepId) => poolsOfRep((await currentPools()).values(), repId).map(({ id }) => id);
  const tell = async (repId: RepId) => tellPools(repId, await poolsOf(repId), parts);
  const refuseOthers = async (principal: Principal, repId: RepId, missing = 'no such rep') => {
    const isKnown = (await parts.config.current(repKind)).documents.has(repId);
    const mayDo = mayWithRep(principal, switchDutyRoute.right, repId, await poolsOf(repId));
    if (!isKnown || !mayDo) throw new NotFoundError(missing);
  };
  return [
    on(planLeaveRoute, async (request) => {
      const { principal, params, body } = request;
      await refuseOthers(principal, params.repId);
      const change = async (keep: (answer: ReturnType<typeof found<PlannedLeaveView>>) => readonly WriteItem[]) => {
        const asked = { ...params, to: body.to ?? params.from, reason: body.reason, by: principal.userId };
        const view = await planLeave({ ...asked, along: (made) => keep(found(made)) }, parts);
        log.info('leave noted', { userId: principal.userId, ...params, to: view.to });
        return found(view);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(withdrawLeaveRoute, async (request) => {
      const { principal, params } = request;
      await refuseOthers(principal, params.repId, 'no such leave');
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        await withdrawLeave(params.repId, params.from, keep(done()), parts);
        log.info('leave withdrawn', { userId: principal.userId, ...params });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(switchDutyRoute, async (request) => {
      const { principal, params, body } = request;
      const { repId } = params;
      await refuseOthers(principal, repId);
      const change = async (keep: (answer: ReturnType<typeof found<DutyView>>) => readonly WriteItem[]) => {
        const asked = { repId, on: body.on, until: body.until, reason: body.reason, by: principal.userId };
        const answerOf = ([one]: readonly DutySwitch[]) => found(dutyView(repId, one as DutySwitch));
        const switched = await switchDuty([asked], (made) => keep(answerOf(made)), parts);
        await tell(repId);
        log.info('duty switched', { userId: principal.userId, repId, on: body.on });
        return answerOf(switched);
      };
      return once(request, { change, followUp: () => tell(repId) }, { ...parts, log });
    }),
    on(switchPoolDutyRoute, async (request) => {
      const { principal, params, body } = request;
      const { poolId } = params;
      const pool = (await currentPools()).get(poolId);
      if (!pool || !mayWithPool(principal, switchPoolDutyRoute.right, { poolId, repIds: [] })) throw new NotFoundError('no such pool');
      const { reason } = body;
      const asked = body.reps.flatMap((one, index) =>
        isMember(pool, one.repId)
          ? [{ repId: one.repId, on: one.on, until: one.until, reason, by: principal.userId, path: `reps.${index}.until` }]
          : [],
      );
      const answerOf = (made: readonly DutySwitch[]) => {
        const views = new Map(asked.flatMap(({ repId }, index) => (made[index] ? [[repId, dutyView(repId, made[index])]] : [])));
        const items = body.reps.map(({ repId }) => {
          const duty = views.get(repId) ?? null;
          return { repId, outcome: duty === null ? ('notInPool' as const) : ('switched' as const), duty };
        });
        return found({ poolId, items });
      };
      const tellAll = async () => {
        for (const { repId } of asked) await tell(repId);
      };
      const change = async (keep: (answer: ReturnType<typeof found<SwitchedDutyView>>) => readonly WriteItem[]) => {
        const switched = await switchDuty(asked, (made) => keep(answerOf(made)), parts);
        await tellAll();
        log.info('duty of a pool switched', { userId: principal.userId, poolId, reps: asked.length });
        return answerOf(switched);
      };
      return once(request, { change, followUp: tellAll }, { ...parts, log });
    }),
  ];
}
