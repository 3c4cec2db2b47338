import type { IntakeMessage } from '../../events/index.ts';
import { normaliseEmail } from '../identity/email.ts';
import { splitPhones } from '../identity/phone-text.ts';
import type { Digests } from '../platform/digests.ts';
import { digest, refOf, refText } from '../platform/ids.ts';
import type { OutgoingMessage } from '../platform/queues.ts';
import type { Submission } from './submission.ts';

/**
 * The message that sends a submission to intake: a pure function of what is stored, so that the stream's second send is the same
 * message to the queue's deduplication. Posts of one person share a group and are worked on in order.
 */
export function intakeMessageFor(submission: Submission, digests: Digests): OutgoingMessage {
  const body: IntakeMessage = { v: 1, ...refOf(submission) };
  const { releasedAt } = submission;
  // A release within minutes of the post is no repeat of it.
  const deduplicationId = releasedAt === undefined ? digest(refText(submission)) : digest(refText(submission), releasedAt);
  return { body, groupId: personGroup(submission, digests), deduplicationId };
}

/** E-mail, else phone, else the submission itself; as a keyed digest, because queue attributes are logged. */
function personGroup(submission: Submission, digests: Digests): string {
  const { fields } = submission;
  const email = normaliseEmail(fields.email ?? '');
  if (email.ok) return digests.group('email', email.email);
  const line = phoneLine(fields.phone ?? '');
  return line === null ? digest('submission', refText(submission)) : digests.group('phone', line);
}

/**
 * The last seven digits of the first number: equal in every spelling and in the renumbering of 2018 (which kept them), without the
 * numbering metadata that would weigh on every cold start. Two people who share them merely wait for each other.
 */
function phoneLine(raw: string): string | null {
  const looksWhole = (compact: string) => /^(?:\+|00)?(?:84)?0?\d{9,10}$/.test(compact);
  const first = splitPhones(raw, looksWhole)
    .map((compact) => compact.replace(/\D/g, ''))
    .find((digits) => digits.length >= 7);
  return first === undefined ? null : first.slice(-7);
}
