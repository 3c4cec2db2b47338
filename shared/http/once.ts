import type { AnswerOf, TokenRoute } from '../../api/route.ts';
import type { Digests, RequestDigest } from '../platform/digests.ts';
import { LeadId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { answerOnce, keyedRequest, type OnceParts } from '../requests/index.ts';
import { type Answer, responseOf, type Sent } from './answer.ts';
import type { UserRequest } from './read-request.ts';

/** What a request changes. */
export interface Change<Body> {
  /** Makes the change with the writes that keep its answer in the same transaction, and answers. */
  readonly change: (keep: (answer: Answer<Body>) => readonly WriteItem[]) => Promise<Answer<Body>>;
  /** Does once more what follows from the change: the first try may have ended before it. @default - nothing follows */
  readonly followUp?: () => Promise<void>;
  /** Keeps the answer when the lead goes that it names: it holds ids alone, and is asked for after that. @default - it goes with the lead */
  readonly outlivesLead?: true;
}

/** Returns what names a request that has an Idempotency-Key; null for one without. @throws InvalidInputError for a key that cannot be one */
export function keyOf<R extends TokenRoute>(request: UserRequest<R>, digests: Digests): RequestDigest | null {
  return requestOf(request, digests)?.digest ?? null;
}

function requestOf<R extends TokenRoute>({ principal: { userId }, params, query, body, event }: UserRequest<R>, digests: Digests) {
  const named = { userId, route: event.routeKey, idempotencyKey: event.headers?.['idempotency-key'], asked: { params, query, body } };
  return keyedRequest(named, digests);
}

/** Makes the change of a request once, however often the request comes under its Idempotency-Key. Each handler that writes answers by it. */
export async function once<R extends TokenRoute>(
  request: UserRequest<R>,
  { change, outlivesLead, ...rest }: Change<AnswerOf<R>>,
  parts: OnceParts & { readonly digests: Digests },
): Promise<Sent> {
  const sent = await answerOnce(
    requestOf(request, parts.digests),
    {
      change: async (keep) =>
        responseOf(await change((answer) => keep(responseOf(answer), outlivesLead ? null : leadNamedIn([request.params, answer.body])))),
      ...rest,
    },
    parts,
  );
  return { sent };
}

/** Finds the lead that a request is about: what it names itself, or else its answer or a part of that. */
function leadNamedIn(values: readonly unknown[]): LeadId | null {
  const parts = values
    .filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .map((value) => Object(value));
  for (const part of [...parts, ...parts.flatMap((value) => Object.values(value))]) {
    const { data } = LeadId.safeParse(Object(part).leadId);
    if (data !== undefined) return data;
  }
  return null;
}
