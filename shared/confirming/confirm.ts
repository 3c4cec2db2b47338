import type { CompanyConfig } from '../company/company-config.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, type Locale, readLead } from '../leads/index.ts';
import { proveAddress } from '../mail/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { acceptProposal, ProposalDecidedError, readProposals } from '../proposals/index.ts';
import { type LinkClaims, readLink } from './link.ts';
import { type Offer, offersOf } from './offer.ts';

/** The company, as pages name it. */
export type Company = Pick<CompanyConfig, 'name' | 'phone'>;

/** What became of a link; `over`: what it asks was settled otherwise. */
export type Confirmation =
  | { readonly kind: 'ask'; readonly company: Company; readonly locale: Locale; readonly offers: readonly Offer[] }
  | { readonly kind: 'confirmed' | 'over' | 'expired'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

export interface ConfirmingParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Digests;
  /** Every key that is still believed. */
  readonly signedLinkKeys: readonly string[];
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
}

/** Finds what the page behind a link has to say. Changes nothing: programs open links before people do. */
export async function showConfirmation(token: string, parts: ConfirmingParts): Promise<Confirmation> {
  return (await openLink(token, parts)).confirmation;
}

/**
 * Takes over what a link offers, as the person of the record, and notes that the address of its mail is theirs. Safe to repeat: what was
 * taken over, dropped or displaced before stays as it is.
 */
export async function confirmDetails(token: string, requestId: string, parts: ConfirmingParts): Promise<Confirmation> {
  const { confirmation, asked } = await openLink(token, parts);
  if (confirmation.kind !== 'ask' || !asked) return confirmation;
  const { lead, claims } = asked;
  const { leadId } = lead;
  const person = { actor: { kind: 'lead', id: leadId }, correlationId: requestId } as const;
  // Only the mailbox of the address got the link.
  const along = () => [proveAddress(claims.address, parts.clock().toISOString())];
  for (const { proposalId, field } of confirmation.offers) {
    try {
      await acceptProposal({ leadId, proposalId, ...person, along }, parts);
      parts.log.info('detail confirmed by its person', { leadId, proposalId, field });
    } catch (error) {
      // A second press, or a rep, was quicker: the page says what became of it.
      if (!(error instanceof ProposalDecidedError || error instanceof NotFoundError)) throw error;
    }
  }
  return showConfirmation(token, parts);
}

interface OpenedLink {
  readonly confirmation: Confirmation;
  /** Who is asked, while the link is good. */
  readonly asked?: { readonly lead: Lead; readonly claims: LinkClaims };
}

async function openLink(token: string, parts: ConfirmingParts): Promise<OpenedLink> {
  const link = readLink(token, parts.clock(), parts.signedLinkKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return { confirmation: { kind: 'unknown', company } };
  const { claims } = link;
  const { locale } = claims;
  if (link.kind === 'expired') return { confirmation: { kind: 'expired', company, locale } };
  const over = { confirmation: { kind: 'over', company, locale } } as const;
  const lead = await readLead(parts.table, claims.leadId, { consistent: true });
  // Whoever reads the mail of an address that the record has left speaks for nobody any more.
  if (!lead?.email || parts.digests.address(lead.email) !== claims.address) return over;
  const { open, decided } = await readProposals(parts.table, lead.leadId, { consistent: true });
  const isOfLink = ({ proposalId }: { readonly proposalId: LinkClaims['proposalIds'][number] }) => claims.proposalIds.includes(proposalId);
  const offers = offersOf(lead, open.filter(isOfLink));
  if (offers.length > 0) return { confirmation: { kind: 'ask', company, locale, offers }, asked: { lead, claims } };
  return decided.some((one) => isOfLink(one) && one.became === 'accepted')
    ? { confirmation: { kind: 'confirmed', company, locale } }
    : over;
}
