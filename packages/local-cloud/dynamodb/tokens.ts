import { createHash } from 'node:crypto';
import type { Consumption } from './capacity.ts';
import { DynamoDbError } from './errors.ts';

const rememberedMs = 10 * 60 * 1000;

interface Remembered {
  fingerprint: string;
  rememberedUntil: number;
  /** Undefined while the transaction runs. */
  consumed: readonly Consumption[] | undefined;
}

/** ClientRequestTokens of the last ten minutes: a repeated transaction is answered without running it again. */
export class RequestTokens {
  readonly #tokens = new Map<string, Remembered>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs the transaction, or says what the one with the same token took. Failed ones may be tried again under their token. */
  async once(
    token: string | undefined,
    request: unknown,
    run: () => Promise<readonly Consumption[]>,
  ): Promise<{ repeated: boolean; consumed: readonly Consumption[] }> {
    if (token === undefined) return { repeated: false, consumed: await run() };
    this.#forget();
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const known = this.#tokens.get(token);
    if (known !== undefined) return { repeated: true, consumed: answerOf(known, fingerprint) };

    const remembered: Remembered = { fingerprint, rememberedUntil: Number.POSITIVE_INFINITY, consumed: undefined };
    this.#tokens.set(token, remembered);
    try {
      remembered.consumed = await run();
    } catch (error) {
      this.#tokens.delete(token);
      throw error;
    }
    // Put again so that the map stays in the order of expiry.
    remembered.rememberedUntil = this.#now() + rememberedMs;
    this.#tokens.delete(token);
    this.#tokens.set(token, remembered);
    return { repeated: false, consumed: remembered.consumed };
  }

  #forget(): void {
    for (const [token, { rememberedUntil, consumed }] of this.#tokens) {
      if (consumed === undefined) continue;
      if (rememberedUntil > this.#now()) return;
      this.#tokens.delete(token);
    }
  }
}

function answerOf(known: Remembered, fingerprint: string): readonly Consumption[] {
  if (known.fingerprint !== fingerprint) throw new DynamoDbError('IdempotentParameterMismatchException', '');
  if (known.consumed === undefined) {
    throw new DynamoDbError('TransactionInProgressException', 'The transaction with the given request token is already in progress.');
  }
  return known.consumed;
}
