import type { Digests, RequestDigest } from '../platform/digests.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { idempotencyKeyHint, idempotencyKeyOf, isIdempotencyKey } from '../platform/idempotency-key.ts';

/** A request to a writing route that names itself, so that it can come again. */
export interface KeyedRequest {
  /** Of user, route and key: what two requests have in common that are one. */
  readonly digest: RequestDigest;
  /** Of all that it asks for: what they must have in common, too. */
  readonly bodyHash: string;
}

/** What a request says of itself. */
export interface RequestParts {
  readonly userId: string;
  /** Method and path with its parameters' names. */
  readonly route: string;
  /** The header as it came. */
  readonly idempotencyKey: string | undefined;
  /** Parameters, query and body. The version that it was made on is no part: it is the same request when that has moved on. */
  readonly asked: unknown;
}

/** Reads a request's Idempotency-Key; null where it has none. @throws InvalidInputError for a key that cannot be one */
export function keyedRequest({ userId, route, idempotencyKey, asked }: RequestParts, digests: Digests): KeyedRequest | null {
  const key = idempotencyKeyOf(idempotencyKey);
  if (key === undefined) return null;
  if (!isIdempotencyKey(key)) throw refusedKey('The Idempotency-Key cannot be one.', idempotencyKeyHint);
  return { digest: digests.request(userId, route, key), bodyHash: digests.body(JSON.stringify(asked)) };
}

/** Says what is wrong with a key. */
export function refusedKey(summary: string, message: string): InvalidInputError {
  return new InvalidInputError(summary, [{ path: 'Idempotency-Key', message }]);
}
