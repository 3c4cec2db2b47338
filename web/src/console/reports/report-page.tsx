import { useState } from 'preact/hooks';
import type { ReportView } from '../../../../api/reports/report-view.ts';
import type { TargetListView } from '../../../../api/targets/target-view.ts';
import { ProblemError } from '../api/index.ts';
import { problemText, useAct, useApp, useAsk, useSay } from '../app/index.ts';
import { Asked, Button, Choice, Notice, Select } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { BehindSheet } from './behind-sheet.tsx';
import { dimensionsFor, firstBy, hasTouch, optionsOf } from './catalogue.ts';
import { useWriting } from './context.ts';
import { DefinitionsSheet } from './definitions-sheet.tsx';
import { Figure } from './figure.tsx';
import { standing } from './finding-tables.ts';
import { figureColumns, findingsOf, mainColumn } from './findings.ts';
import { goalsOf, moneyGoalOf } from './goals.ts';
import { dayBehind, dayText, type Period, spanText } from './period.ts';
import { addressOf, behindQueryOf, type Chosen, keys, queryOf, type ReportName } from './place.ts';
import { ReportTable } from './report-table.tsx';
import styles from './reports.module.css';
import { readReport } from './routes.ts';
import { WithTargets } from './with-targets.tsx';

export type Choose = (change: Chosen, options?: { readonly replace?: boolean }) => void;

interface ReportPageProps {
  readonly name: ReportName;
  readonly chosen: Chosen;
  readonly period: Period;
  readonly choose: Choose;
}

/** Everything but the report itself as it is at first. */
const asFirst: Chosen = Object.fromEntries(keys.map((key) => [key, undefined]));

/** One report: what it says, its figure, and its table. */
export function ReportPage({ name, chosen, period, choose }: ReportPageProps) {
  const { me, language } = useApp();
  const query = queryOf({ ...chosen, by: chosen.by ?? firstBy(name, me) }, period, language);
  const { asked, again } = useAsk(readReport, { params: { name }, query });
  const texts = useTexts();
  const { words } = useWriting();
  // An address may ask for what this report does not have, or for rows that the reader is not told of.
  if (asked.is === 'failed' && asked.error instanceof ProblemError && [403, 422].includes(asked.error.problem.status)) {
    return (
      <Notice title={words.refused} act={{ name: words.again, onClick: () => choose(asFirst) }}>
        {problemText(asked.error, texts, language)}
      </Notice>
    );
  }
  return (
    <Asked asked={asked} again={again}>
      {(report) => (
        <>
          <Settings name={name} report={report} chosen={chosen} choose={choose} />
          <About report={report} />
          <WithTargets name={name} report={report} period={period}>
            {(targets) => <ShownReport name={name} report={report} chosen={chosen} choose={choose} targets={targets} />}
          </WithTargets>
          <Behind name={name} report={report} chosen={chosen} query={query} choose={choose} />
        </>
      )}
    </Asked>
  );
}

/** Of whom and of which days the numbers are. */
export function About({ report }: { readonly report: ReportView }) {
  const { words } = useWriting();
  const { name, scope, to, compared, isOpen, leadsUnread, basis, total } = report;
  const isCompared = compared !== null && total.before !== null;
  const parts = [
    words.scope(scope.text),
    standing.has(name) ? words.standingAt(dayText(dayBehind(to, -1))) : words.bases[basis].toLocaleLowerCase(),
    ...(isCompared ? [words.comparedWith(spanText(compared.from, compared.to))] : []),
  ];
  return (
    <p class={styles.about}>
      {parts.join(' · ')}.{compared?.note ? ` ${compared.note}` : ''}
      {isOpen ? ` ${words.open}` : ''}
      {scope.note ? ` ${scope.note}` : ''}
      {leadsUnread > 0 ? ` ${words.unread(leadsUnread)}` : ''}
    </p>
  );
}

interface ShownReportProps extends Omit<ReportPageProps, 'period'> {
  readonly report: ReportView;
  readonly targets: TargetListView | null;
}

