import { listFloatingRoute } from '../../api/pools/list-floating.ts';
import { readLedgerRoute } from '../../api/pools/read-ledger.ts';
import { dryRunRoute } from '../../api/routing/dry-run.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { listFloating } from '../../shared/owners/index.ts';
import { showLedger } from '../../shared/reading/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** Provinces are read with the first dry run: whoever opens a lead must not pay for it. */
const dryRuns = () => import('../../shared/reading/dry-run.ts');

/** The routes that tell who would get a lead, and who has been given what. */
export function routingRoutes(parts: ReadParts, note: NoteRead): ServedRoute[] {
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
    on(readLedgerRoute, async ({ principal, params }) => found(await showLedger(params.poolId, principal, parts))),
  ];
}
