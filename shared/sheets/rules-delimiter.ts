export type Delimiter = ',' | ';' | '\t' | '|';

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const looked = 50;

/** What stands before the first row: Excel writes `sep=;` where the machine's list separator is not the usual one. */
export function declaredDelimiter(head: string): { readonly delimiter: Delimiter; readonly line: string } | null {
  const [line, sign] = /^sep=([,;\t|])\r?\n/i.exec(head) ?? [];
  const delimiter = delimiters.find((one) => one === sign);
  return line === undefined || delimiter === undefined ? null : { delimiter, line };
}

/**
 * Finds what parts the cells: the sign that parts most rows into the same number of cells, more than one. Signs between quotes do not count.
 * A list of one column has none; a comma does for it.
 */
export function delimiterOf(head: string): Delimiter {
  const rows = rowsOf(head);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = rows.map((row) => row.split(delimiter).length - 1).filter((count) => count > 0);
    if (counts.length === 0) continue;
    const usual = mostOften(counts);
    const agreeing = counts.filter((count) => count === usual).length;
    const score = (agreeing / rows.length) * Math.min(usual, 8);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The first rows without what is quoted. */
function rowsOf(head: string): string[] {
  const plain = head.replace(/"(?:[^"]|"")*(?:"|$)/g, '');
  return plain
    .split(/\r\n|\n|\r/)
    .filter((row) => row.trim() !== '')
    .slice(0, looked);
}

function mostOften(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].sort(([one, often], [other, less]) => less - often || other - one)[0]?.[0] ?? 0;
}
