import type { Context } from 'aws-lambda';
import type { OpportunityListView, OpportunityView } from '../../api/opportunities/opportunity-view.ts';
import type { Problem } from '../../api/problem.ts';
import { createHandler as createChanger } from '../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { createWorld } from './lead-world/world.ts';

/** What a route answered. */
export interface Answered {
  readonly status: number;
  readonly body: Partial<OpportunityView> & Partial<OpportunityListView> & Partial<Problem>;
}

/** Asks routes of a world as a user, by the functions that serve them. */
export function askAs(world: ReturnType<typeof createWorld>, user: string) {
  const [change, read] = [createChanger(world.parts, silentLog), createReader(world.parts, silentLog)];
  let requests = 0;
  return async (
    route: string,
    path: Record<string, string>,
    body?: object,
    headers: Record<string, string> = {},
    query: Record<string, string> = {},
  ): Promise<Answered> => {
    requests += 1;
    const handler = route.startsWith('GET') ? read : change;
    const answer = await handler(
      {
        routeKey: route,
        pathParameters: route.startsWith('GET /v1/opportunities') ? {} : path,
        queryStringParameters: route.startsWith('GET /v1/opportunities') ? path : query,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: {
          requestId: `request-${requests}`,
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : {} };
  };
}
