import { z } from 'zod';
import type { readConfigRoute } from '../../../api/config/read-config.ts';
import { describeRoute } from '../../../api/contract.ts';
import { LeadIdInPath } from '../../../api/ids.ts';
import { unlinkVisitorRoute } from '../../../api/leads/unlink-visitor.ts';
import { type AnswerOf, defineRoute, type PartOf, returns } from '../../../api/route.ts';
import { done, found, on } from '../../../shared/http/index.ts';
import type { LeadId, RepId, VisitorId } from '../../../shared/platform/ids.ts';
import { holds, type Same } from '../../support/types.ts';

const route = defineRoute({
  id: 'countCalls',
  method: 'POST',
  path: '/v1/leads/{leadId}/calls',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  throttle: 5,
  params: z.object({ leadId: LeadIdInPath }),
  query: z.object({ since: z.coerce.number() }),
  body: z.object({ note: z.string().optional() }),
  answer: returns<{ readonly calls: number }>(),
});

/** The path gives ids, not texts; what a route does not have is empty, not anything. */
holds<Same<PartOf<typeof unlinkVisitorRoute, 'params'>, { leadId: LeadId; visitorId: VisitorId }>>();
holds<Same<PartOf<typeof route, 'query'>, { since: number }>>();
holds<Same<PartOf<typeof unlinkVisitorRoute, 'body'>, object>>();
holds<Same<AnswerOf<typeof route>, { readonly calls: number }>>();
holds<Same<AnswerOf<typeof unlinkVisitorRoute>, undefined>>();
holds<Same<typeof readConfigRoute.method, 'GET'>>();

export const served = [
  on(route, async ({ params, query }) => found({ calls: params.leadId.length + query.since })),
  on(unlinkVisitorRoute, async () => done()),
  // @ts-expect-error the answer is not what the contract says
  on(route, async () => found({ calls: 'many' })),
  // @ts-expect-error the route answers without a body
  on(unlinkVisitorRoute, async () => found({ undone: true })),
  on(route, async ({ params, query }) => {
    // @ts-expect-error the route has no such parameter
    void query.until;
    // @ts-expect-error a lead's id is no rep's
    const rep: RepId = params.leadId;
    return found({ calls: rep.length });
  }),
];

export const refused = () => [
  // @ts-expect-error a route with a token names its right
  defineRoute({ id: 'a', method: 'GET', path: '/v1/a', kind: 'read', access: 'token', throttle: 1 }),
  // @ts-expect-error there is no such right
  defineRoute({ id: 'b', method: 'GET', path: '/v1/b', kind: 'read', access: 'token', right: 'lead.sell', throttle: 1 }),
  // @ts-expect-error every path has its version
  defineRoute({ id: 'c', method: 'GET', path: '/c', kind: 'docs', access: 'public', throttle: 1 }),
  // @ts-expect-error the example lacks the body's and the path's part
  describeRoute(route, { tag: 'Leads', summary: 'Count calls', example: {}, answers: {} }),
];
