import type { Clock } from '../platform/clock.ts';
import type { HttpResponse } from '../platform/http.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { KeyedRequest } from './keyed-request.ts';
import { findAnswer, keepAnswer } from './store.ts';

/**
 * Returns the writes that keep an answer; they belong into the transaction after which the answer is true.
 * @param about the lead that it tells of; null: it tells of none
 */
export type KeepAnswer = (answer: HttpResponse, about: LeadId | null) => readonly WriteItem[];

export interface OnceParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Act {
  /** Makes the change and answers it; an answer that it does not keep is not repeated. */
  readonly change: (keep: KeepAnswer) => Promise<HttpResponse>;
  /** Does once more what follows from the change: the first try may have ended before it. @default - nothing follows */
  readonly followUp?: () => Promise<void>;
}

/**
 * Answers a request as it was answered the first time, and makes its change once. Errors are not kept: such a request is tried anew.
 * @param request null for one without a key, which is a new one each time
 * @throws InvalidInputError when the key named another request
 */
export async function answerOnce(request: KeyedRequest | null, { change, followUp }: Act, parts: OnceParts): Promise<HttpResponse> {
  if (request === null) return change(() => []);
  const { table, clock, log } = parts;
  const again = async (): Promise<HttpResponse | undefined> => {
    const answer = await findAnswer(table, request, clock());
    if (answer === undefined) return undefined;
    log.info('answered as before', { status: answer.statusCode });
    await followUp?.();
    return answer;
  };
  const known = await again();
  if (known) return known;
  try {
    return await change((answer, about) => [keepAnswer(request, answer, clock(), about)]);
  } catch (error) {
    // The same request may have been quicker: whatever this one met is what that one did.
    const first = await again();
    if (first) return first;
    throw error;
  }
}
