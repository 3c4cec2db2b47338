import type { Context } from 'aws-lambda';
import { contracts } from '../../api/contracts.ts';
import { routeKeyOf } from '../../api/route.ts';
import { createHandler as createLong } from '../../functions/backtest-scoring/app.ts';
import { createHandler as createChanger } from '../../functions/change-leads/app.ts';
import { createHandler as createCompiler } from '../../functions/compile-templates/app.ts';
import { createHandler as createEditor } from '../../functions/edit-config/app.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { createHandler as createReports } from '../../functions/read-reports/app.ts';
import { type Log, silentLog } from '../../shared/platform/logging.ts';
import { compilers } from './compilers.ts';
import type { World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';
import { noFacts, noneHeld, noSpend } from './reports.ts';

export interface AnyAsk {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface AnyAnswer {
  readonly status: number;
  readonly etag: string;
  readonly text: string;
}

/** The routes that a token opens and that do not exist to tell a number. */
export const tokenRoutes = contracts.filter((contract) => contract.access === 'token' && !contract.reveals);

/** Asks any route with a token, as a user whom the authoriser has let through, of the function that serves it. */
export function anyRoute({ parts, table, config }: Pick<World, 'parts' | 'table' | 'config'>, log: Log = silentLog) {
  const all = { ...parts, table, config, compilers, startCount: unheardQueue } as never;
  const handlers = {
    read: createReader(all, log),
    report: createReports({ ...parts, table, config, readFacts: noFacts, readSpend: noSpend, readHeld: noneHeld }, log),
    change: createChanger(all, log),
    configure: createEditor(all, log),
    compile: createCompiler(all, log),
    long: createLong({ ...parts, table, config, log } as never),
  };
  const kinds = new Map(contracts.map((contract) => [routeKeyOf(contract), contract.kind]));
  let asked = 0;
  return async (routeKey: string, email: string, { path = {}, query = {}, headers = {}, body }: AnyAsk = {}): Promise<AnyAnswer> => {
    asked += 1;
    const handler = handlers[kinds.get(routeKey) as keyof typeof handlers];
    const event = {
      routeKey,
      pathParameters: path,
      queryStringParameters: query,
      headers: { 'accept-language': 'vi', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      requestContext: { requestId: `r-${asked}`, authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
    };
    const { statusCode, headers: given, body: text = '' } = await handler(event, {} as Context);
    return { status: statusCode, etag: String(given.etag ?? ''), text };
  };
}
