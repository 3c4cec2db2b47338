import { nothingMasked, readMaskingOf } from '../access/index.ts';
import type { FormConfig } from '../capture/form-config.ts';
import type { Submission } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Masking } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { type BegunMail, isHidden, type ProductParts, readFormOf, readPost, submitterOf } from '../mail/index.ts';
import { refText, type SubmissionRef } from '../platform/ids.ts';
import { type Proposal, readOpenProposals } from '../proposals/index.ts';
import { numberUrl } from '../revealing/index.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';

/** What every notice is written from beside the lead. */
export interface CardFacts {
  readonly correlationId: string;
  /** The owner as configured; a rep may be gone from the configuration. */
  readonly owner: RepConfig | undefined;
  readonly form: FormConfig | undefined;
  /** The post whose message stands on the card; gone when its time to live has passed. */
  readonly submission: Submission | undefined;
  /** The post that the notice tells of; a notice of a hot lead tells of none. */
  readonly told: Submission | undefined;
  /** What waits for the owner to decide about, of any post. */
  readonly proposals: readonly Proposal[];
  /** The address in that post: whoever answers the notice answers that post, not what the record holds. */
  readonly postedEmail: string | null;
  /** What is masked of the lead. */
  readonly masking: Masking;
  /** Where the owner asks for the masked number; empty where they need not. */
  readonly numberUrl: string;
}

/** Reads what a notice shows of a post: of the one it tells of, else of the first. */
export async function gatherCard(
  leadId: string,
  { lead, company }: BegunMail,
  parts: ProductParts,
  post?: SubmissionRef,
): Promise<CardFacts> {
  const submission = post ? readPost(parts.table, post) : lead.then((read) => read && readPost(parts.table, read.source.first));
  const [{ defaultLocale }, shown, known] = await Promise.all([company, submission, lead]);
  const ref = post ?? known?.source.first;
  const [owner, form, proposals, masking] = await Promise.all([
    known && readOwner(parts.config, known),
    ref && readFormOf(parts.config, ref),
    // Strongly, as the lead that says so was read: the notice of a post goes out a moment after it has proposed.
    known ? readOpenProposals(parts.table, known, { consistent: true }) : [],
    known ? readMaskingOf(known, parts.config) : nothingMasked,
  ]);
  const posted = shown ? submitterOf(shown, defaultLocale).email : null;
  return {
    correlationId: ref ? refText(ref) : leadId,
    owner,
    form,
    submission: shown,
    told: shown,
    proposals,
    postedEmail: posted !== null && isHidden(posted, masking) ? null : posted,
    masking,
    numberUrl:
      known?.owner && (masking.numbers || masking.addresses)
        ? numberUrl({ leadId: known.leadId, repId: known.owner.repId }, parts.clock(), parts.sender)
        : '',
  };
}

/** Finds the rep who owns a lead, as configured. */
export async function readOwner(config: ConfigReader, { owner }: Pick<Lead, 'owner'>): Promise<RepConfig | undefined> {
  return owner ? (await config.current(repKind)).documents.get(owner.repId) : undefined;
}

export const localeOf = (owner: RepConfig | undefined): Locale => owner?.locale ?? 'vi';
