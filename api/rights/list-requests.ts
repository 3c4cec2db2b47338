import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { RightsRequestListView } from './request-view.ts';

export const listRequestsRoute = defineRoute({
  id: 'listRightsRequests',
  method: 'GET',
  path: '/v1/rights/requests',
  kind: 'read',
  access: 'token',
  right: 'rights.keep',
  throttle: 10,
  query: z.strictObject({ state: z.enum(['open', 'closed']).default('open') }),
  answer: returns<RightsRequestListView>(),
});

export const listRequestsContract = () =>
  describeRoute(listRequestsRoute, {
    tag: 'Rights of a person',
    summary: 'The register of requests',
    description: 'For admins: open ones, what is due first before the others; or the hundred that were closed last.',
    example: {},
    answers: { 200: json('Found', RightsRequestListView), 422: problem('A parameter is unknown or has a fault.') },
  });
