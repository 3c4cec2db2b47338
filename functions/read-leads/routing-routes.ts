import { listFloatingRoute } from '../../api/pools/list-floating.ts';
import { listSplitsRoute } from '../../api/pools/list-splits.ts';
import { readPoolDutyRoute } from '../../api/pools/read-duty.ts';
import { readLedgerRoute } from '../../api/pools/read-ledger.ts';
import { readSplitRoute } from '../../api/pools/read-split.ts';
import { readHandOverRoute } from '../../api/reps/read-hand-over.ts';
import { dryRunRoute } from '../../api/routing/dry-run.ts';
import { mayWithPool, type Principal } from '../../shared/access/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { listFloating } from '../../shared/owners/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { PoolId } from '../../shared/platform/ids.ts';
import { showLedger, showPoolDuty } from '../../shared/reading/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { findSplit, isSeen, listSplits, mayHandOver, namesIn, placeOfPool, placeOfRep, splitView } from '../../shared/splits/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** Provinces are read with the first dry run: whoever opens a lead must not pay for it. */
const dryRuns = () => import('../../shared/reading/dry-run.ts');

const mostSplits = 20;

function refuseOtherPool(principal: Principal, poolId: PoolId, missing: string): void {
  if (!mayWithPool(principal, 'pool.split', { poolId, repIds: [] })) throw new NotFoundError(`no such ${missing}`);
}

/** The routes that tell who would get a lead, and who has been given what. */
export function routingRoutes(parts: ReadParts, note: NoteRead): ServedRoute[] {
  const repNames = async () => namesIn((await parts.config.current(repKind)).documents);
  return [
    on(dryRunRoute, async ({ principal, body }) => {
      const { showDryRun } = await dryRuns();
      const answer = await showDryRun(body, principal, parts);
      note(principal, 'dry run', body.leadId === undefined ? [] : [body.leadId]);
      return found(answer);
    }),
    on(listFloatingRoute, async ({ principal, params, query }) => {
      const page = await listFloating(params.poolId, principal, query, parts);
      note(
        principal,
        'floating leads',
        page.items.map(({ leadId }) => leadId),
      );
      return found(page);
    }),
    on(readSplitRoute, async ({ principal, params: { poolId, splitId } }) => {
      refuseOtherPool(principal, poolId, 'split');
      const split = await findSplit(parts.table, { place: placeOfPool(poolId), splitId, principal });
      return found(splitView(split, await repNames()));
    }),
    on(readHandOverRoute, async ({ principal, params: { repId, splitId } }) => {
      if (!(await mayHandOver(principal, repId, parts.config))) throw new NotFoundError('no such split');
      const split = await findSplit(parts.table, { place: placeOfRep(repId), splitId, principal });
      return found(splitView(split, await repNames()));
    }),
    on(listSplitsRoute, async ({ principal, params: { poolId } }) => {
      const isThere = (await parts.config.current(poolKind)).documents.has(poolId);
      if (!isThere) throw new NotFoundError('no such pool');
      refuseOtherPool(principal, poolId, 'pool');
      const [splits, names] = await Promise.all([listSplits(parts.table, placeOfPool(poolId), mostSplits), repNames()]);
      return found({ items: splits.filter((split) => isSeen(principal, split)).map((split) => splitView(split, names)) });
    }),
    on(readPoolDutyRoute, async ({ principal, params }) => found(await showPoolDuty(params.poolId, principal, parts))),
    on(readLedgerRoute, async ({ principal, params }) => found(await showLedger(params.poolId, principal, parts))),
  ];
}
