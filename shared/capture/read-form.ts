import type { PostedContext } from '../../api/forms/posted-submission.ts';
import { completeContext } from './context.ts';
import type { PageHints, Post } from './post.ts';

/** Names and values of a plain HTML post, in the order of the form. */
export interface FormEntries {
  readonly entries: readonly (readonly [string, string])[];
  readonly droppedFiles: readonly string[];
}

/** What browsers send for a ticked box, and what people write as its value. */
const yes = new Set(['on', 'true', '1', 'yes', 'y', 'ok', 'co', 'có', 'dong-y', 'đồng ý']);
export const consentPrefix = '_consent.';
const maxFiles = 50;
const maxFileName = 200;
const contextNames = {
  _visitorId: 'visitorId',
  _sessionId: 'sessionId',
  _sessionStartedAt: 'sessionStartedAt',
  _pageUrl: 'pageUrl',
  _referrer: 'referrer',
  _locale: 'locale',
} as const;

/**
 * Sorts the entries of a post, plain HTML or JSON: reserved names start with `_`, everything else is a field by its own name. What an
 * entry says of the page goes before `told`, what the post's own context says.
 */
export function postOfEntries({ entries, droppedFiles }: FormEntries, hints: PageHints, told: PostedContext = {}): Post {
  const fields = new Map<string, string[]>();
  const consent = new Map<string, boolean>();
  const reserved = new Map<string, string>();
  const context: PostedContext = { ...told };
  for (const [postedName, posted] of entries) {
    const name = plainName(tidy(postedName));
    const value = tidy(posted);
    const contextName = Object.entries(contextNames).find(([key]) => key === name)?.[1];
    if (name.startsWith(consentPrefix)) {
      // A hidden "false" before a tick box is common, so one yes among the answers is a yes.
      const purpose = name.slice(consentPrefix.length);
      consent.set(purpose, (consent.get(purpose) ?? false) || isYes(value));
    } else if (contextName) {
      if (value !== '') context[contextName] = value;
    } else if (name === '_submissionId' || name === '_redirect' || name === '_token') {
      if (value !== '') reserved.set(name, value);
    } else if (name !== '') {
      const values = fields.get(name);
      if (values) values.push(value);
      else fields.set(name, [value]);
    }
  }
  return {
    submissionId: reserved.get('_submissionId'),
    fields,
    nested: new Set(),
    context: completeContext(context, hints),
    consent,
    token: reserved.get('_token'),
    redirect: reserved.get('_redirect'),
    droppedFiles: droppedFiles.slice(0, maxFiles).map((name) => name.toWellFormed().slice(0, maxFileName)),
  };
}

/**
 * Undoes what happens to a text on the way: a browser counts a line break as one character and sends two (HTML standard, 4.10.21.4),
 * keyboards and charsets compose accents differently.
 */
const tidy = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').normalize('NFC');

/**
 * Undoes what libraries make of a name. PHP's `http_build_query`, axios and jQuery number the values of a list (`product[0]`, `product[]`) and
 * write nested ones with brackets (`fields[email]`, `consent[contact]`, and Elementor's webhook `fields[email][value]`); PHP makes a dot an
 * underscore (`_consent_contact`).
 */
function plainName(posted: string): string {
  const one = posted.length > 200 ? posted : posted.replace(/(?:\[\d*\])+$/, '');
  const purpose = /^(?:_?consent\[(\w+)\]|_consent_(\w+))$/.exec(one);
  if (purpose) return `${consentPrefix}${purpose[1] ?? purpose[2]}`;
  return /^fields\[([^[\]]+)\](?:\[value\])?$/.exec(one)?.[1] ?? one;
}

/** Tells whether the value of a ticked box or radio button agrees; whatever is no clear yes is a no. */
export function isYes(value: string): boolean {
  return yes.has(value.normalize('NFC').trim().toLowerCase());
}
