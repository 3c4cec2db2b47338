import type { Context } from 'aws-lambda';
import { createHandler } from '../../functions/change-leads/app.ts';
import type { Lead } from '../../shared/leads/index.ts';
import type { LeadId } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import { createWorld, type World } from './lead-world/world.ts';

export interface Merging {
  readonly world: World;
  /** Returns the record under an address as it lies in the table. */
  readonly record: (email: string) => Lead;
  readonly byId: (leadId: LeadId) => Lead;
  readonly ask: (
    route: string,
    leadId: string,
    body: object,
    user?: string,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
}

/** A company in which people merge leads. */
export function mergingWorld(): Merging {
  const world = createWorld();
  const found = (lead: Lead | undefined): Lead => {
    if (!lead) throw new Error('no such lead');
    return lead;
  };
  const handler = createHandler(world.parts, silentLog);
  let asked = 0;
  return {
    world,
    record: (address) => found(world.leads().find(({ email }) => email === address)),
    byId: (id) => found(world.leads().find(({ leadId }) => leadId === id)),
    async ask(route, leadId, body, user = 'admin@example.com', headers = {}) {
      asked += 1;
      const answer = await handler(
        {
          routeKey: `POST /v1/leads/{leadId}/${route}`,
          pathParameters: { leadId },
          headers,
          body: JSON.stringify(body),
          requestContext: {
            requestId: `request-${asked}`,
            authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
          },
        },
        {} as Context,
      );
      return { status: answer.statusCode, body: JSON.parse(answer.body || '{}') as Record<string, unknown> };
    },
  };
}
