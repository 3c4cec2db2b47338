import { everythingMasked } from '../access/index.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import { formatNational, maskedNumber, maskIn } from '../identity/index.ts';
import { type Locale, phonesOf, readLead } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { repKind } from '../routing/rep-config.ts';
import { findGround } from './find-ground.ts';
import { type NumberClaims, readNumberLink } from './number-link.ts';
import { NotAcceptedYetError, type RevealParts, revealNumber } from './reveal-number.ts';

export interface NumberPageParts extends RevealParts {
  /** Every key that is still believed. */
  readonly signedLinkKeys: readonly string[];
}

type Company = Pick<CompanyConfig, 'name' | 'phone'>;

/** A number as people write it, and as a phone dials it; the latter alone once it was asked for. */
export interface ShownNumber {
  readonly shown: string;
  readonly dialled: string | null;
}

/** What the page of a number has to say. `asked`: it stands behind a button; `over`: the lead is theirs no more. */
export type NumberPage =
  | {
      readonly kind: 'asked' | 'shown';
      readonly company: Company;
      readonly locale: Locale;
      readonly name: string | null;
      readonly numbers: readonly ShownNumber[];
      readonly email: string | null;
    }
  | { readonly kind: 'over' | 'notAccepted' | 'expired'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

/** Finds what the page behind a link has to say. Changes nothing and tells no number: programs open links before people do. */
export async function showNumber(token: string, parts: NumberPageParts): Promise<NumberPage> {
  const opened = await open(token, parts);
  if ('page' in opened) return opened.page;
  const { claims, company, locale } = opened;
  const lead = await readLead(parts.table, claims.leadId, { consistent: true });
  const ground = lead && (await findGround(parts.table, lead, claims.repId));
  if (!lead || !ground) return { kind: 'over', company, locale };
  const numbers = phonesOf(lead).map(({ raw, e164 }) => ({ shown: maskedNumber(e164 ?? raw), dialled: null }));
  return {
    kind: 'asked',
    company,
    locale,
    name: lead.fullName && maskIn(lead.fullName, everythingMasked),
    numbers,
    email: null,
  };
}

/** Tells the number behind a link to the rep to whom it was sent, and notes it. Safe to repeat. */
export async function revealByLink(token: string, requestId: string, parts: NumberPageParts): Promise<NumberPage> {
  const opened = await open(token, parts);
  if ('page' in opened) return opened.page;
  const { claims, company, locale } = opened;
  try {
    const { lead } = await revealNumber({ ...claims, actor: { kind: 'rep', id: claims.repId }, correlationId: requestId }, parts);
    const numbers = phonesOf(lead).map((phone) => ({ shown: formatNational(phone), dialled: phone.e164 }));
    return { kind: 'shown', company, locale, name: lead.fullName, numbers, email: lead.email };
  } catch (error) {
    if (error instanceof NotAcceptedYetError) return { kind: 'notAccepted', company, locale };
    if (error instanceof NotFoundError) return { kind: 'over', company, locale };
    throw error;
  }
}

interface Opened {
  readonly claims: NumberClaims;
  readonly company: CompanyConfig;
  readonly locale: Locale;
}

async function open(token: string, { clock, config, signedLinkKeys }: NumberPageParts): Promise<Opened | { readonly page: NumberPage }> {
  const link = readNumberLink(token, clock(), signedLinkKeys);
  const company = await readCompany(config);
  if (link.kind === 'unknown') return { page: { kind: 'unknown', company } };
  const { claims } = link;
  const locale = (await config.current(repKind)).documents.get(claims.repId)?.locale ?? 'vi';
  return link.kind === 'expired' ? { page: { kind: 'expired', company, locale } } : { claims, company, locale };
}
