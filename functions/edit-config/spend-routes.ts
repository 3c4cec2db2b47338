import { importSpendRoute } from '../../api/spend/import-spend.ts';
import { listSpendRoute } from '../../api/spend/list-spend.ts';
import type { SpendImportView, SpendView } from '../../api/spend/spend-view.ts';
import { tellSpendRoute } from '../../api/spend/tell-spend.ts';
import { type Answer, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { EditParts } from './app.ts';

type Keep<Body> = (answer: Answer<Body>) => readonly WriteItem[];

/** Loaded with the first question about money: whoever reads the configuration must not pay for it. */
const spending = () => import('../../shared/spend/keeping.ts');

/** The routes by which marketing tells what advertising cost. */
export const spendRoutes = (parts: EditParts, log: Log): ServedRoute[] => [
  on(listSpendRoute, async ({ query }) => {
    const { listSpend, spendMonthView } = await spending();
    return found({ items: (await listSpend(parts.table, query)).map(spendMonthView) });
  }),
  on(tellSpendRoute, async (request) => {
    const { principal, body } = request;
    const { userId } = principal;
    const { tellSpend, spendMonthView } = await spending();
    const change = async (keep: Keep<SpendView>) => {
      const { versions = {}, ...told } = body;
      const asked = { ...told, versions, by: userId };
      const answerOf = (months: Parameters<typeof spendMonthView>[0][]) => found({ items: months.map(spendMonthView) });
      const months = await tellSpend(asked, (stand) => keep(answerOf([...stand])), parts);
      log.info('spend told', { userId, months: months.length });
      return answerOf(months);
    };
    return once(request, { change }, { ...parts, log });
  }),
  on(importSpendRoute, async (request) => {
    const { principal, body } = request;
    const { userId } = principal;
    const { importSpend } = await spending();
    const { fileName, content, source, campaign, currency, overlap, check } = body;
    const asked = {
      fileName,
      bytes: Buffer.from(content, 'base64'),
      defaults: { source, campaign, currency },
      overlap,
      isCheck: check,
      by: userId,
    };
    // Nothing is changed, so nothing is kept.
    if (check) return found(await importSpend(asked, () => [], parts));
    const change = async (keep: Keep<SpendImportView>) => {
      const view = await importSpend(asked, (taken) => keep(found(taken)), parts);
      log.info('spend imported', { userId, rows: view.rows, added: view.added, replaced: view.replaced, unchanged: view.unchanged });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
