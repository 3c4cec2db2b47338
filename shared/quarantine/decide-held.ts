import type { RejectedView, ReleasedView } from '../../api/quarantine/held-view.ts';
import type { Principal } from '../access/index.ts';
import { formKind } from '../capture/form-config.ts';
import { type HeldDecision, type Outcome, releaseOf } from '../capture/index.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { formIdOf, type SubmissionRef } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type HeldPost, isExpired, mayWithHeld, regionOfHeld } from './held-post.ts';
import { refOfHeldId } from './rules-held-id.ts';
import { putDecision, readPost } from './store.ts';

/** What deciding about a post in quarantine touches. */
export interface DecideParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

type Keep<View> = (view: View) => readonly WriteItem[];

/**
 * Lets a post out of quarantine: the stream sends it to intake, which takes it in as if it had never been held.
 * @throws NotFoundError for a post that is not there or not the caller's; NotPossibleNowError for one that cannot go on
 */
export function releaseHeld(heldId: string, principal: Principal, parts: DecideParts, keep: Keep<ReleasedView>): Promise<ReleasedView> {
  return decide(heldId, principal, parts, async (post, { by, at }) => {
    if (!post.submission) throw new NotPossibleNowError('The post cannot be read, so that nothing can be made of it.');
    // What a connector told needs no form of ours: whoever releases it has looked at it.
    const formVersion = post.submission.delivered
      ? (await parts.config.current(formKind)).version
      : await versionWithForm(post.outcome, parts.config);
    const decision: HeldDecision = { kind: 'released', by, at, formVersion };
    const view: ReleasedView = { id: heldId, decision: 'released', by, at };
    return { view, writes: [...putDecision(post.outcome, decision), ...keep(view)] };
  });
}

/**
 * Notes that a post in quarantine is none of ours; it stays until it expires.
 * @throws NotFoundError as for a release; NotPossibleNowError for one that was rejected before
 */
export function rejectHeld(
  heldId: string,
  note: string | null,
  principal: Principal,
  parts: DecideParts,
  keep: Keep<RejectedView>,
): Promise<RejectedView> {
  return decide(heldId, principal, parts, async ({ outcome }, { by, at }) => {
    if (outcome.decision) throw new NotPossibleNowError(`The post was rejected by ${outcome.decision.by} at ${outcome.decision.at}.`);
    const decision: HeldDecision = { kind: 'rejected', by, at, note };
    const view: RejectedView = { id: heldId, decision: 'rejected', by, at, note };
    return { view, writes: [...putDecision(outcome, decision), ...keep(view)] };
  });
}

/** Reads, decides and writes until nobody was quicker. */
function decide<View>(
  heldId: string,
  principal: Principal,
  parts: DecideParts,
  plan: (post: HeldPost, who: { readonly by: string; readonly at: string }) => Promise<{ view: View; writes: WriteItem[] }>,
): Promise<View> {
  const ref = refOfHeldId(heldId);
  if (!ref) throw nothingHeld();
  return untilWritten(async () => {
    const now = parts.clock();
    const post = await findHeld(ref, principal, now, parts);
    const { view, writes } = await plan(post, { by: principal.userId, at: now.toISOString() });
    await parts.table.transact(writes);
    return view;
  });
}

async function findHeld(ref: SubmissionRef, principal: Principal, now: Date, { table, config }: DecideParts): Promise<HeldPost> {
  const { submission, outcome } = await readPost(table, ref);
  const company = (await config.current(companyKind)).documents.get('company');
  if (!outcome || !mayWithHeld(principal, 'quarantine.decide', regionOfHeld(submission, company))) throw nothingHeld();
  const released = releasedBefore(outcome);
  if (released) throw new NotPossibleNowError(`The post was released by ${released.by} at ${released.at}.`);
  if (outcome.kind !== 'quarantine' || isExpired(outcome, now)) throw nothingHeld();
  return { outcome, submission };
}

/** Of a post on its way out, or taken in since. */
function releasedBefore(outcome: Outcome) {
  return outcome.kind === 'lead' ? outcome.released : releaseOf(outcome);
}

/** Returns the version of the forms in force. @throws NotPossibleNowError where the form of the post is not among them */
async function versionWithForm(ref: SubmissionRef, config: ConfigReader): Promise<number> {
  const formId = formIdOf(ref);
  const { version, documents } = await config.current(formKind);
  if (formId !== null && documents.has(formId)) return version;
  throw new NotPossibleNowError('The form that the post came by is not configured: publish it again, then release the post.');
}

const nothingHeld = () => new NotFoundError('no such post in quarantine');
