import { z } from 'zod';
import { addMs, daysMs } from '../platform/clock.ts';
import { DecisionId, LeadId, RepId, SubjectId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days behind its time in which the page of an offer still says what became of it. */
const linkDays = 30;

/** Which offer a link answers: ids alone, because links stand in histories and logs of others. */
const OfferClaims = z.object({ leadId: LeadId, subject: SubjectId, decisionId: DecisionId });
export type OfferClaims = z.infer<typeof OfferClaims>;

/** Returns the address of the page where a rep answers an offer; the same in each try of its notice. */
export function offerUrl({ leadId, subject, decisionId }: OfferClaims, slaDueAt: string, maker: LinkMaker): string {
  const end = addMs(new Date(slaDueAt), linkDays * daysMs);
  return `${maker.siteUrl}/v1/assignments/${signLinkToken('offer', [leadId, subject, decisionId], end, maker.signedLinkKey)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readOfferLink(token: string, now: Date, signedLinkKeys: readonly string[]): ReadLink<OfferClaims> {
  return readSignedLink('offer', token, now, signedLinkKeys, ([leadId, subject, decisionId]) =>
    OfferClaims.parse({ leadId, subject, decisionId }),
  );
}

/** Which of several reps a link of what is open to them is for. */
const ClaimClaims = OfferClaims.extend({ repId: RepId });
export type ClaimClaims = z.infer<typeof ClaimClaims>;

/** Returns the address of the page where a rep accepts what is open to several; the same in each try of its notice. */
export function claimUrl({ leadId, subject, decisionId, repId }: ClaimClaims, until: string, maker: LinkMaker): string {
  const end = addMs(new Date(until), linkDays * daysMs);
  // Ids of reps may hold a dot, which parts the claims of a link.
  const claims = [leadId, subject, decisionId, Buffer.from(repId).toString('base64url')];
  return `${maker.siteUrl}/v1/assignments/${signLinkToken('claim', claims, end, maker.signedLinkKey)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readClaimLink(token: string, now: Date, signedLinkKeys: readonly string[]): ReadLink<ClaimClaims> {
  return readSignedLink('claim', token, now, signedLinkKeys, ([leadId, subject, decisionId, rep = '']) =>
    ClaimClaims.parse({ leadId, subject, decisionId, repId: Buffer.from(rep, 'base64url').toString() }),
  );
}
