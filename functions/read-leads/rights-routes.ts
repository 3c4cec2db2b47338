import { listBreachesRoute } from '../../api/rights/list-breaches.ts';
import { listRequestsRoute } from '../../api/rights/list-requests.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { breachView, listBreaches, listRequests, requestView } from '../../shared/rights/index.ts';
import type { ReadParts } from './app.ts';

/** The routes that show the register of requests, and of breaches. */
export const rightsRoutes = ({ table, clock }: ReadParts): ServedRoute[] => [
  on(listRequestsRoute, async ({ query }) => {
    const requests = await listRequests(table, query.state);
    return found({ items: requests.map((request) => requestView(request, clock())) });
  }),
  on(listBreachesRoute, async () => {
    const breaches = await listBreaches(table);
    return found({ items: breaches.map((breach) => breachView(breach, clock())) });
  }),
];
