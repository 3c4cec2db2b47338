import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** What a request tells of its caller; a program sends the host alone. */
export interface Caller {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: how a browser relates the page that asks to this address. */
  readonly site: string | undefined;
}

/** Tells whether nobody but this machine reaches an address to listen at. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Says why a request is not for this runtime; undefined when it is. A web page that lets its own name point to 127.0.0.1 (DNS rebinding)
 * counts as the same origin for a browser, so only the name tells such a page from ours.
 *
 * @param listensAt where the server listens; beyond loopback the machine's addresses and name are its own, too
 */
export function whyMisdirected(host: string | undefined, listensAt = '127.0.0.1'): string | undefined {
  const name = nameIn(host ?? '');
  if (name === 'localhost' || name === '127.0.0.1' || name === '::1') return undefined;
  if (!isLoopback(listensAt) && name !== undefined && isOurName(name, listensAt.toLowerCase())) return undefined;
  return `This runtime answers to localhost, 127.0.0.1 and [::1], not to ${JSON.stringify(host ?? '')}.`;
}

/** Says why a request comes from a page that is not ours; undefined for our own pages and for programs. */
export function whyForeign({ host, origin, site }: Caller): string | undefined {
  // Old browsers send one of the two headers only, and a navigation has no origin.
  const isForeign = (origin !== undefined && origin !== `http://${host}`) || site === 'cross-site' || site === 'same-site';
  return isForeign ? 'Only pages of this address and programs are answered here. Open the address in a tab of its own.' : undefined;
}

/** The name of a Host header without its port; undefined when the header is malformed. */
function nameIn(host: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([^\s:[\]/@,]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

/** Rebinding needs a name; a number in the address bar is the machine that was asked. */
function isOurName(name: string, listensAt: string): boolean {
  const machine = hostname().toLowerCase();
  return isIP(name) !== 0 || [listensAt, machine, `${machine}.local`].includes(name);
}
