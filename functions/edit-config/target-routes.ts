import { setPoolTargetRoute, setRepTargetRoute } from '../../api/targets/set-target.ts';
import type { TargetView } from '../../api/targets/target-view.ts';
import type { Principal } from '../../shared/access/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { EditParts } from './app.ts';

type Keep = (answer: Answer<TargetView>) => readonly WriteItem[];

/** Loaded with the first target: whoever reads the configuration must not pay for it. */
const targets = () => import('../../shared/targets/set-target.ts');
const reachOf = async (principal: Principal, { config }: EditParts) =>
  (await import('../../shared/targets/target-reach.ts')).readTargetReach(principal, config);

/** The routes by which people say what others are to reach. */
export const targetRoutes = (parts: EditParts, log: Log): ServedRoute[] => [
  on(setRepTargetRoute, async (request) => {
    const { principal, params, body, headers } = request;
    const { month, repId } = params;
    const isKnown = (await parts.config.current(repKind)).documents.has(repId);
    if (!isKnown || !(await reachOf(principal, parts)).hasRep(repId)) throw new NotFoundError('no such rep');
    const asked = { month, kind: 'rep', id: repId, ...body, bands: body.bands, by: principal.userId } as const;
    const change = async (keep: Keep) => {
      const { setTarget } = await targets();
      const view = await setTarget({ ...asked, seenVersion: versionOf(headers['If-Match']) }, (made) => keep(found(made)), parts);
      log.info('target set', { userId: principal.userId, month, repId });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(setPoolTargetRoute, async (request) => {
    const { principal, params, body, headers } = request;
    const { month, poolId } = params;
    const isKnown = (await parts.config.current(poolKind)).documents.has(poolId);
    if (!isKnown || !(await reachOf(principal, parts)).hasPool(poolId)) throw new NotFoundError('no such pool');
    const asked = { month, kind: 'pool', id: poolId, ...body, bands: body.bands, by: principal.userId } as const;
    const change = async (keep: Keep) => {
      const { setTarget } = await targets();
      const view = await setTarget({ ...asked, seenVersion: versionOf(headers['If-Match']) }, (made) => keep(found(made)), parts);
      log.info('target set', { userId: principal.userId, month, poolId });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
