import type { FieldFault } from '../platform/errors.ts';
import { idempotencyKeyHint, idempotencyKeyOf, isIdempotencyKey } from '../platform/idempotency-key.ts';
import { SubmissionId } from '../platform/ids.ts';

/** How a post names itself: by its id, by a text that an id of ours has to stand for, or not at all. */
export type PostedId =
  | { readonly kind: 'none' }
  | { readonly kind: 'own'; readonly id: SubmissionId }
  | { readonly kind: 'standIn'; readonly text: string }
  | { readonly kind: 'refused'; readonly fault: FieldFault };

/**
 * Chooses the id of a post: the one in its body, else its Idempotency-Key. An id goes into keys, logs, events and the tags of mails, so
 * a text that cannot be one there, or tells a phone number, gets an id of ours, the same each time.
 */
export function postedIdOf(inBody: string | undefined, header: string | undefined): PostedId {
  if (inBody !== undefined) {
    const id = SubmissionId.safeParse(inBody).data;
    const fault = { path: 'submissionId', message: 'Use 1 to 128 of the characters A–Z a–z 0–9 . _ ~ -' };
    if (id === undefined) return { kind: 'refused', fault };
    return tellsNumber(id) ? { kind: 'standIn', text: inBody } : { kind: 'own', id };
  }
  const key = idempotencyKeyOf(header);
  if (key === undefined || key === '') return { kind: 'none' };
  if (!isIdempotencyKey(key)) return { kind: 'refused', fault: { path: 'Idempotency-Key', message: idempotencyKeyHint } };
  const id = SubmissionId.safeParse(key).data;
  return id === undefined || tellsNumber(id) ? { kind: 'standIn', text: key } : { kind: 'own', id };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Digits like those of a phone as one word of the id, with letters before them or not, or as the whole of it written with separators. A
 * time since 1970 in seconds or milliseconds is none, and nor are the digits that a random id happens to have.
 */
function tellsNumber(id: string): boolean {
  if (uuid.test(id)) return false;
  const words = id.split(/[._~-]+/);
  const digits = id.replace(/[._~-]/g, '');
  if (words.some((word) => /^[a-z]{1,12}(?:0|84)[235789]\d{8,9}$/i.test(word))) return true;
  return /^(?:0|84)\d{8,13}$/.test(digits) || words.some((word) => /^\d{9,15}$/.test(word) && !/^1\d{9}(?:\d{3})?$/.test(word));
}
