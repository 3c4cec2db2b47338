import type { Problem } from '../../../../api/problem.ts';
import type { Route } from '../../../../api/route.ts';
import type { Clock } from './clock.ts';
import { ProblemError, SignedOutError, UnreachableError } from './errors.ts';
import { openPatience, readPatienceMs, writePatienceMs } from './patience.ts';
import { type AnswerOf, type RequestOf, type RouteCall, requestOf } from './route-call.ts';

/** An answer, and the tag by which it is asked for again. */
export interface Known<Body> {
  readonly body: Body;
  readonly etag: string | null;
  /** From before, because nobody answers now. @default - it is what the API says */
  readonly isKept?: boolean;
}

/** Gives the ID token of now; null: nobody is signed in. `isRefused`: the API did not take the last one. */
export type TokenSource = (options?: { readonly isRefused?: boolean }) => Promise<string | null>;

/** Asks a route of the API by its contract. */
export type Ask = <R extends Route>(
  call: RouteCall<R>,
  request: RequestOf<R>,
  options?: { readonly known?: Known<AnswerOf<R>> | undefined; readonly signal?: AbortSignal },
) => Promise<Known<AnswerOf<R>>>;

/**
 * Makes the one way to the API. What did not change since `known` is `known` itself. A token that is refused is renewed once. The clock learns
 * from every answer.
 * @throws ProblemError, SignedOutError, UnreachableError
 */
export function createAsk(tokenOf: TokenSource, send: typeof fetch = fetch, clock?: Clock, open: typeof openPatience = openPatience): Ask {
  return async (call, request, { known, signal } = {}) => {
    const { url, init } = requestOf(call, request);
    const patience = open(call.method === 'GET' ? readPatienceMs : writePatienceMs, signal);
    const unreachable = (cause: unknown): never => {
      // Who gave up themselves is told so.
      if (signal?.aborted) throw cause;
      throw new UnreachableError('no answer', { cause });
    };
    const attempt = async (token: string | null): Promise<Response> => {
      if (token === null) throw new SignedOutError();
      const headers = {
        ...init.headers,
        authorization: `Bearer ${token}`,
        ...(known?.etag ? { 'if-none-match': known.etag } : {}),
      };
      const sentMs = clock?.deviceMs() ?? 0;
      // `no-store`: what is known is kept here, bound to who asked; a shared computer's cache is bound to nobody.
      const answer = await send(url, { ...init, headers, cache: 'no-store', credentials: 'omit', signal: patience.signal }).catch(
        unreachable,
      );
      clock?.learn(answer.headers.get('date'), sentMs, clock.deviceMs());
      return answer;
    };
    try {
      let answer = await attempt(await tokenOf());
      if (answer.status === 401) answer = await attempt(await tokenOf({ isRefused: true }));
      if (answer.status === 401) throw new SignedOutError();
      if (answer.status === 304 && known) return known;
      if (!answer.ok) throw await refusalOf(answer);
      const text = await answer.text().catch(unreachable);
      // A table that was asked for as a file is given on as it is.
      const isFile = answer.headers.get('content-type')?.startsWith('text/csv') ?? false;
      return { body: isFile ? text : text === '' ? undefined : JSON.parse(text), etag: answer.headers.get('etag') } as never;
    } finally {
      patience.end();
    }
  };
}

async function refusalOf(answer: Response): Promise<Error> {
  const problem = await answer.json().catch(() => undefined);
  if (isProblem(problem)) return new ProblemError(problem);
  return new UnreachableError(`answered ${answer.status}`);
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && 'status' in value && 'id' in value;
