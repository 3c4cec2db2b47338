import type { ConfigReader } from '../config/index.ts';
import { BeyondRoleError, NotFoundError, UnauthenticatedError } from '../platform/errors.ts';
import type { HttpRequestEvent } from '../platform/http.ts';
import type { Log } from '../platform/logging.ts';
import { type Principal, principalOf } from './principal.ts';
import { userKind } from './user-config.ts';

/** The part of a request that says who asks for what, as an HTTP API with a JWT authoriser hands it over. */
export interface UserEvent extends HttpRequestEvent {
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string; readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } } };
}

const refusals = [UnauthenticatedError, NotFoundError, BeyondRoleError];

/**
 * Answers a user's request. A refusal leaves a line in the log, as a read does: who goes through ids that are not theirs is found by it.
 * It is a line like any other, because whoever has a token can bring it about at will, and errors ring.
 */
export async function asUser<Answer>(
  event: UserEvent,
  { config, log }: { readonly config: ConfigReader; readonly log: Log },
  answer: (principal: Principal) => Promise<Answer>,
): Promise<Answer> {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  let principal: Principal | null = null;
  try {
    principal = principalOf(claims, await config.current(userKind));
    return await answer(principal);
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) {
      log.info('refused', {
        userId: principal?.userId ?? null,
        role: principal?.role ?? null,
        route: event.routeKey,
        leadId: shapedLike(leadIdShape, event.pathParameters?.leadId),
        // Who is not configured has no name of ours, but an account.
        account: principal === null ? shapedLike(accountShape, subjectOf(claims)) : null,
        requestId: event.requestContext.requestId,
        reason: error instanceof Error ? error.message : null,
      });
    }
    throw error;
  }
}

/** What a caller made up may be anything, a number or an address too: only what looks like an id of ours is told. */
const leadIdShape = /^L[0-9A-Z]{20,40}$/;
const accountShape = /^[0-9a-f-]{36}$/;
const shapedLike = (shape: RegExp, value: unknown): string | null => (typeof value === 'string' && shape.test(value) ? value : null);

const subjectOf = (claims: unknown): unknown => (typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : null);
