import type { FormConfig } from '../config/index.ts';
import { type Caller, listedOrigin } from './origins.ts';

/** Stands for "the site the page is on" where only its paths matter; `.invalid` never resolves (RFC 2606). */
const ownSite = 'https://own-site.invalid';

/**
 * Where an HTML post is sent on to: the listed address that the page asked for, else the first listed one. The answer is always
 * built from the form's list, so no spelling of a foreign address can get through. A path means the posting page's own site.
 */
export function thankYouAddress(form: FormConfig, requested: string | undefined, caller: Caller): string {
  const pageOrigin = caller.fetchSite === 'same-origin' ? undefined : listedOrigin(form, caller.origin);
  const base = pageOrigin ?? ownSite;
  const [first = '/'] = form.thankYouUrls;
  const chosen = form.thankYouUrls.find((listed) => requested !== undefined && isSamePage(requested, listed, base)) ?? first;
  return pageOrigin === undefined ? chosen : new URL(chosen, pageOrigin).href;
}

function isSamePage(requested: string, listed: string, base: string): boolean {
  // Browsers read `\` as `/` and drop tabs and line breaks inside an address, which makes `/\evil.example` a foreign site.
  if (/[\\\s\p{Cc}]/u.test(requested) || !URL.canParse(requested, base)) return false;
  const wanted = new URL(requested, base);
  const allowed = new URL(listed, base);
  return (
    wanted.origin === allowed.origin &&
    wanted.username === '' &&
    wanted.password === '' &&
    wanted.pathname === allowed.pathname &&
    wanted.search === allowed.search
  );
}
