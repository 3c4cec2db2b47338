import { isObject, type Json, type JsonObject } from '../assembly/json.ts';
import type { InvocationResult } from './functions.ts';
import { internalError } from './http-event.ts';
import { type HttpRequest, type HttpResponse, headerValue, jsonResponse } from './http-message.ts';
import type { Tokens } from './tokens.ts';

/** Checks a token of the user pool. */
export interface JwtAuthoriser {
  readonly kind: 'jwt';
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Lower-case name of the header that carries the token. */
  readonly header: string;
}

/** Asks a function whether a request may pass: payload format 2.0, simple responses. */
export interface RequestAuthoriser {
  readonly kind: 'request';
  /** Mappings such as `$request.header.name`; a request that lacks one is refused without a call. */
  readonly identitySource: readonly string[];
  /** How long an answer counts for the same values of the identity source, on whatever route; 0: for one request. */
  readonly ttlMs: number;
  readonly invoke: (event: Json) => Promise<InvocationResult>;
}

export type Authoriser = JwtAuthoriser | RequestAuthoriser;

/** What an authoriser finds: the answer to a request that may not pass, or what the integration is told of one that may. */
export type Verdict = { readonly refusal: HttpResponse } | Admitted;
export interface Admitted {
  readonly claims?: Readonly<Record<string, string>>;
  /** What a function said of the caller. */
  readonly context?: JsonObject;
}

/** What an authoriser can look at. */
export interface Asking {
  readonly request: HttpRequest;
  /** Evaluates an identity source. */
  readonly valueOf: (source: string) => string | undefined;
  /** The request as the integration would get it, and the ARN of its route. */
  readonly describe: () => { event: JsonObject; routeArn: string };
}

/** Authorises requests as an HTTP API does; one for each API, because answers are kept. */
export function createAuthorisation({ tokens, now }: { tokens: Tokens; now: () => number }) {
  const kept = new Map<RequestAuthoriser, Map<string, { readonly verdict: Verdict; readonly untilMs: number }>>();

  async function askFunction(authoriser: RequestAuthoriser, asking: Asking): Promise<Verdict> {
    const identity = authoriser.identitySource.flatMap((source) => asking.valueOf(source) || []);
    if (identity.length < authoriser.identitySource.length) return unauthorised;
    const key = JSON.stringify(identity);
    const known = kept.get(authoriser)?.get(key);
    if (known && known.untilMs > now()) return known.verdict;
    const { event, routeArn } = asking.describe();
    const { body: _, isBase64Encoded: __, ...request } = event;
    const { payload, error } = await authoriser.invoke({ ...request, type: 'REQUEST', routeArn, identitySource: identity });
    if (error || !isObject(payload) || typeof payload.isAuthorized !== 'boolean') return failed;
    const verdict: Verdict = payload.isAuthorized ? { ...(isObject(payload.context) && { context: payload.context }) } : forbidden;
    // Without an identity source there is nothing that an answer could be kept by.
    if (authoriser.ttlMs > 0 && identity.length > 0) {
      const answers = kept.get(authoriser) ?? new Map();
      kept.set(authoriser, answers.set(key, { verdict, untilMs: now() + authoriser.ttlMs }));
    }
    return verdict;
  }

  async function checkToken(authoriser: JwtAuthoriser, { request }: Asking): Promise<Verdict> {
    const value = headerValue(request.headers, authoriser.header);
    if (value === undefined) return badToken('the token is missing');
    const verified = await tokens.verify(value.replace(/^Bearer\s+/i, ''), authoriser);
    return 'refused' in verified ? badToken(verified.refused) : verified;
  }

  return async (authoriser: Authoriser | undefined, asking: Asking): Promise<Verdict> => {
    if (!authoriser) return {};
    return authoriser.kind === 'jwt' ? await checkToken(authoriser, asking) : await askFunction(authoriser, asking);
  };
}

const unauthorised: Verdict = { refusal: jsonResponse(401, { message: 'Unauthorized' }) };
const forbidden: Verdict = { refusal: jsonResponse(403, { message: 'Forbidden' }) };
const failed: Verdict = { refusal: internalError };

const badToken = (why: string): Verdict => ({
  refusal: jsonResponse(401, { message: 'Unauthorized' }, [
    ['www-authenticate', `Bearer scope="" error="invalid_token" error_description="${why.replaceAll('"', "'")}"`],
  ]),
});
