import type { PostAction } from '../../api/actions.ts';
import type { HeldView } from '../../api/quarantine/held-view.ts';
import { mayWithPost, type Principal } from '../access/index.ts';
import type { HeldOutcome, Submission } from '../capture/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { contactOf } from '../identity/contact.ts';
import { epochSeconds, isoOfSeconds } from '../platform/clock.ts';
import { formIdOf, refOf } from '../platform/ids.ts';
import { type Region, regionOfPost } from '../regions/index.ts';
import { heldIdOf } from './rules-held-id.ts';

/** A post in quarantine; one that is malformed is shown without what was typed. */
export interface HeldPost {
  readonly outcome: HeldOutcome;
  readonly submission: Submission | null;
}

/** Tells whether a post is gone, though the table has not deleted it yet. */
export function isExpired({ expiresAt }: HeldOutcome, now: Date): boolean {
  return expiresAt !== undefined && expiresAt <= epochSeconds(now);
}

/** Returns where the post comes from, as the lead would get it; null for a post that cannot be read. */
export function regionOfHeld(submission: Submission | null, company: CompanyConfig | undefined): Region | null {
  return submission && regionOfPost(submission.fields, contactOf(submission.fields).phone, company?.macroRegions);
}

const nowhere = { provinceCode: null, macroRegion: null };

/** Tells whether the caller may do something with a post from there. */
export function mayWithHeld(principal: Principal, action: PostAction, region: Region | null): boolean {
  return mayWithPost(principal, action, region ?? nowhere);
}

/** Shows a post in quarantine. */
export function heldView(
  { outcome, submission }: HeldPost,
  region: Region | null,
  hide: (answers: Readonly<Record<string, string>>) => Record<string, string>,
): HeldView {
  const { channel, sourceId, submissionId } = outcome;
  const { provinceCode, provinceName, macroRegion } = region ?? { provinceCode: null, provinceName: null, macroRegion: null };
  const context = submission?.context;
  return {
    id: heldIdOf(refOf(outcome)),
    channel,
    sourceId,
    submissionId,
    formId: formIdOf(outcome),
    receivedAt: submission?.receivedAt ?? null,
    heldAt: outcome.at,
    reasons: outcome.reasons,
    rejected: rejectedView(outcome),
    region: provinceCode !== null && provinceName !== null && macroRegion !== null ? { provinceCode, provinceName, macroRegion } : null,
    fields: submission ? hide(submission.fields) : null,
    consent: submission?.consent ?? [],
    page: context ? { pageUrl: context.pageUrl, referrer: context.referrer, utm: context.utm, locale: context.locale } : null,
    expiresAt: isoOfSeconds(outcome.expiresAt ?? 0),
  };
}

function rejectedView({ decision }: HeldOutcome): HeldView['rejected'] {
  if (decision?.kind !== 'rejected') return null;
  const { by, at, note } = decision;
  return { by, at, note };
}
