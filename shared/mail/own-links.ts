import { mailTokenParameter } from '../tracking/index.ts';
import type { Values } from './render.ts';

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
