import { DeclineReason } from '../../events/index.ts';
import { everythingMasked, hideIn, nothingMasked, readMaskingOf } from '../access/index.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import { formatNational, type Masking, maskedNumber } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { productLabels, readFormOf, readPost } from '../mail/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { placeName } from '../regions/index.ts';
import { revealNumber } from '../revealing/index.ts';
import {
  type AskedNext,
  acceptOffer,
  ClaimRefusedError,
  ClaimTakenError,
  claimOpen,
  declineOffer,
  findClaim,
  findOffer,
  longestDeclineNote,
  type OfferClaims,
  OfferOverError,
  type OfferParts,
  type OfferStanding,
  readAskedNext,
  readAssignment,
  readClaimLink,
  readDecisionAbout,
  readOfferLink,
  renderReason,
} from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';

export interface AnsweringParts extends OfferParts {
  /** Every key that is still believed. */
  readonly signedLinkKeys: readonly string[];
}

type Company = Pick<CompanyConfig, 'name' | 'phone'>;

/** What the page shows of a lead to whom it was offered. */
export interface ShownOffer {
  readonly name: string | null;
  /** As people write it, and as a phone dials it. */
  readonly phone: { readonly shown: string; readonly dialled: string | null } | null;
  readonly email: string | null;
  readonly place: string | null;
  readonly product: string;
  readonly message: string;
  readonly reason: string;
  readonly acceptBy: string;
  /** How to reach the person is masked: the button shows it. */
  readonly isMasked: boolean;
}

/**
 * What the page of an offer has to say. `over`: somebody else has it; `declined`: by the rep themselves, and who is asked next. Of what is open to several: `open`, the first to accept has it; `taken`, somebody
 * was quicker; `full`, the rep may take no more.
 */
