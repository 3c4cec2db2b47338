import type { Context } from 'aws-lambda';
import { createHandler as createChanger } from '../../../../functions/change-leads/app.ts';
import type { Lead } from '../../../../shared/leads/index.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import type { Table } from '../../../../shared/platform/table.ts';
import { createWorld } from '../../../support/lead-world/world.ts';

/** What a test varies of a request. */
export interface Asked {
  readonly key?: string;
  /** Another one asks for something else with it. */
  readonly what?: 'this' | 'other';
  readonly user?: string;
  /** What the change was made on, where the route asks for it. */
  readonly ifMatch?: string;
}

/** A writing route over a table in memory, with something there that can be changed once. */
export interface Repeatable {
  ask(asked?: Asked, table?: Table): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** How often the change was made, and what it asked others to do. */
  made(): { changes: number; messages: number };
  readonly world: ReturnType<typeof createWorld>;
  /** Asked without its key it is a new request, and done again: a person may call twice. @default - refused then */
  readonly isNewEachTime?: boolean;
  /** Its key names what it makes, also once its answer is forgotten. @default - it is a new request then */
  readonly isKeyKept?: boolean;
  /** What it asks for names itself, so that without a key as well it is done once and answered again. @default false */
  readonly namesItself?: boolean;
}

const admin = 'admin@example.com';

/** A request as the gateway hands it over. */
export const eventOf = (routeKey: string, pathParameters: Record<string, string>, { key, user = admin, ifMatch }: Asked) => ({
  routeKey,
  pathParameters,
  headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
  requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } } },
});

/** An answer, as far as tests compare it. */
export const answerOf = ({
  statusCode,
  headers,
  body = '',
}: {
  statusCode: number;
  headers: Record<string, string>;
  body?: string | undefined;
}) => ({
  status: statusCode,
  headers,
  body,
});

/** A world with one lead in it. */
export async function withLead(more: Record<string, string> = {}) {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', ...more }));
  return { world, lead: onlyLeadOf(world) };
}

/** The lead of a world with one. */
export function onlyLeadOf(world: Repeatable['world']) {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
}

/** What a test may vary of a request to a route of change-leads: its path, its body, and on what the change was made. */
interface Varied {
  readonly path: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: object;
  readonly ifMatch?: string;
}

/** Asks the function that changes leads, as a test varies what it is asked. */
export const changeBy =
  (world: Repeatable['world'], routeKey: string, vary: (isOther: boolean) => Varied): Repeatable['ask'] =>
  async (asked = {}, table = world.table) => {
    const { path, query, body, ...made } = vary(asked.what === 'other');
    const event = eventOf(routeKey, path, { ...made, ...asked });
    const change = createChanger({ ...world.parts, table }, silentLog);
    return answerOf(
      await change(
        { ...event, ...(query && { queryStringParameters: query }), ...(body && { body: JSON.stringify(body) }) },
        {} as Context,
      ),
    );
  };

/** How often the history tells of a change that asks nobody else for anything. */
export const toldOf = (world: Repeatable['world'], ...types: readonly string[]) => {
  const told = () => world.timeline().filter(({ type }) => types.includes(type)).length;
  return () => ({ changes: told(), messages: 0 });
};

/** Somebody says something of a lead, of which its history tells in one entry. */
export const changeLeadBy =
  (what: string, type: string, vary: (isOther: boolean, lead: Lead) => Omit<Varied, 'path'>) => async (): Promise<Repeatable> => {
    const { world, lead } = await withLead();
    const ask = changeBy(world, `POST /v1/leads/{leadId}/${what}`, (isOther) => ({
      path: { leadId: lead.leadId },
      ...vary(isOther, lead),
    }));
    return { world, ask, made: toldOf(world, type) };
  };