function ShownReport({ name, report, chosen, choose, targets }: ShownReportProps) {
  const writing = useWriting();
  const { words } = writing;
  const [areDefinitionsShown, setDefinitionsShown] = useState(false);
  const column = mainColumn(report, chosen.figure);
  const findings = findingsOf(report, column, writing);
  const hrefOf = (row: string, of: string) => addressOf(name, { ...chosen, row, column: of });
  const columns = figureColumns(report);
  const isEmpty = report.rows.length === 0;
  const amount = targets && moneyGoalOf(targets, report.scope.kind);
  const goal = targets && amount !== null ? { month: targets.month, amount } : null;
  const goals = name === 'reps' ? (targets ? goalsOf(targets, report.by) : new Map<string, number>()) : undefined;
  return (
    <>
      {isEmpty ? (
        <p class={styles.nothing}>{words.nothing}</p>
      ) : (
        <figure class={styles.figure}>
          <figcaption>
            {findings.map((finding) => (
              <p key={finding}>{finding}</p>
            ))}
          </figcaption>
          {column ? <Figure report={report} column={column} hrefOf={hrefOf} goal={goal} /> : null}
        </figure>
      )}
      <div class={styles.acts}>
        <Button kind="link" opensSheet onClick={() => setDefinitionsShown(true)}>
          {words.definitions}
        </Button>
        <CsvButton name={name} report={report} chosen={chosen} />
      </div>
      {column && columns.length > 1 && report.rows.length > 1 ? (
        <div class={styles.narrow}>
          <Select
            label={words.figure}
            value={column.name}
            options={columns.map((one) => ({ value: one.name, name: one.title }))}
            onChange={(figure) => choose({ figure })}
          />
        </div>
      ) : null}
      {isEmpty ? null : (
        <ReportTable report={report} sort={chosen.sort} onSort={(sort) => choose({ sort })} hrefOf={hrefOf} goals={goals} />
      )}
      {report.rowsLeftOut > 0 ? <p class={styles.soft}>{words.leftOut(report.rowsLeftOut)}</p> : null}
      {areDefinitionsShown ? <DefinitionsSheet report={report} onClose={() => setDefinitionsShown(false)} /> : null}
    </>
  );
}

/** Takes the table as a file, as the API writes it. */
function CsvButton({ name, report, chosen: { compare } }: Pick<ReportPageProps, 'name' | 'chosen'> & { readonly report: ReportView }) {
  const { ask, language } = useApp();
  const { words } = useWriting();
  const say = useSay();
  const { isBusy, act } = useAct();
  const take = () =>
    act('csv', async () => {
      const { from, to, basis, by, touch, options } = report;
      const query = {
        ...queryOf({ ...options, basis, by, touch, compare }, { unit: 'custom', from, to, isCurrent: false }, language),
        format: 'csv' as const,
      };
      const { body } = await ask(readReport, { params: { name }, query });
      // The mark by which spreadsheets know the letters is lost where an answer is read as text.
      const address = URL.createObjectURL(new Blob(['\uFEFF', String(body)], { type: 'text/csv;charset=utf-8' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = `${name}-${from}-${to}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      say({ text: words.csvDone });
    });
  return (
    <Button kind="link" isBusy={isBusy} onClick={() => void take()}>
      {words.csv}
    </Button>
  );
}

interface BehindProps {
  readonly name: ReportName;
  readonly report: ReportView;
  readonly chosen: Chosen;
  readonly query: ReturnType<typeof queryOf>;
  readonly choose: Choose;
}

/** The leads behind the number that the address names; nothing where it names none of this report. */
export function Behind({ name, report, chosen, query, choose }: BehindProps) {
  const { words } = useWriting();
  const column = report.columns.find((one) => one.name === chosen.column);
  const row = chosen.row === 'total' ? { key: 'total', label: words.total } : report.rows.find(({ key }) => key === chosen.row);
  if (!column?.canBeOpened || !row) return null;
  return (
    <BehindSheet
      key={`${row.key} ${column.name}`}
      name={name}
      query={behindQueryOf(query)}
      row={row}
      column={column}
      onClose={() => choose({ row: undefined, column: undefined })}
    />
  );
}

/** What else may be chosen: what counts, what the rows are, what it is compared with. */
function Settings({ name, report, chosen, choose }: Omit<ReportPageProps, 'period'> & { readonly report: ReportView }) {
  const { me } = useApp();
  const { words } = useWriting();
  const titles = new Map(report.dimensions.map((dimension, place) => [dimension, report.dimensionTitles[place] ?? dimension]));
  const selects = Object.entries(optionsOf[name] ?? {});
  const options = (values: readonly string[], textOf: (value: string) => string) => values.map((value) => ({ value, name: textOf(value) }));
  return (
    <details class={styles.settings}>
      <summary>{words.settings}</summary>
      {report.bases.length > 1 ? (
        <Choice
          label={words.basis}
          values={report.bases}
          words={words.bases}
          chosen={report.basis}
          onChoose={(basis) => choose({ basis })}
        />
      ) : null}
      <div class={styles.selects}>
        <Select
          label={words.by}
          value={report.by}
          options={options(dimensionsFor(report.dimensions, me), (value) => titles.get(value) ?? value)}
          onChange={(by) => choose({ by, sort: undefined })}
        />
        <Select
          label={words.compare}
          value={chosen.compare ?? 'previous'}
          options={options(['previous', 'lastYear', 'none'], (value) => words.compares[value as keyof typeof words.compares])}
          onChange={(compare) => choose({ compare })}
        />
        {hasTouch(report.by) ? (
          <Select
            label={words.touch}
            value={report.touch}
            options={options(['first', 'last'], (value) => words.touches[value as 'first' | 'last'])}
            onChange={(touch) => choose({ touch })}
          />
        ) : null}
        {selects.map(([option, values = []]) => (
          <Select
            key={option}
            label={words.options[option as keyof typeof words.options]}
            value={report.options[option] ?? ''}
            options={options(values, (value) => words.values[value] ?? value)}
            onChange={(value) => choose({ [option]: value })}
          />
        ))}
      </div>
    </details>
  );
}
