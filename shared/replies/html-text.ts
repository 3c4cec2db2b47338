/** More than a person writes; the rest of a huge page is not looked at. */
const mostHtml = 400_000;

/** What is never shown: code, styles, and in mails what stands before or behind the text. */
const unseen: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template', 'svg', 'noscript', 'object', 'iframe']);
const breaking: ReadonlySet<string> = new Set([
  'br',
  'p',
  'div',
  'li',
  'tr',
  'table',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'hr',
  'pre',
  'section',
]);
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};

/**
 * Returns the words of an HTML mail, without anything that would be fetched: no addresses of pictures or links. What stands in a `blockquote` is what the
 * person quotes, and begins its lines with `>`. One pass, whatever the HTML: a mail is written by a stranger.
 */
export function htmlToText(html: string): string {
  const source = html.slice(0, mostHtml);
  let [text, place, quotes] = ['', 0, 0];
  const add = (piece: string) => {
    text += quotes > 0 ? piece.replaceAll('\n', `\n${'>'.repeat(Math.min(quotes, 3))} `) : piece;
  };
  while (place < source.length) {
    const opening = source.indexOf('<', place);
    add(decoded(source.slice(place, opening === -1 ? source.length : opening)).replace(/\s+/gu, ' '));
    if (opening === -1) break;
    if (source.startsWith('<!--', opening)) {
      const end = source.indexOf('-->', opening + 4);
      place = end === -1 ? source.length : end + 3;
      continue;
    }
    const closing = source.indexOf('>', opening);
    if (closing === -1) break;
    const [, slash = '', name = ''] = /^<(\/?)([a-z0-9]+)/i.exec(source.slice(opening, opening + 20)) ?? [];
    const tag = name.toLowerCase();
    place = closing + 1;
    if (unseen.has(tag) && slash === '') place = endOf(source, tag, place);
    else if (tag === 'blockquote') {
      quotes = Math.max(0, quotes + (slash === '' ? 1 : -1));
      add('\n');
    } else if (breaking.has(tag)) add('\n');
  }
  return text;
}

/** Where what is not shown ends; without an end it is all that is left. Two searches, because one for the whole end would begin anew at each false one. */
function endOf(source: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}`, 'gi');
  end.lastIndex = from;
  const closing = end.test(source) ? source.indexOf('>', end.lastIndex) : -1;
  return closing === -1 ? source.length : closing + 1;
}

function decoded(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return named[entity.toLowerCase()] ?? whole;
    const point = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });
}
