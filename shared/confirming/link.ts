import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { AddressDigest } from '../platform/digests.ts';
import { LeadId, ProposalId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days after a post in which its details can be confirmed. */
const linkDays = 7;

/** What the link of one mail is about: ids alone, and to which address it was sent, as a keyed digest. */
const LinkClaims = z.object({
  leadId: LeadId,
  /** Where the mail went: whoever held an address that the record has left since confirms nothing. */
  address: AddressDigest,
  locale: Locale,
  proposalIds: z.array(ProposalId).min(1),
});
export type LinkClaims = z.infer<typeof LinkClaims>;

/** Returns the address of the page where a person confirms what a post proposed; the same in each try of its mail. */
export function confirmUrl({ leadId, address, locale, proposalIds }: LinkClaims, postedAt: string, maker: LinkMaker): string {
  const end = addMs(new Date(postedAt), linkDays * daysMs);
  return `${maker.siteUrl}/v1/confirm/${signLinkToken('confirm', [leadId, address, locale, ...proposalIds], end, maker.signedLinkKey)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readLink(token: string, now: Date, signedLinkKeys: readonly string[]): ReadLink<LinkClaims> {
  return readSignedLink('confirm', token, now, signedLinkKeys, ([leadId, address, locale, ...proposalIds]) =>
    LinkClaims.parse({ leadId, address, locale, proposalIds }),
  );
}
