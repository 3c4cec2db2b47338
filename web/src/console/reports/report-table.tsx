import { useState } from 'preact/hooks';
import type { ReportView } from '../../../../api/reports/report-view.ts';
import { Button } from '../parts/index.ts';
import { CellBar } from './cell-bar.tsx';
import { useWriting } from './context.ts';
import { isTime } from './findings.ts';
import { type Goals, goalKey } from './goals.ts';
import { NumberText } from './number.tsx';
import { type Column, cellText } from './numbers.ts';
import styles from './reports.module.css';

interface ReportTableProps {
  readonly report: ReportView;
  /** Column by which rows are sorted, with `-` before it from the least; undefined: as the report has them. */
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly hrefOf: (row: string, column: string) => string;
  /** Draws a bar in each cell, with ticks where these say what is to be reached. @default - no bars */
  readonly goals?: Goals | undefined;
}

const rowsAtFirst = 50;

/** The numbers of a report. Its first column stays in sight where the others are scrolled. */
export function ReportTable({ report, sort, onSort, hrefOf, goals }: ReportTableProps) {
  const { words } = useWriting();
  const [areAllShown, setAllShown] = useState(false);
  const { columns, rows, total, byTitle, by } = report;
  const sorted = sortedRows(report, sort);
  const isOne = rows.length === 1 && by === 'none';
  const shown = isOne ? [] : areAllShown ? sorted : sorted.slice(0, rowsAtFirst);
  const isBefore = report.compared !== null;
  const largest = goals ? columns.map((column, place) => largestOf(rows, column, place, goals)) : [];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrows */}
      <section class={styles.scroll} tabIndex={0} aria-label={words.table}>
        <table class={styles.table}>
          <thead>
            <tr>
              <th scope="col">{byTitle}</th>
              {columns.map(({ name, title, definition }) => {
                const way = sort === name ? 'descending' : sort === `-${name}` ? 'ascending' : undefined;
                return (
                  <th key={name} scope="col" aria-sort={way}>
                    <button
                      type="button"
                      title={definition}
                      aria-label={words.sortBy(title)}
                      onClick={() => onSort(way === 'descending' ? `-${name}` : way === 'ascending' ? undefined : name)}
                    >
                      {title}
                      <span aria-hidden="true">{way === undefined ? '' : way === 'descending' ? ' ↓' : ' ↑'}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          {shown.length === 0 ? null : (
            <tbody>
              {shown.map(({ key, label, cells, before, isOpen }) => (
                <tr key={key}>
                  <th scope="row">
                    {label}
                    {isOpen && isTime(by) ? <span title={words.open}> …</span> : null}
                  </th>
                  {columns.map((column, place) => (
                    <td key={column.name}>
                      <NumberText cell={cells[place]} column={column} href={hrefOf(key, column.name)} />
                      {goals && hasBars(column) ? (
                        <CellBar
                          value={cells[place]?.value ?? 0}
                          largest={largest[place] ?? 1}
                          goal={goals.get(goalKey(key, column.name))}
                          column={column}
                        />
                      ) : null}
                      {isBefore && before?.[place] ? <Before cell={before[place]} column={column} /> : null}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          )}
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {columns.map((column, place) => (
                <td key={column.name}>
                  <NumberText cell={total.cells[place]} column={column} href={hrefOf('total', column.name)} />
                  {isBefore && total.before?.[place] ? <Before cell={total.before[place]} column={column} /> : null}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      {!isOne && !areAllShown && sorted.length > rowsAtFirst ? (
        <Button kind="link" onClick={() => setAllShown(true)}>
          {words.allRows(sorted.length)}
        </Button>
      ) : null}
    </>
  );
}

/** Shares are as long as they say by themselves. */
const hasBars = ({ unit }: Column): boolean => unit === 'count' || unit === 'money';

const largestOf = (rows: ReportView['rows'], column: Column, place: number, goals: Goals): number =>
  Math.max(1, ...rows.flatMap(({ key, cells }) => [cells[place]?.value ?? 0, goals.get(goalKey(key, column.name)) ?? 0]));

function Before({ cell, column }: { readonly cell: ReportView['total']['cells'][number]; readonly column: ReportView['columns'][number] }) {
  const writing = useWriting();
  if (cell.value === null) return null;
  return <span class={styles.before}>{writing.words.before(cellText(cell, column, { ...writing, isShort: true }))}</span>;
}

/** Rows by a column; those without a number are last either way. */
function sortedRows({ columns, rows, by }: ReportView, sort: string | undefined): ReportView['rows'] {
  const place = columns.findIndex(({ name }) => name === sort?.replace(/^-/, ''));
  if (place < 0) return isTime(by) ? rows.toReversed() : rows;
  const sign = sort?.startsWith('-') ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a = null, b = null] = [one.cells[place]?.value, other.cells[place]?.value];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return (b - a) * sign;
  });
}
