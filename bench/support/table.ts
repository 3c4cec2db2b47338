import type { Spread } from './statistics.ts';

type Cell = string | number;

/** A table in Markdown that reads well in a terminal, too; columns whose cells are figures are set to the right. */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => displayWidth(row[column] ?? ''))));
  const isFigure = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[≤≥~<]?\s?-?[\d.,]*\d|^–?$/.test(String(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(row[column] ?? '', width, isFigure[column] ?? false)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (isFigure[column] ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(header), rule, ...cells.slice(1).map(line)].join('\n');
}

function displayWidth(text: string): number {
  return [...text.normalize('NFC')].length;
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return toTheRight ? space + text : text + space;
}

/** Three significant digits, without an exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** `1.42 (1.31–1.60, n 7)` */
export function spreadText({ median, min, max, count }: Spread): string {
  return `${figure(median)} (${figure(min)}–${figure(max)}, n ${count})`;
}
