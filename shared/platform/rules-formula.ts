/** Tells whether a spreadsheet would take a text of a CSV for a formula, also in its full-width letters (OWASP, "CSV injection"). */
export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@\t\r＝＋－＠]/.test(text);
}
