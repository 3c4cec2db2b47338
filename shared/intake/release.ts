import { submissionReleased } from '../../events/index.ts';
import type { HeldOutcome, QuarantineReason, Submission } from '../capture/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import { refOf, type SubmissionRef } from '../platform/ids.ts';

/** A post, and what held it back where it comes out of quarantine. */
interface HeldPost {
  readonly submission: Submission;
  readonly held: HeldOutcome | null;
}

/** Returns the entry that tells who let a post in, as the act of that person; none for a post that was never held. */
export function releaseEntries({ submission, held }: HeldPost): EntryDraft[] {
  if (held?.decision?.kind !== 'released') return [];
  const { by } = held.decision;
  const draft = draftEntry(submissionReleased, { submission: refOf(submission), reasons: held.reasons });
  return [(change, ids) => draft({ ...change, actor: { kind: 'user', id: by } }, ids)];
}

/** Returns the version of the forms by which a post was released; undefined for one that was not. */
export function formVersionOf(held: HeldOutcome | null): number | undefined {
  return held?.decision?.kind === 'released' ? held.decision.formVersion : undefined;
}

/** A post, or what is known of one that cannot be read. */
type PostToHold = SubmissionRef & Partial<Pick<Submission, 'context'>>;

/** Returns the outcome of a post that is set aside; one that was released before keeps what held it then, and how its token was judged. */
export function heldOutcome(
  post: PostToHold,
  before: HeldOutcome | null,
  found: { readonly reasons: readonly QuarantineReason[]; readonly at: Date; readonly hasValidToken?: boolean | undefined },
): HeldOutcome {
  const { hasValidToken = before?.hasValidToken } = found;
  return {
    kind: 'quarantine',
    ...refOf(post),
    at: found.at.toISOString(),
    reasons: [...new Set([...(before?.reasons ?? []), ...found.reasons])],
    version: (before?.version ?? 0) + 1,
    ...(hasValidToken === undefined ? {} : { hasValidToken }),
    ...campaignOf(post, before),
  };
}

function campaignOf({ context }: PostToHold, before: HeldOutcome | null): Pick<HeldOutcome, 'utm'> {
  if (!context) return before?.utm ? { utm: before.utm } : {};
  const { source, medium, campaign } = context.utm;
  const utm = {
    ...(source === undefined ? {} : { source }),
    ...(medium === undefined ? {} : { medium }),
    ...(campaign === undefined ? {} : { campaign }),
  };
  return Object.keys(utm).length === 0 ? {} : { utm };
}
