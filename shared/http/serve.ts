import type { Action, PlainAction } from '../../api/actions.ts';
import { type AnswerOf, routeKeyOf, type TokenRoute } from '../../api/route.ts';
import { asUser, hideFrom, mayAtAll, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type CdnOnly, createHttpHandler, type HttpResponse } from '../platform/http.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { type Answer, responseOf, type Sent } from './answer.ts';
import { nothingThere, type RequestEvent, readRequest, type UserRequest } from './read-request.ts';
import { unlessUnchanged } from './unless-unchanged.ts';

/** A route with what answers it. */
export interface ServedRoute {
  readonly route: TokenRoute;
  readonly answer: (principal: Principal, event: RequestEvent) => Promise<Answer | Sent>;
}

/** Answers a route by a handler whose request and answer have the types of its contract. */
export function on<R extends TokenRoute>(route: R, handle: (request: UserRequest<R>) => Promise<Answer<AnswerOf<R>> | Sent>): ServedRoute {
  return { route, answer: async (principal, event) => handle(readRequest(route, principal, event)) };
}

/**
 * Makes a function of the routes that it serves. API Gateway has matched path and method already, so that a table is all there is to it.
 * Whoever has no right at all to what a route does is answered as if it were not there, before anything of the request is read.
 * What is masked of leads is masked here, in whatever a route answers: no route can forget it.
 */
export function serve(
  routes: readonly ServedRoute[],
  { log, ...parts }: { readonly config: ConfigReader; readonly table: Table; readonly log: Log } & CdnOnly,
) {
  const byKey = new Map(routes.map((served) => [routeKeyOf(served.route), served]));
  return createHttpHandler<RequestEvent>(
    log,
    (event) =>
      asUser(event, { ...parts, log }, async (principal) => {
        const served = byKey.get(event.routeKey);
        if (!served) throw new NotFoundError('no such route');
        if (!mayAtAll(principal, served.route.right)) throw nothingThere(served.route);
        const answer = await served.answer(principal, event);
        const response = 'sent' in answer ? answer.sent : responseOf(answer);
        const isShownWhole = served.route.reveals || ofRules.has(served.route.right);
        const shown = isShownWhole ? response : await masked(response, principal, event, parts);
        const written = 'write' in answer && answer.write ? answer.write(JSON.parse(shown.body ?? 'null')) : shown;
        // One with an ETag of its own carries a version, by which it is changed.
        const isPolled = served.route.polled && shown.headers.etag === undefined;
        return isPolled ? unlessUnchanged(written, event.headers?.['if-none-match']) : shown;
      }),
    parts,
  );
}

/** What the company wrote itself, and publishes again as it was read: numbers in it are its own. */
const ofRules: ReadonlySet<Action> = new Set<PlainAction>(['config.read', 'config.publish', 'config.administer']);

/** An answer that was kept under an Idempotency-Key is masked as well: by the rules of now, for whoever asks now. */
async function masked(
  response: HttpResponse,
  principal: Principal,
  { pathParameters }: RequestEvent,
  parts: { readonly config: ConfigReader; readonly table: Table },
): Promise<HttpResponse> {
  if (response.body === undefined || response.body === '') return response;
  const body: unknown = JSON.parse(response.body);
  const shown = await hideFrom(principal, body, { leadId: pathParameters?.leadId ?? null, ...parts });
  return shown === body ? response : { ...response, body: JSON.stringify(shown) };
}
