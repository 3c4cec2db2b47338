import { type AnswerOf, routeKeyOf, type TokenRoute } from '../../api/route.ts';
import { asUser, mayAtAll, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type CdnOnly, createHttpHandler } from '../platform/http.ts';
import type { Log } from '../platform/logging.ts';
import { type Answer, responseOf, type Sent } from './answer.ts';
import { nothingThere, type RequestEvent, readRequest, type UserRequest } from './read-request.ts';

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
 */
export function serve(routes: readonly ServedRoute[], { log, ...parts }: { readonly config: ConfigReader; readonly log: Log } & CdnOnly) {
  const byKey = new Map(routes.map((served) => [routeKeyOf(served.route), served]));
  return createHttpHandler<RequestEvent>(
    log,
    (event) =>
      asUser(event, { ...parts, log }, async (principal) => {
        const served = byKey.get(event.routeKey);
        if (!served) throw new NotFoundError('no such route');
        if (!mayAtAll(principal, served.route.right)) throw nothingThere(served.route);
        const answer = await served.answer(principal, event);
        return 'sent' in answer ? answer.sent : responseOf(answer);
      }),
    parts,
  );
}
