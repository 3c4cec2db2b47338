import type { Context } from 'aws-lambda';
import { createHandler } from '../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { World } from './lead-world/world.ts';

/** What somebody asks for over a world, as the gateway would hand it over. */
export interface UserAsks {
  readonly body?: unknown;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly ifMatch?: string;
}

let requests = 0;

/** Returns what asks the routes with a token as a user; each request has an id of its own. */
export function asksAs(world: World, user: string, table: Table = world.table) {
  const parts = { ...world.parts, table };
  return async (routeKey: string, { body, path = {}, query = {}, key, ifMatch }: UserAsks = {}) => {
    requests += 1;
    const handler = routeKey.startsWith('GET') ? createReader(parts, silentLog) : createHandler(parts, silentLog);
    const answer = await handler(
      {
        routeKey,
        pathParameters: path,
        queryStringParameters: query,
        headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: {
          requestId: `asked-${requests}`,
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body || 'null') };
  };
}
