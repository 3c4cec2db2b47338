import type { PheuVisit } from '../tracker/pheu.d.ts';

/** What the API takes as one submission (`POST /v1/forms/{formId}/submissions`). */
export type Post = {
  submissionId: string;
  fields: Record<string, string>;
  context: Record<string, unknown>;
  consent: Record<string, boolean>;
  token?: string;
};

/** One named control of the form with what it would send; `ticked` only for a box. */
export type Entry = { name: string; value: string; ticked?: boolean };

/** Where the form stands; `visit` only where the tracker runs and the visitor has agreed to it. */
export type Page = { url: string; referrer: string; locale: string; visit?: PheuVisit | undefined };

const campaignParts = ['source', 'medium', 'campaign', 'term', 'content'];

/** The campaign parameters of a landing page's address, without the `utm_` prefix; at most 200 characters each. */
export const campaignOf = (url: string): Record<string, string> => {
  const query = new URL(url).searchParams;
  const found: Record<string, string> = {};
  for (const part of campaignParts) {
    const value = query.get(`utm_${part}`);
    if (value) found[part] = value.slice(0, 200);
  }
  return found;
};

/** An address without what a link in our mail says of whom it was sent to. */
const withoutMailToken = (url: string): string => url.replace(/([?&])pheu=[^&#]*/g, '$1').replace(/[?&]+(?=#|$)/, '');

/**
 * Builds the JSON body from the form's controls. A name that starts with `_` is reserved, as in a plain HTML post.
 * Every consent box is sent, the unticked ones as false, because a consent has to be an answer and not a gap.
 */
export const buildPost = (submissionId: string, entries: Entry[], page: Page, token?: string): Post => {
  const fields: Record<string, string> = {};
  const consent: Record<string, boolean> = {};
  const reserved: Record<string, string> = {};
  for (const { name, value, ticked } of entries) {
    if (name.startsWith('_consent.')) consent[name.slice(9)] = ticked ?? value === 'true';
    else if (name.startsWith('_')) reserved[name] = value;
    else if (ticked !== false) fields[name] = name in fields ? `${fields[name]}, ${value}` : value;
  }
  const { visit } = page;
  // A form with a box for it has asked by itself; elsewhere the yes to the tracker was given for this, too.
  if (visit) consent.tracking ??= true;
  const linked = visit && consent.tracking ? visit : undefined;
  const { _visitorId: visitorId = linked?.visitorId, _token: ownToken } = reserved;
  const own = campaignOf(page.url);
  const utm = Object.keys(own).length > 0 || !visit?.utm ? own : campaignOf(new URL(visit.utm, page.url).href);
  const referrer = visit?.referrer || withoutMailToken(page.referrer);
  const signed = token ?? ownToken;
  return {
    submissionId,
    fields,
    context: {
      pageUrl: withoutMailToken(page.url),
      locale: page.locale,
      ...(referrer && { referrer }),
      ...(Object.keys(utm).length > 0 && { utm }),
      ...(visitorId && { visitorId }),
      ...(linked?.sessionId && { sessionId: linked.sessionId, sessionStartedAt: linked.sessionStartedAt }),
    },
    consent,
    ...(signed && { token: signed }),
  };
};
