const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

/** Tells whether a spreadsheet would take a text of a CSV for a formula, also in its full-width letters (OWASP, "CSV injection"). */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text);
}

/**
 * Marks a text that a spreadsheet would take for a formula as a text, by a sign in front; one that has the sign already gets another, so that `withoutTextMark`
 * gives back what it was. Inside a text too: a spreadsheet that parts cells by another sign than the file does begins a cell behind each such sign and
 * each line break, whatever is quoted.
 */
export function withTextMark(text: string): string {
  return (isMarkable(text) ? `'${text}` : text).replace(innerStart, "$1'");
}

/** Returns a text without the signs that mark it as one. */
export function withoutTextMark(text: string): string {
  const unmarked = text.replace(markedInnerStart, '$1');
  return unmarked.startsWith("'") && isMarkable(unmarked.slice(1)) ? unmarked.slice(1) : unmarked;
}

/** Returns a text of a typed cell, which needs no mark, so that `withoutTextMark` gives it back: one that seems to have a mark gets one. */
export function withOwnMark(text: string): string {
  return withoutTextMark(text) === text ? text : withTextMark(text);
}

const isMarkable = (text: string): boolean => looksLikeFormula(text.replace(/^'+/, ''));

/** Up to where a cell may begin inside a text. Quotes are part of it, as an empty quoted beginning is; no separator is, so that each sign is looked at once. */
const innerStart = /([;,\t\r\n](?:[^\S\t\r\n]|")*)(?='*[=+\-@＝＋－＠])/g;
const markedInnerStart = /([;,\t\r\n](?:[^\S\t\r\n]|")*)'(?='*[=+\-@＝＋－＠])/g;
