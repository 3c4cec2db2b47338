import { z } from 'zod';
import { addMs, daysMs } from '../platform/clock.ts';
import { LeadId, RepId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** As long as somebody looks for a notice in their mailbox; whoever still has the lead then finds it by the API. */
const linkDays = 30;

/** Whose number a link shows to whom: ids alone, because links stand in mails and chats. */
const NumberClaims = z.object({ leadId: LeadId, repId: RepId });
export type NumberClaims = z.infer<typeof NumberClaims>;

/** Returns the address of the page where a rep asks for the number of a lead: the same on one day, so that each try of a notice has the same. */
export function numberUrl({ leadId, repId }: NumberClaims, now: Date, { siteUrl, signedLinkKey }: LinkMaker): string {
  const today = new Date(Math.floor(now.getTime() / daysMs) * daysMs);
  return `${siteUrl}/v1/numbers/${signLinkToken('number', [leadId, safe(repId)], addMs(today, (linkDays + 1) * daysMs), signedLinkKey)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readNumberLink(token: string, now: Date, signedLinkKeys: readonly string[]): ReadLink<NumberClaims> {
  return readSignedLink('number', token, now, signedLinkKeys, ([leadId, repId = '']) => NumberClaims.parse({ leadId, repId: read(repId) }));
}

/** Ids of reps may hold dots, which part the claims of a token. */
const safe = (repId: RepId): string => Buffer.from(repId).toString('base64url');
const read = (claim: string): string => Buffer.from(claim, 'base64url').toString();
