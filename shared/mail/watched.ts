import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { isOwnPage } from './own-links.ts';
import { escapeHtml } from './render.ts';

/**
 * Tells whether a person agreed that it is kept which mails they open and follow: to a text that names mails. Who agreed to one about pages
 * alone, or to one that no form has any more, did not.
 */
export async function maySeeReading({ consent }: Pick<Lead, 'consent'>, config: ConfigReader): Promise<boolean> {
  const agreed = consent.tracking;
  if (agreed?.granted !== true) return false;
  const forms = (await config.current(formKind)).documents.values();
  return [...forms].some(({ consentTexts }) =>
    consentTexts.some(
      ({ purpose, version, namesMails }) => purpose === 'tracking' && namesMails === true && version === agreed.textVersion,
    ),
  );
}

/** An opening tag of a link; what stands in quotes may hold anything. */
const linkTag = /<a(?=\s)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const addressIn = (attributes: string): string | undefined =>
  /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.slice(1).find(Boolean);

/** What becomes of a link: SES leads it over its own address, never does, or leaves it alone as it is no page. */
function kindOf(attributes: string): 'counted' | 'ours' | 'noPage' {
  const address = addressIn(attributes)?.replaceAll('&amp;', '&').trim() ?? '';
  if (!/^https?:/i.test(address)) return 'noPage';
  return isOwnPage(address) ? 'ours' : 'counted';
}

/**
 * Has SES tell which links of a mail are followed: each is numbered, with how many there are, and a hidden one stands behind them for those who
 * follow what nobody sees. Refusals, confirmations and whatever else does something by a signed link go straight to us: they work without SES' domain, and their tokens pass nobody.
 * @param website where the hidden link leads
 */
export function asWatched(html: string, website: string): string {
  const count = [...html.matchAll(linkTag)].filter(([, attributes = '']) => kindOf(attributes) === 'counted').length;
  let place = 0;
  const named = html.replace(linkTag, (tag: string, attributes: string) => {
    const kind = kindOf(attributes);
    if (kind === 'noPage') return tag;
    if (kind === 'ours') return `<a ses:no-track${attributes}>`;
    place += 1;
    return `<a ses:tags="link:${place};of:${count};"${attributes}>`;
  });
  const hidden = `<a ses:tags="link:hidden;" href="${escapeHtml(website)}" style="display:none;mso-hide:all" aria-hidden="true" tabindex="-1"></a>`;
  const end = named.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? `${named}${hidden}` : `${named.slice(0, end)}${hidden}${named.slice(end)}`;
}
