/** Longer texts are cut: nobody reads them in a list, and an item of the table has an end. */
const mostText = 8_000;
/** Lines that are looked at. */
const mostLines = 2_000;

/** Above what a mail program quotes. */
const attribution =
  /^(on\s.{3,200}\swrote|vào\s.{3,200}\s(đã )?viết|le\s.{3,200}\sa écrit|.{3,200}<[^<>\s]{3,100}>\s?(wrote|đã viết|viết))\s?:$/iu;
/** Behind it all is what was sent before, quoted without a sign of its own. */
const divider =
  /^(-{2,}\s?(original message|forwarded message|thư gốc|thư ban đầu|tin nhắn gốc|thư đã chuyển tiếp|thư được chuyển tiếp)\s?-{2,}|_{10,}|begin forwarded message:)$/iu;
/** How Outlook begins what it quotes: a header of the mail, then another one at once. */
const quotedFrom = /^(\*?)(from|từ|người gửi)\s?:\1\s?\S/iu;
const quotedNext = /^(\*?)(sent|date|to|gửi|đã gửi|ngày|tới|đến|ngày gửi)\s?:\1\s?\S/iu;

const isQuoted = (line: string): boolean => line.startsWith('>');

/**
 * Returns what a person wrote, without what they quote: whoever reads it wrote that themselves. What stands between or below quoted lines stays. Null where
 * nothing is left.
 */
export function withoutQuotes(text: string): string | null {
  const lines = text
    .slice(0, 20 * mostText)
    .split(/\r\n|\n|\r/u, mostLines)
    .map((line) => line.trim());
  const kept: string[] = [];
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? '';
    const behind = lines.slice(place + 1, place + 4).find((one) => one !== '') ?? '';
    if (divider.test(line) || (quotedFrom.test(line) && quotedNext.test(behind))) break;
    if (isQuoted(line)) continue;
    const [isOne, isTwo] = [attribution.test(line), attribution.test(`${line} ${lines[place + 1] ?? ''}`)];
    // What stands above a quote; where nothing is quoted any more, HTML had it in a place that is left out.
    if (isOne || isTwo) {
      if (isTwo && !isOne) place += 1;
      continue;
    }
    kept.push(line);
  }
  const own = kept
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  if (own === '') return null;
  return own.length > mostText ? `${own.slice(0, mostText).trimEnd()}…` : own;
}
