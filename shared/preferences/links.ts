import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { AddressDigest } from '../platform/digests.ts';
import { LeadId, SubmissionRef, TopicId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days in which the choices of an address can be changed by the link of a mail; to refuse by it there is no end. */
const choiceDays = 400;
/** Days after a post in which the mails that it asks for can be confirmed. */
const subscriptionDays = 7;

/** Whose choices a link changes: ids and a keyed digest alone, because links stand in histories and logs of others. */
const LeavingClaims = z.object({
  leadId: LeadId,
  /** Where the mail went. */
  address: AddressDigest,
  locale: Locale,
  /** What the mail was about; null: nothing that could be refused by itself. */
  topic: TopicId.nullable(),
});
export type LeavingClaims = z.infer<typeof LeavingClaims>;

/** What asks somebody whether they want the mails that were asked for under their address. */
const SubscriptionClaims = z.object({
  leadId: LeadId,
  address: AddressDigest,
  locale: Locale,
  asked: SubmissionRef,
  askedAt: z.iso.datetime(),
});
export type SubscriptionClaims = z.infer<typeof SubscriptionClaims>;

/** The two ways out of a mail: a header's address takes a POST without a page, the other page offers all choices. */
export interface LeavingLinks {
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
}

/** Returns the links of a mail by which its receiver refuses, pauses or chooses. `at`: the same in each try of the mail. */
export function leavingLinks({ leadId, address, locale, topic }: LeavingClaims, at: Date, maker: LinkMaker): LeavingLinks {
  const claims = [leadId, address, locale, ...(topic === null ? [] : [topic])];
  const token = signLinkToken('preferences', claims, addMs(at, choiceDays * daysMs), maker.signedLinkKey);
  return { unsubscribeUrl: `${maker.siteUrl}/v1/unsubscribe/${token}`, preferencesUrl: `${maker.siteUrl}/v1/preferences/${token}` };
}

/** Returns the address of the page where somebody confirms that they want the mails that a post asked for. */
export function subscribeUrl({ leadId, address, locale, asked, askedAt }: SubscriptionClaims, maker: LinkMaker): string {
  const claims = [leadId, address, locale, packed([asked.channel, asked.sourceId, asked.submissionId, askedAt])];
  const end = addMs(new Date(askedAt), subscriptionDays * daysMs);
  return `${maker.siteUrl}/v1/subscribe/${signLinkToken('subscribe', claims, end, maker.signedLinkKey)}`;
}

/** Ids of posts hold characters that no claim of a link does. */
const packed = (texts: readonly string[]): string => Buffer.from(JSON.stringify(texts)).toString('base64url');

function unpacked(claim = ''): unknown[] {
  const [channel, sourceId, submissionId, askedAt] = z.array(z.string()).parse(JSON.parse(Buffer.from(claim, 'base64url').toString()));
  return [{ channel, sourceId, submissionId }, askedAt];
}

/** Reads the token of a mail's ways out before anything is looked up for it. */
export function readLeavingLink(token: string, now: Date, keys: readonly string[]): ReadLink<LeavingClaims> {
  return readSignedLink('preferences', token, now, keys, ([leadId, address, locale, topic = null]) =>
    LeavingClaims.parse({ leadId, address, locale, topic }),
  );
}

/** Reads the token by which somebody confirms that they want mails. */
export function readSubscribeLink(token: string, now: Date, keys: readonly string[]): ReadLink<SubscriptionClaims> {
  return readSignedLink('subscribe', token, now, keys, ([leadId, address, locale, post]) => {
    const [asked, askedAt] = unpacked(post);
    return SubscriptionClaims.parse({ leadId, address, locale, asked, askedAt });
  });
}
