import type { ReportView } from '../../api/reports/report-view.ts';
import { textOfFormat, type WrittenCell } from '../sheets/index.ts';
import { words } from './texts.ts';

type ViewCell = ReportView['total']['cells'][number];

/** Writes a report as CSV that spreadsheets open as it is: a line for each row, the whole last; where there is no number, an empty cell. */
export function reportCsv({ lang, byTitle, columns, rows, total, compared }: ReportView): string {
  const text = textOfFormat({ kind: 'csv', delimiter: lang === 'vi' ? ';' : ',' });
  const headers = columns.flatMap(({ title }) => (compared ? [title, `${title} (${words.before[lang]})`] : [title]));
  const line = (label: string, cells: readonly ViewCell[], before: readonly ViewCell[] | null): WrittenCell[] => [
    { kind: 'text', text: label },
    ...columns.flatMap((_, index) => [numberOf(cells[index]), ...(compared ? [numberOf(before?.[index])] : [])]),
  ];
  const lines = [...rows.map(({ label, cells, before }) => line(label, cells, before)), line(words.total[lang], total.cells, total.before)];
  return text.head([byTitle, ...headers]) + text.rows(lines, 0) + text.tail(headers.length + 1, lines.length);
}

/** Four decimals: a hundredth of a percent. */
const numberOf = (cell: ViewCell | undefined): WrittenCell =>
  cell === undefined || cell.value === null ? { kind: 'empty' } : { kind: 'number', value: Math.round(cell.value * 10_000) / 10_000 };
