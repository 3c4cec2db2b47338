import type { PheuVisit } from '../tracker/pheu.d.ts';

/** One value of a name, or all where the form sends several. */
type Values = string | string[];

/** What the API takes as one submission (`POST /v1/forms/{formId}/submissions`). */
export type Post = {
  submissionId: string;
  fields: Record<string, Values>;
  context: Record<string, unknown>;
  consent: Record<string, boolean>;
  token?: string;
  droppedFiles?: string[];
};

/** A name and value that the browser would send; a file where it is none of text. */
export type Entry = readonly [name: string, value: string | { readonly name: string }];

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

/** The server's words for a yes; whatever is no clear yes is a no. */
export const isYes = (answer: string): boolean => /^(true|on|1|yes|y|ok|co|có|dong-y|đồng ý)$/i.test(answer.normalize('NFC').trim());

/** Reserved names that say where the form stands. */
const contextNames = ['visitorId', 'sessionId', 'sessionStartedAt', 'pageUrl', 'referrer', 'locale'];
const ownNames = new Set(['_submissionId', '_redirect', '_token', ...contextNames.map((name) => `_${name}`)]);

/** Sorts entries as the server sorts those of a plain HTML post: a name that starts with `_` may be reserved. */
const sort = (entries: readonly Entry[]) => {
  const fields = new Map<string, Values>();
  const consent: Post['consent'] = {};
  const reserved: Record<string, string> = {};
  const droppedFiles: string[] = [];
  for (const [name, value] of entries) {
    // An untouched file input sends a file without a name.
    if (typeof value !== 'string') droppedFiles.push(...(value.name ? [`${name}: ${value.name}`] : []));
    else if (name.startsWith('_consent.')) {
      const purpose = name.slice(9);
      // A hidden "false" before a box is common, so one yes among the answers is a yes.
      consent[purpose] = consent[purpose] || isYes(value);
    } else if (!ownNames.has(name)) {
      const earlier = fields.get(name);
      fields.set(name, earlier === undefined ? value : [earlier, value].flat());
    } else if (value) reserved[name] = value;
  }
  return { fields, consent, reserved, droppedFiles };
};

/**
 * Builds the JSON body of what the browser would send. `asked` names the purposes that the form asks for: each is sent, the unticked
 * ones as false, because a consent has to be an answer and not a gap.
 */
export const buildPost = (submissionId: string, entries: readonly Entry[], asked: readonly string[], page: Page): Post => {
  const { fields, consent, reserved, droppedFiles } = sort(entries);
  for (const purpose of asked) consent[purpose] ??= false;
  const { visit } = page;
  // A form with a box for it has asked by itself; elsewhere the yes to the tracker was given for this, too.
  if (visit) consent.tracking ??= true;
  const linked = visit && consent.tracking ? visit : undefined;
  const own = campaignOf(page.url);
  const utm = Object.keys(own).length > 0 || !visit?.utm ? own : campaignOf(new URL(visit.utm, page.url).href);
  const referrer = visit?.referrer || withoutMailToken(page.referrer);
  const told = contextNames.filter((name) => reserved[`_${name}`]).map((name) => [name, reserved[`_${name}`]]);
  return {
    submissionId,
    fields: Object.fromEntries(fields),
    context: {
      pageUrl: withoutMailToken(page.url),
      locale: page.locale,
      ...(referrer && { referrer }),
      ...(Object.keys(utm).length > 0 && { utm }),
      ...(linked && { visitorId: linked.visitorId }),
      ...(linked?.sessionId && { sessionId: linked.sessionId, sessionStartedAt: linked.sessionStartedAt }),
      ...Object.fromEntries(told),
    },
    consent,
    ...(reserved._token && { token: reserved._token }),
    ...(droppedFiles.length > 0 && { droppedFiles }),
  };
};