export type OfferPage =
  | {
      readonly kind: 'offered' | 'late' | 'open' | 'accepted';
      readonly company: Company;
      readonly locale: Locale;
      readonly offer: ShownOffer;
    }
  | { readonly kind: 'declined'; readonly company: Company; readonly locale: Locale; readonly next: AskedNext }
  | { readonly kind: 'over' | 'taken' | 'full' | 'noReason' | 'expired'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

/** How the page is answered. */
export type LinkAnswer =
  | { readonly act: 'accept' }
  | { readonly act: 'decline'; readonly reason: string | null; readonly note: string | null };

/** Finds what the page behind a link has to say. Changes nothing: programs open links before people do. */
export async function showOffer(token: string, parts: AnsweringParts): Promise<OfferPage> {
  const opened = await open(token, parts);
  return 'page' in opened ? opened.page : pageOf(opened, parts);
}

/** Accepts or declines the offer behind a link, as the rep to whom it was sent. Safe to repeat. */
export async function answerByLink(token: string, answer: LinkAnswer, requestId: string, parts: AnsweringParts): Promise<OfferPage> {
  const opened = await open(token, parts);
  if ('page' in opened) return opened.page;
  if (opened.standing.kind === 'open') return claimByLink(token, answer, opened, requestId, parts);
  const { claims, company, repId, locale } = opened;
  const asked = { ...claims, actor: { kind: 'rep', id: repId }, correlationId: requestId } as const;
  try {
    if (answer.act === 'accept') {
      await acceptOffer(asked, parts);
      return await acceptedPage(token, asked, parts);
    }
    const reason = DeclineReason.safeParse(answer.reason);
    if (!reason.success) return { kind: 'noReason', company, locale };
    await declineOffer({ ...asked, reason: reason.data, note: noteIn(answer.note) }, parts);
    return await showOffer(token, parts);
  } catch (error) {
    if (!(error instanceof OfferOverError || error instanceof NotFoundError)) throw error;
    // Whoever declines behind their own answer is shown that it is theirs.
    const page = await showOffer(token, parts);
    return page.kind === 'accepted' ? page : { kind: 'over', company, locale };
  }
}

/** What somebody wrote, as much of it as is kept: whoever has chosen a reason is not stopped by a long text. */
function noteIn(typed: string | null): string | undefined {
  return [...(typed ?? '').trim()].slice(0, longestDeclineNote).join('').trim() || undefined;
}

/** Whoever has taken a lead calls now: where its number is masked, it is shown, and the history tells so. */
async function acceptedPage(token: string, asked: Parameters<typeof acceptOffer>[0], parts: AnsweringParts): Promise<OfferPage> {
  const opened = await open(token, parts);
  if ('page' in opened) return opened.page;
  const page = await pageOf(opened, parts);
  if (page.kind !== 'accepted' || !page.offer.isMasked) return page;
  await revealNumber({ ...asked, repId: opened.repId }, parts);
  return pageOf(opened, parts, nothingMasked);
}

/** Accepts what is open to several reps: the first has it. Whoever only looks away need not decline. */
async function claimByLink(
  token: string,
  { act }: LinkAnswer,
  opened: Opened,
  requestId: string,
  parts: AnsweringParts,
): Promise<OfferPage> {
  const { claims, company, locale, repId } = opened;
  if (act !== 'accept') return pageOf(opened, parts);
  const asked = { ...claims, repId, correlationId: requestId };
  try {
    await claimOpen(asked, parts);
    return await acceptedPage(token, { ...claims, actor: { kind: 'rep', id: repId }, correlationId: requestId }, parts);
  } catch (error) {
    if (error instanceof ClaimTakenError || error instanceof NotFoundError) return { kind: 'taken', company, locale };
    if (error instanceof ClaimRefusedError) return { kind: 'full', company, locale };
    throw error;
  }
}

/** What is open to several reps, of whom one looks at it. */
interface OpenStanding {
  readonly kind: 'open';
  readonly repId: RepId;
  readonly poolId: PoolId;
  readonly slaDueAt: string;
}

interface Opened {
  readonly claims: OfferClaims;
  readonly company: CompanyConfig;
  readonly locale: Locale;
  readonly repId: RepId;
  readonly lead: Lead;
  readonly standing: OfferStanding | OpenStanding;
}

async function open(token: string, parts: AnsweringParts): Promise<Opened | { readonly page: OfferPage }> {
  const link = readOfferLink(token, parts.clock(), parts.signedLinkKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return openClaim(token, company, parts);
  const { claims } = link;
  const decision = await readDecisionAbout(parts.table, claims, claims.decisionId);
  const repId = decision?.chosen;
  // A lead that was erased took its decisions with it.
  if (!repId) return { page: { kind: 'over', company, locale: company.defaultLocale } };
  const locale = (await parts.config.current(repKind)).documents.get(repId)?.locale ?? 'vi';
  if (link.kind === 'expired') return { page: { kind: 'expired', company, locale } };
  try {
    const { lead, standing } = await findOffer(parts.table, claims);
    return { claims, company, locale, repId, lead, standing };
  } catch (error) {
    if (error instanceof NotFoundError) return { page: { kind: 'over', company, locale } };
    throw error;
  }
}

async function openClaim(token: string, company: CompanyConfig, parts: AnsweringParts): Promise<Opened | { readonly page: OfferPage }> {
  const link = readClaimLink(token, parts.clock(), parts.signedLinkKeys);
  if (link.kind === 'unknown') return { page: { kind: 'unknown', company } };
  const { repId, ...claims } = link.claims;
  const locale = (await parts.config.current(repKind)).documents.get(repId)?.locale ?? 'vi';
  if (link.kind === 'expired') return { page: { kind: 'expired', company, locale } };
  try {
    const { lead, assignment, standing } = await findClaim(link.claims, parts);
    if (standing.kind === 'taken') return { page: { kind: 'taken', company, locale } };
    // What came to them by turn was given by another decision than the one that opened it.
    const decisionId = assignment?.repId === repId ? (assignment.decisionId ?? claims.decisionId) : claims.decisionId;
    const stands =
      standing.kind === 'theirs'
        ? ({ kind: 'accepted', repId, poolId: standing.poolId, decisionId, at: assignment?.since ?? '' } as const)
        : ({ kind: 'open', repId, poolId: standing.claim.poolId, slaDueAt: standing.claim.until } as const);
    return { claims: { ...claims, decisionId }, company, locale, repId, lead, standing: stands };
  } catch (error) {
    if (error instanceof NotFoundError) return { page: { kind: 'taken', company, locale } };
    throw error;
  }
}

/** Whoever has lost the lead, or never had it, is shown nothing of the person. */
async function pageOf(
  { claims, company, locale, repId, lead, standing }: Opened,
  parts: AnsweringParts,
  told?: Masking,
): Promise<OfferPage> {
  if (standing.kind === 'over' || standing.repId !== repId) return { kind: 'over', company, locale };
  if (standing.kind === 'declined') {
    const assignment = (await readAssignment(parts.table, lead.leadId, claims.subject)) ?? null;
    return { kind: 'declined', company, locale, next: await readAskedNext(assignment, parts.config, parts.clock()) };
  }
  const { table, config } = parts;
  const [decision, pools, post, form] = await Promise.all([
    readDecisionAbout(table, claims, claims.decisionId),
    config.current(poolKind),
    readPost(table, lead.source.first),
    readFormOf(config, lead.source.first),
  ]);
  const place = placeName(lead.region, locale);
  const pool = pools.documents.get(standing.poolId)?.name ?? { vi: standing.poolId, en: standing.poolId };
  const isOpen = standing.kind === 'open';
  const masking = isOpen ? everythingMasked : (told ?? (await readMaskingOf(lead, config)));
  const offer: ShownOffer = {
    name: lead.fullName,
    phone: isOpen ? null : lead.phone && shownPhone(lead.phone, masking),
    email: isOpen ? null : lead.email,
    place,
    product: productLabels(post?.fields.product || lead.products.at(-1) || '', form, locale, (text) => text),
    message: post?.fields.message ?? '',
    reason: decision ? renderReason(decision, locale, { pool, province: place }) : '',
    isMasked: masking.numbers || masking.addresses,
    acceptBy: standing.kind === 'accepted' ? '' : localTime(standing.slaDueAt, company.timeZone, locale),
  };
  return { kind: standing.kind, company, locale, offer: hideIn(offer, () => masking, lead.leadId) };
}

const shownPhone = (phone: NonNullable<Lead['phone']>, { numbers }: Masking): ShownOffer['phone'] =>
  numbers ? { shown: maskedNumber(phone.e164 ?? phone.raw), dialled: null } : { shown: formatNational(phone), dialled: phone.e164 ?? null };
