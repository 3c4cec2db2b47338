import { readCompany } from '../company/index.ts';
import { type AddressChoices, readAddressState } from '../mail/index.ts';
import { decide } from './carry-out.ts';
import { readSubscribeLink, type SubscriptionClaims } from './links.ts';
import type { PreferencePage, PreferenceParts } from './page.ts';
import { type Choice, isRefusedSince } from './rules-choices.ts';
import { topicsInForce } from './topics.ts';

/** Shows which mails somebody is about to confirm. Changes nothing. */
export async function showSubscription(token: string, parts: PreferenceParts): Promise<PreferencePage> {
  return (await openSubscription(token, parts)).page;
}

/** Confirms every topic to the mailbox that the link was sent to: what was asked for by a post is wanted by its person. */
export async function confirmSubscription(token: string, requestId: string, parts: PreferenceParts): Promise<PreferencePage> {
  const { page, claims, textVersion } = await openSubscription(token, parts);
  if (page.kind !== 'subscribe' || !claims) return page;
  const { asked, askedAt } = claims;
  const topics = page.topics.map(({ id }) => id);
  const choose = (before: AddressChoices | undefined): Choice[] =>
    isRefusedSince(before, askedAt) ? [] : [{ do: 'confirm', topics, proof: { textVersion, asked } }];
  await decide({ ...claims, requestId, textVersion, proves: true, choose }, parts);
  return showSubscription(token, parts);
}

interface OpenedSubscription {
  readonly page: PreferencePage;
  readonly textVersion: string;
  /** Whom the link asks; absent where it asks nobody. */
  readonly claims?: SubscriptionClaims;
}

async function openSubscription(token: string, parts: PreferenceParts): Promise<OpenedSubscription> {
  const link = readSubscribeLink(token, parts.clock(), parts.signedLinkKeys);
  const [company, { topics, textVersion }] = await Promise.all([readCompany(parts.config), topicsInForce(parts.config)]);
  if (link.kind === 'unknown') return { page: { kind: 'unknown', company }, textVersion };
  const { claims } = link;
  const { choices } = await readAddressState(parts.table, claims.address, { consistent: true });
  const shown = { company, locale: claims.locale };
  if (topics.length === 0 || isRefusedSince(choices, claims.askedAt)) return { page: { ...shown, kind: 'over' }, textVersion };
  if (topics.every(({ id }) => choices?.confirmed[id])) return { page: { ...shown, kind: 'subscribed' }, textVersion };
  return link.kind === 'expired'
    ? { page: { ...shown, kind: 'expired' }, textVersion }
    : { page: { ...shown, kind: 'subscribe', topics }, textVersion, claims };
}
