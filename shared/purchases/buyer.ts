import type { Submission } from '../capture/index.ts';
import { contactOf } from '../identity/index.ts';
import { joinAnswers } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type PurchaseId, type SourceId, SubmissionId } from '../platform/ids.ts';
import type { PurchasedItem } from './record.ts';

/** Who paid, as the shop knows them. Who receives the goods is somebody else as often as not, and no part of it. */
export interface Buyer {
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly province?: string | undefined;
}

/** @throws InvalidInputError for a buyer whom nobody could reach */
export function refuseUnreachable(buyer: Buyer): void {
  const { email, phone } = contactOf(fieldsOf(buyer));
  if (email !== null || phone !== null) return;
  throw new InvalidInputError('Nobody can tell whose order this is.', [
    { path: 'buyer', message: "give the buyer's e-mail address or telephone number, or record the order under its lead" },
  ]);
}

/** Returns what an order tells of its buyer as intake takes it in: once for each order, because its id is the order's. */
export function submissionOf(
  { source, purchaseId, buyer, items }: { source: SourceId; purchaseId: PurchaseId; buyer: Buyer; items: readonly PurchasedItem[] },
  digests: Pick<Digests, 'body'>,
  now: Date,
): Submission {
  const products = joinAnswers([...new Set(items.flatMap(({ product = [] }) => product))]);
  const fields = { ...fieldsOf(buyer), ...(products === '' ? {} : { product: products }) };
  return {
    channel: 'connector',
    sourceId: source,
    submissionId: SubmissionId.parse(purchaseId),
    contentHash: digests.body(JSON.stringify(fields)),
    receivedAt: now.toISOString(),
    formVersion: 0,
    fields,
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale: null },
    consent: [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
  };
}

function fieldsOf(buyer: Buyer): Record<string, string> {
  return Object.fromEntries(Object.entries(buyer).filter(([, value]) => typeof value === 'string' && value.trim() !== ''));
}
