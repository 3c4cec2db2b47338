import { z } from 'zod';

const longestUrl = 2_048;
/** Ports below are those of services that were never meant for strangers. */
const firstFreePort = 1_024;

/**
 * Returns what is wrong with an address that calls are to go to, as a sentence for whoever wrote it; null where nothing is. Where its
 * name leads is looked at when it is called.
 */
export function urlFault(text: string): string | null {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : null;
  if (!url) return `must be a URL of at most ${longestUrl} characters`;
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password';
  // The parser has brought every spelling of an IPv4 address (0x7f.1, 2130706433) into this one.
  if (/^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[')) return 'must have a name, not a number, for its host';
  if (url.port !== '' && Number(url.port) < firstFreePort) return `must not name a port below ${firstFreePort}`;
  return null;
}

/**
 * Returns what is wrong with an address that somebody gives now; null where nothing is. Stricter than `urlFault`, by which addresses are read that were
 * given before: one that leads nowhere must not make its record unreadable.
 */
export function newUrlFault(text: string): string | null {
  const fault = urlFault(text);
  if (fault !== null || !isInsideName(new URL(text).hostname)) return fault;
  return 'must have a name that the internet knows for its host, such as hooks.example.com';
}

/** Names that lead nowhere but inside a network: without a domain, and those set aside for it (RFC 6761, RFC 6762, RFC 8375, ICANN: internal). */
function isInsideName(hostname: string): boolean {
  const labels = hostname.replace(/\.$/, '').split('.');
  return (
    labels.length < 2 ||
    ['localhost', 'local', 'internal', 'invalid', 'onion'].includes(labels.at(-1) ?? '') ||
    hostname.endsWith('.home.arpa')
  );
}

/** An address that calls may go to; for schemas of endpoints that people configure, and of calls. */
export const CallUrl = z.string().superRefine((text, context) => {
  const message = urlFault(text);
  if (message !== null) context.addIssue({ code: 'custom', message });
});
