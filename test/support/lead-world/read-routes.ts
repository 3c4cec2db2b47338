import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import type { World } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
}

export interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** By their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the read routes as a user whose token the authoriser has let through, after the stream has brought the cards. */
export function readRoutes(
  { table, config, parts, project }: Pick<World, 'config' | 'parts' | 'project'> & { readonly table: Table },
  log: Log = silentLog,
) {
  const handler = createHandler({ table, digests: parts.digests, config, cursors: parts.cursors, clock: parts.clock }, log);
  return async (route: string, email: string | null, { path = {}, query, headers = {} }: Ask = {}): Promise<Answer> => {
    project();
    const claims = { token_use: 'id', email, email_verified: 'true' };
    const answer = await handler(
      {
        routeKey: `GET ${route}`,
        pathParameters: path,
        ...(query ? { queryStringParameters: query } : {}),
        headers,
        requestContext: { requestId: 'request-1', ...(email === null ? {} : { authorizer: { jwt: { claims } } }) },
      },
      {} as Context,
    );
    const text = answer.body ?? '';
    return { status: answer.statusCode, headers: answer.headers, text, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
}
