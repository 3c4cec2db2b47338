import type { SplitView } from '../../api/pools/split-view.ts';
import { startSplitRoute } from '../../api/pools/start-split.ts';
import { undoSplitRoute } from '../../api/pools/undo-split.ts';
import { handOverRoute } from '../../api/reps/hand-over.ts';
import { undoHandOverRoute } from '../../api/reps/undo-hand-over.ts';
import { mayWithPool } from '../../shared/access/index.ts';
import { accepted, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import {
  mayHandOver,
  placeOfPool,
  placeOfRep,
  previewHandOver,
  previewSplit,
  startHandOver,
  startSplit,
  undoSplit,
} from '../../shared/splits/index.ts';
import type { ChangeParts } from './app.ts';

type Keep = (answer: ReturnType<typeof accepted<SplitView>>) => readonly WriteItem[];

/** The routes by which many leads go at once, and come back. */
export const splitRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(startSplitRoute, async (request) => {
    const { principal, params, body } = request;
    const asked = { poolId: params.poolId, body, principal };
    if (body.check) return found(await previewSplit(asked, parts));
    const change = async (keep: Keep) => {
      const view = await startSplit(asked, (one) => keep(accepted(one)), parts);
      const { splitId, kind, leads } = view;
      log.info('split begun', { userId: principal.userId, poolId: params.poolId, splitId, kind, leads });
      return accepted(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(handOverRoute, async (request) => {
    const { principal, params, body } = request;
    const asked = { repId: params.repId, body, principal };
    if (body.check) return found(await previewHandOver(asked, parts));
    const change = async (keep: Keep) => {
      const view = await startHandOver(asked, (one) => keep(accepted(one)), parts);
      log.info('hand-over begun', { userId: principal.userId, repId: params.repId, splitId: view.splitId, leads: view.leads });
      return accepted(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(undoHandOverRoute, async (request) => {
    const { principal, params } = request;
    const { repId, splitId } = params;
    if (!(await mayHandOver(principal, repId, parts.config))) throw new NotFoundError('no such split');
    const change = async (keep: Keep) => {
      const view = await undoSplit({ place: placeOfRep(repId), splitId, principal, along: (one) => keep(accepted(one)) }, parts);
      log.info('undo of a hand-over begun', { userId: principal.userId, repId, splitId });
      return accepted(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(undoSplitRoute, async (request) => {
    const { principal, params } = request;
    const { poolId, splitId } = params;
    if (!mayWithPool(principal, undoSplitRoute.right, { poolId, repIds: [] })) throw new NotFoundError('no such split');
    const change = async (keep: Keep) => {
      const view = await undoSplit({ place: placeOfPool(poolId), splitId, principal, along: (one) => keep(accepted(one)) }, parts);
      log.info('undo of a split begun', { userId: principal.userId, poolId, splitId });
      return accepted(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
