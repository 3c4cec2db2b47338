const sign = ';;';

/** Marks a text of a cell as one, where a sign in it would part it when it is read as several; one that ends as a mark does gets another. */
export function withWholeMark(text: string, parting: RegExp): string {
  return parting.test(text) || text.endsWith(sign) ? `${text}${sign}` : text;
}

/** Returns the text that was marked as one; null for one without a mark. */
export function markedWhole(text: string): string | null {
  return text.endsWith(sign) ? text.slice(0, -sign.length) : null;
}
