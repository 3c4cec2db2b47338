import type { FormConfig } from './form-config.ts';
import { type Caller, listedOrigin } from './origins.ts';

/** Stands for "the site the page is on" where only its paths matter; `.invalid` never resolves (RFC 2606). */
const ownSite = 'https://own-site.invalid';

/**
 * Where an HTML post is sent on to: the listed address that the page asked for, else the first listed one. The answer is always
 * built from the form's lists, so no spelling of a foreign address can get through. A path means the posting page's own site;
 * our page for corrections, which posts in its stead, asks with the page's listed origin before the path.
 */
export function thankYouAddress(form: FormConfig, requested: string | undefined, caller: Caller): string {
  const pageOrigin = caller.fetchSite === 'same-origin' ? undefined : listedOrigin(form, caller.origin);
  const [first = '/'] = form.thankYouUrls;
  for (const base of [pageOrigin, ownSite, ...form.allowedOrigins.filter((origin) => origin !== 'self')]) {
    const listed = base && form.thankYouUrls.find((address) => isSamePage(requested, address, base));
    if (listed) return addressOn(base === ownSite ? pageOrigin : base, listed);
  }
  return addressOn(pageOrigin, first);
}

function addressOn(site: string | undefined, listed: string): string {
  return site === undefined ? listed : new URL(listed, site).href;
}

function isSamePage(requested: string | undefined, listed: string, base: string): boolean {
  // Browsers read `\` as `/` and drop tabs and line breaks inside an address, which makes `/\evil.example` a foreign site.
  if (requested === undefined || /[\\\s\p{Cc}]/u.test(requested) || !URL.canParse(requested, base)) return false;
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
