import type { Listed, Submission } from '../capture/index.ts';
import { contactOf } from '../identity/index.ts';
import { joinAnswers } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type PurchaseId, type SourceId, SubmissionId } from '../platform/ids.ts';
import type { PurchaseFact } from './record.ts';
import { lastActOf } from './rules-facts.ts';
import { foldFacts } from './rules-fold.ts';

/** Who paid, as the shop knows them. Who receives the goods is somebody else as often as not, and no part of it. */
export interface Buyer {
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly province?: string | undefined;
  readonly company?: string | undefined;
  /** Whatever else a list says of them, by the names that posts use. */
  readonly [name: string]: string | undefined;
}

/** @throws InvalidInputError for a buyer whom nobody could reach */
export function refuseUnreachable(buyer: Buyer): void {
  const { email, phone } = contactOf(fieldsOf(buyer));
  if (email !== null || phone !== null) return;
  throw new InvalidInputError('Nobody can tell whose order this is.', [
    { path: 'buyer', message: "give the buyer's e-mail address or telephone number, or record the order under its lead" },
  ]);
}

/** An order as its first telling makes its buyer known. */
interface FirstTold {
  readonly source: SourceId;
  readonly purchaseId: PurchaseId;
  readonly buyer: Buyer;
  readonly facts: readonly PurchaseFact[];
  /** The list that it is a row of. */
  readonly listed?: Listed | undefined;
  readonly consent?: Submission['consent'] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/**
 * Returns what an order tells of its buyer as intake takes it in: once for each order, because its id is the order's. It counts as of the day on
 * which the buyer did something about it, so that who imports the orders of years makes nobody look busy today.
 */
export function submissionOf(
  { source, purchaseId, buyer, facts, listed, consent = [], tags = [] }: FirstTold,
  digests: Pick<Digests, 'body'>,
  now: Date,
): Submission {
  const { items } = foldFacts(facts);
  const happenedAt = lastActOf(facts) ?? facts.at(-1)?.at;
  const receivedAt = now.toISOString();
  const products = joinAnswers([...new Set(items.flatMap(({ product = [] }) => product))]);
  const fields = { ...fieldsOf(buyer), ...(products === '' ? {} : { product: products }) };
  return {
    channel: 'connector',
    sourceId: source,
    submissionId: SubmissionId.parse(purchaseId),
    contentHash: digests.body(JSON.stringify(fields)),
    receivedAt,
    ...(happenedAt !== undefined && happenedAt < receivedAt ? { happenedAt } : {}),
    formVersion: 0,
    fields,
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale: null },
    consent: [...consent],
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    ...(listed ? { listed } : {}),
    ...(tags.length > 0 ? { tags: [...tags] } : {}),
  };
}

function fieldsOf(buyer: Buyer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(buyer).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== ''),
  );
}
