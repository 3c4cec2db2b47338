import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { AddressDigest } from '../platform/digests.ts';
import { LeadId, ProposalId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days in which a new address can be confirmed after it was typed. */
const linkDays = 7;

/** What the link to a new address is about: ids alone, and to which address it was sent, as a keyed digest. */
const ChangeClaims = z.object({
  leadId: LeadId,
  /** The new address, where the mail went. */
  address: AddressDigest,
  locale: Locale,
  proposalId: ProposalId,
});
export type ChangeClaims = z.infer<typeof ChangeClaims>;

/** Returns the link by which a mailbox confirms that a person's mails are to come to it; the same in each try of its mail. */
export function addressUrl({ leadId, address, locale, proposalId }: ChangeClaims, askedAt: string, maker: LinkMaker): string {
  const end = addMs(new Date(askedAt), linkDays * daysMs);
  return `${maker.siteUrl}/v1/address/${signLinkToken('address', [leadId, address, locale, proposalId], end, maker.signedLinkKey)}`;
}

/** Reads the token of such a link before anything is looked up for it. */
export function readChangeLink(token: string, now: Date, keys: readonly string[]): ReadLink<ChangeClaims> {
  return readSignedLink('address', token, now, keys, ([leadId, address, locale, proposalId]) =>
    ChangeClaims.parse({ leadId, address, locale, proposalId }),
  );
}
