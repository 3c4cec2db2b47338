import { refText, SubmissionRef } from '../platform/ids.ts';

/** Names a post in quarantine by one text for an address. */
export function heldIdOf(ref: SubmissionRef): string {
  return Buffer.from(refText(ref)).toString('base64url');
}

/** Reads the name of a post in quarantine; null for a text that names none. */
export function refOfHeldId(heldId: string): SubmissionRef | null {
  const [channel, sourceId, submissionId] = Buffer.from(heldId, 'base64url').toString('utf8').split('/');
  const ref = SubmissionRef.safeParse({ channel, sourceId, submissionId }).data;
  // Decoding passes over foreign characters and half-used ones: one post would have many names.
  return ref && heldIdOf(ref) === heldId ? ref : null;
}
