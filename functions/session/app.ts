import { type Route, routeKeyOf } from '../../api/route.ts';
import { endSessionRoute } from '../../api/session/end-session.ts';
import { finishSessionRoute } from '../../api/session/finish-session.ts';
import { renewSessionRoute } from '../../api/session/renew-session.ts';
import { startSessionRoute } from '../../api/session/start-session.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import {
  createHttpHandler,
  emptyResponse,
  type HttpRequestEvent,
  type HttpResponse,
  jsonResponse,
  problemOfError,
  problemResponse,
} from '../../shared/platform/http.ts';
import {
  demandOurPage,
  endSession,
  finishSession,
  renewSession,
  SessionOverError,
  type SessionParts,
  startSession,
} from '../../shared/session/index.ts';

/** What an HTTP API hands over; cookies lie beside the headers. */
export interface SessionEvent extends HttpRequestEvent {
  readonly routeKey: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly cookies?: readonly string[];
}

type Handle = (event: SessionEvent, cookies: readonly string[]) => Promise<HttpResponse> | HttpResponse;

/** The routes of the session with what answers them. */
export function routesOf(parts: SessionParts): ReadonlyMap<string, Handle> {
  const on = (route: Route, handle: Handle): [string, Handle] => [routeKeyOf(route), handle];
  const led = ({ location, cookies }: { location: string; cookies: readonly string[] }) =>
    withCookies(emptyResponse(303, { location }), cookies);
  return new Map([
    on(startSessionRoute, ({ queryStringParameters: { to } = {} }, cookies) => led(startSession({ to }, cookies, parts))),
    on(finishSessionRoute, async ({ queryStringParameters: { code, state, error } = {} }, cookies) =>
      led(await finishSession({ code, state, error }, cookies, parts)),
    ),
    on(renewSessionRoute, async ({ headers, requestContext }, cookies) => {
      demandOurPage(headers, parts.consoleUrl);
      try {
        return jsonResponse(200, await renewSession(cookies, parts));
      } catch (error) {
        if (!(error instanceof SessionOverError)) throw error;
        return withCookies(problemResponse(problemOfError(error, requestContext.requestId)), error.cookies);
      }
    }),
    on(endSessionRoute, async ({ headers }, cookies) => {
      demandOurPage(headers, parts.consoleUrl);
      const ended = await endSession(cookies, parts);
      return withCookies(jsonResponse(200, { next: ended.next }), ended.cookies);
    }),
  ]);
}

const withCookies = (response: HttpResponse, cookies: readonly string[]): HttpResponse => ({ ...response, cookies: [...cookies] });

/** Serves the session to whoever comes by the console's own distribution. @param originDigests of the secrets that it alone sends */
export function createHandler(parts: SessionParts, originDigests: readonly string[]) {
  const routes = routesOf(parts);
  return createHttpHandler<SessionEvent>(
    parts.log,
    async (event) => {
      const handle = routes.get(event.routeKey);
      if (!handle) throw new NotFoundError('no such route');
      return await handle(event, event.cookies ?? []);
    },
    { originDigests },
  );
}
