const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

/** Tells whether a spreadsheet would take a text of a CSV for a formula, also in its full-width letters (OWASP, "CSV injection"). */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text);
}

/** Marks a text that a spreadsheet would take for a formula as a text, by a sign in front; one that has the sign already gets another, so that `withoutTextMark` gives back what it was. */
export function withTextMark(text: string): string {
  return isMarkable(text) ? `'${text}` : text;
}

/** Returns a text without the sign that marks it as one. */
export function withoutTextMark(text: string): string {
  return text.startsWith("'") && isMarkable(text.slice(1)) ? text.slice(1) : text;
}

/** Returns a text of a typed cell, which needs no mark, so that `withoutTextMark` gives it back: one that seems to have a mark gets one. */
export function withOwnMark(text: string): string {
  return withoutTextMark(text) === text ? text : `'${text}`;
}

const isMarkable = (text: string): boolean => looksLikeFormula(text.replace(/^'+/, ''));
