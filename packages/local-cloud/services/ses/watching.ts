import type { WatchedLink } from './mail.ts';

/** What SES tells of the mails of a configuration set. */
export interface Watching {
  readonly opens: boolean;
  readonly clicks: boolean;
}

/** SES follows so many links of a mail, and leaves the rest alone. */
const mostLinks = 250;

const linkTag = /<a(?=\s)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ownAttributes = /\s+ses:(?:no-track|tags)(?:\s*=\s*(?:"[^"]*"|'[^']*'))?(?=[\s>]|$)/gi;
const href = /(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/i;

/**
 * Leads the links of a mail over an address of ours and adds the picture that tells of an open, as SES does where a configuration set asks for it.
 * `ses:no-track` and `ses:tags` are read and taken away; links that are no pages are left alone.
 */
export function rewritten(
  html: string,
  watching: Watching,
  { base, messageId }: { readonly base: string; readonly messageId: string },
): { readonly html: string; readonly links: readonly WatchedLink[] } {
  const links: WatchedLink[] = [];
  const led = watching.clicks
    ? html.replace(linkTag, (_tag: string, attributes: string) => {
        const plain = attributes.replace(ownAttributes, '');
        const [, before = '', quoted, other] = href.exec(plain) ?? [];
        const url = (quoted ?? other ?? '').replaceAll('&amp;', '&');
        if (/\sses:no-track(?=[\s=>]|$)/i.test(attributes) || !/^https?:/i.test(url) || links.length === mostLinks) return `<a${plain}>`;
        links.push({ url, tags: tagsIn(attributes) });
        return `<a${plain.replace(href, () => `${before}"${base}/_local/click?mail=${messageId}&amp;link=${links.length}"`)}>`;
      })
    : html;
  if (!watching.opens) return { html: led, links };
  const picture = `<img alt="" src="${base}/_local/open?mail=${messageId}" width="1" height="1" style="display:none">`;
  const end = led.toLowerCase().lastIndexOf('</body>');
  return { html: end < 0 ? `${led}${picture}` : `${led.slice(0, end)}${picture}${led.slice(end)}`, links };
}

/** `ses:tags="name:value;name:value;"` */
function tagsIn(attributes: string): Readonly<Record<string, readonly string[]>> | null {
  const written = /\sses:tags\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.slice(1).find(Boolean);
  if (written === undefined) return null;
  const pairs = written.split(';').filter(Boolean);
  return Object.fromEntries(pairs.map((pair): [string, string[]] => [pair.split(':')[0] ?? '', [pair.split(':').slice(1).join(':')]]));
}
