import type { ReportQuery } from '../../api/reports/read-report.ts';
import type { ReportView } from '../../api/reports/report-view.ts';
import type { Principal } from '../access/index.ts';
import type { Locale } from '../leads/record.ts';
import { definitions } from './definitions.ts';
import { History, reachNote } from './history.ts';
import { readNames } from './names.ts';
import { type ReadFacts, readFor } from './read-for.ts';
import type { Cells, Column } from './report.ts';
import { columnBehind } from './rules-count.ts';
import { dayBehind } from './rules-days.ts';
import { ReportRun } from './rules-run.ts';
import { dimensionTitles, reportTitles } from './texts.ts';
import { readWish, type WishParts } from './wish.ts';
import { withCloses } from './with-closes.ts';

export interface ShowReportParts extends WishParts {
  readonly readFacts: ReadFacts;
}

/** Shows a report to somebody: the numbers of the leads that they are told of. */
export async function showReport(
  name: string,
  query: ReportQuery,
  principal: Principal,
  locale: Locale,
  parts: ShowReportParts,
): Promise<ReportView> {
  const wish = await withCloses(await readWish(name, query, principal, parts), parts.readFacts);
  const [names, run] = [await readNames(parts.config, locale), new ReportRun(wish)];
  const history = new History();
  const unread = await readFor(wish, parts.readFacts, (fact) => {
    history.take(fact);
    run.take(fact);
  });
  const { columns, rows, total, leftOut } = run.table();
  const { report, by, basis, days, now, range, cut } = wish;
  const cellsOf = (cells: Cells) => columns.map((column) => cells[column.name] ?? { value: 0 });
  const reach = wish.compared && history.reach(wish.compared, days, wish.basis === 'event');
  // Set against nothing, every number would have grown beyond measure.
  const cellsBefore = (cells: Cells | null) => (reach === 'none' ? null : cells && cellsOf(cells));
  const today = days.dayOf(now);
  return {
    name: report.name,
    title: reportTitles[report.name]?.[locale] ?? report.name,
    lang: locale,
    basis,
    by,
    byTitle: dimensionTitles[by]?.[locale] ?? by,
    touch: wish.touch,
    options: { ...wish.options },
    ...range,
    timeZone: days.zoneAt(now),
    isOpen: range.to > today,
    compared: wish.compared && { ...wish.compared, ...reachNote(reach, history.firstDay(days), locale) },
    scope: { kind: cut.kind, text: names.ofCut(cut), ...(wish.note ? { note: wish.note[locale] } : {}) },
    bases: [...report.bases],
    dimensions: [...report.dimensions],
    dimensionTitles: report.dimensions.map((dimension) => dimensionTitles[dimension]?.[locale] ?? dimension),
    columns: columns.map((column) => columnView(column, report.columns(basis), locale)),
    rows: rows.map(({ key, cells, before }) => ({
      key,
      label: names.ofRow(by, key),
      isOpen: lastDayOf(by, key) >= today && range.to > today,
      cells: cellsOf(cells),
      before: cellsBefore(before),
    })),
    rowsLeftOut: leftOut,
    leadsUnread: unread,
    total: { cells: cellsOf(total.cells), before: cellsBefore(total.before) },
  };
}

/** The last day of a row that is a time; of any other a day that is long over. */
function lastDayOf(by: string, key: string): string {
  if (by === 'day') return key;
  if (by === 'week') return dayBehind(key, 6);
  return by === 'month' ? `${key}-31` : '';
}

function columnView(column: Column, declared: readonly Column[], locale: Locale): ReportView['columns'][number] {
  const { name, unit, definition = name, note } = column;
  const [, currency = null] = name.split(':');
  const said = definitions[definition];
  const title = `${said?.title[locale] ?? name}${note ? `: ${note[locale]}` : ''}`;
  return {
    name,
    title: currency === null ? title : `${title} (${currency})`,
    definition: said?.text[locale] ?? '',
    unit,
    currency,
    canBeOpened: columnBehind(declared, name) !== null,
  };
}
