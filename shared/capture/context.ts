import { z } from 'zod';
import type { PostedContext } from '../../api/forms/posted-submission.ts';
import type { Locale } from '../leads/index.ts';
import { SessionId, VisitorId } from '../platform/ids.ts';
import { addressWithoutPersonalData, withoutMailToken, withoutPersonalData } from '../tracking/index.ts';
import type { PageHints } from './post.ts';
import type { SubmissionContext } from './submission.ts';

const maxUrl = 2_048;
const maxUtm = 200;
const campaignParts = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/** Completes a posted context: what is missing is taken from the headers and the page's own address. */
export function completeContext(posted: PostedContext, hints: PageHints): SubmissionContext {
  const { pageUrl = hints.referer, referrer, utm, visitorId, sessionId, sessionStartedAt, sentAt, locale } = posted;
  const url = pageAddress(pageUrl);
  return {
    pageUrl: url,
    referrer: pageAddress(referrer),
    utm: utm ? cutAll(utm) : campaignOf(url),
    visitorId: VisitorId.safeParse(visitorId).data ?? null,
    ...visitOf(sessionId, sessionStartedAt, sentAt),
    locale: localeOf(locale) ?? localeOf(hints.acceptLanguage) ?? null,
  };
}

type Visit = Pick<SubmissionContext, 'sessionId' | 'sessionStartedAt' | 'sentAt'>;

/** The visit, where the tracker told of it; its times in the one form that times are compared in. */
function visitOf(sessionId: string | undefined, startedAt: string | undefined, sentAt: string | undefined): Visit {
  const id = SessionId.safeParse(sessionId).data;
  const started = isoOf(startedAt);
  const sent = isoOf(sentAt);
  return { ...(id ? { sessionId: id } : {}), ...(started ? { sessionStartedAt: started } : {}), ...(sent ? { sentAt: sent } : {}) };
}

function isoOf(time: string | undefined): string | undefined {
  const parsed = z.iso.datetime({ offset: true }).safeParse(time).data;
  return parsed === undefined ? undefined : new Date(parsed).toISOString();
}

/** The first of a list of BCP 47 tags that is Vietnamese or English. */
export function localeOf(tags: string | undefined): Locale | undefined {
  if (!tags) return undefined;
  const found = /(?:^|[,\s])(vi|en)(?=$|[-_,;\s])/i.exec(tags.slice(0, 200))?.[1]?.toLowerCase();
  return found === 'vi' || found === 'en' ? found : undefined;
}

function campaignOf(pageUrl: string | null): SubmissionContext['utm'] {
  if (!pageUrl?.includes('utm_') || !URL.canParse(pageUrl)) return {};
  const query = new URL(pageUrl).searchParams;
  return cutAll(Object.fromEntries(campaignParts.map((part) => [part, query.get(`utm_${part}`) ?? undefined])));
}

/** Pages carry addresses and numbers of people in their own; here they would be copied into sources, lists and exports. */
const pageAddress = (url: string | undefined): string | null =>
  cut(url && addressWithoutPersonalData(withoutMailToken(url.slice(0, 4 * maxUrl))), maxUrl);

function cutAll(utm: { readonly [Part in (typeof campaignParts)[number]]?: string | undefined }): SubmissionContext['utm'] {
  const kept: SubmissionContext['utm'] = {};
  for (const part of campaignParts) {
    const value = cut(withoutPersonalData(utm[part] ?? ''), maxUtm);
    if (value) kept[part] = value;
  }
  return kept;
}

function cut(value: string | undefined, max: number): string | null {
  return value ? value.toWellFormed().slice(0, max).toWellFormed() : null;
}
