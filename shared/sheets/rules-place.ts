/** Returns the number of the column in which a cell lies: `AB12` is in column 28. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const sign of reference) {
    const place = sign.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column;
}
