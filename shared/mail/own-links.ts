import { mailTokenParameter } from '../tracking/index.ts';
import { escapeHtml, type Values } from './render.ts';

/** Adds the token to every address of the company's own site; whatever leads elsewhere stays as it is. */
export function withToken(values: Values, website: string, token: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name.endsWith('Url') ? addressWithToken(value, website, token) : value]),
  );
}

export function addressWithToken(address: string, website: string, token: string): string {
  if (!URL.canParse(address) || !URL.canParse(website)) return address;
  const url = new URL(address);
  // The origin of `mailto:` and the like is "null" everywhere.
  if (!/^https?:$/.test(url.protocol) || url.origin !== new URL(website).origin) return address;
  url.searchParams.set(mailTokenParameter, token);
  return url.href;
}

/** Adds the token to the links of a rendered mail that lead to the company's own site. */
export function linksWithToken(html: string, website: string, token: string): string {
  return html.replace(/(\shref=")(https?:[^"]*)(")/gi, (_link, before: string, address: string, after: string) => {
    const plain = address.replaceAll('&amp;', '&');
    const own = isOwnPage(plain) ? plain : addressWithToken(plain, website, token);
    return own === plain ? `${before}${address}${after}` : `${before}${escapeHtml(own)}${after}`;
  });
}

/** Pages behind signed links of ours know by them whom they are for. */
export const isOwnPage = (address: string): boolean => URL.canParse(address) && new URL(address).pathname.startsWith('/v1/');
