import { Link } from 'wouter-preact';
import type { ReportView } from '../../../../api/reports/report-view.ts';
import { useApp, useAsk } from '../app/index.ts';
import { Asked } from '../parts/index.ts';
import { Bars } from './bars.tsx';
import { entriesFor, extraPages, groups } from './catalogue.ts';
import { useWriting } from './context.ts';
import { findingsOf, mainColumn } from './findings.ts';
import { FunnelBars } from './funnel-bars.tsx';
import { NumberText } from './number.tsx';
import { changeText } from './numbers.ts';
import type { Period } from './period.ts';
import { addressOf, type Chosen, keptAcross, queryOf } from './place.ts';
import { About, Behind, type Choose } from './report-page.tsx';
import styles from './reports.module.css';
import { readReport } from './routes.ts';

interface OverviewPageProps {
  readonly chosen: Chosen;
  readonly period: Period;
  readonly choose: Choose;
}

/** Six numbers that stand above everything. */
const six = ['leads', 'contacted', 'sql', 'won', 'customers', 'net:'];
const sourcesShown = 5;

/** The period at a glance: six numbers with their change, the funnel of those who came, where most came from, and the way to every report. */
export function OverviewPage({ chosen, period, choose }: OverviewPageProps) {
  const { language, me } = useApp();
  const { words } = useWriting();
  const query = queryOf({ compare: chosen.compare, by: 'source' }, period, language);
  const { asked, again } = useAsk(readReport, { params: { name: 'overview' }, query });
  const kept = keptAcross(chosen);
  const extra = extraPages.filter(({ right }) => right in me.rights);
  return (
    <>
      <Asked asked={asked} again={again}>
        {(report) => (
          <>
            <About report={report} />
            <Six report={report} hrefOf={(column) => addressOf('overview', { ...chosen, row: 'total', column })} />
            <div class={styles.columns}>
              <FunnelPart kept={kept} period={period} />
              <SourcesPart report={report} kept={kept} chosen={chosen} />
            </div>
            <Behind name="overview" report={report} chosen={chosen} query={query} choose={choose} />
          </>
        )}
      </Asked>
      <nav class={styles.all} aria-label={words.allReports}>
        {groups.map((group) => {
          const entries = entriesFor(me).filter((entry) => entry.group === group && entry.name !== 'overview');
          return entries.length === 0 ? null : (
            <section key={group}>
              <h2>{words.groups[group]}</h2>
              <ul>
                {entries.map(({ name }) => (
                  <li key={name}>
                    <Link href={addressOf(name, kept)}>{words.names[name]}</Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
        {extra.length === 0 ? null : (
          <section>
            <h2>{words.extra}</h2>
            <ul>
              {extra.map(({ page }) => (
                <li key={page}>
                  <Link href={addressOf(page, kept)}>{words[page].title}</Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </nav>
    </>
  );
}

function Six({ report, hrefOf }: { readonly report: ReportView; readonly hrefOf: (column: string) => string }) {
  const writing = useWriting();
  const shown = six.flatMap((name) => {
    const place = report.columns.findIndex((column) => column.name === name || (name.endsWith(':') && column.name.startsWith(name)));
    const column = report.columns[place];
    return column ? [{ column, cell: report.total.cells[place], before: report.total.before?.[place] }] : [];
  });
  return (
    <dl class={styles.six}>
      {shown.map(({ column, cell, before }) => {
        const change = cell === undefined ? null : changeText(cell, before, column, writing);
        return (
          <div key={column.name}>
            <dt title={column.definition}>{column.title}</dt>
            <dd>
              <NumberText cell={cell} column={column} href={hrefOf(column.name)} isShort />
              {change === null ? null : <span class={styles.change}>{change}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function FunnelPart({ kept, period }: { readonly kept: Chosen; readonly period: Period }) {
  const { language } = useApp();
  const writing = useWriting();
  const { words } = writing;
  const query = queryOf({ compare: 'none' }, period, language);
  const { asked, again } = useAsk(readReport, { params: { name: 'funnel' }, query });
  return (
    <section class={styles.part} aria-label={words.names.funnel}>
      <h2>{words.names.funnel}</h2>
      <Asked asked={asked} again={again}>
        {(report) => (
          <figure class={styles.figure}>
            <figcaption>
              {findingsOf(report, undefined, writing).map((finding) => (
                <p key={finding}>{finding}</p>
              ))}
            </figcaption>
            <FunnelBars report={report} hrefOf={(row, column) => addressOf('funnel', { ...kept, row, column })} />
          </figure>
        )}
      </Asked>
      <Link href={addressOf('funnel', kept)}>{words.more}</Link>
    </section>
  );
}

function SourcesPart({ report, kept, chosen }: { readonly report: ReportView; readonly kept: Chosen; readonly chosen: Chosen }) {
  const writing = useWriting();
  const { words } = writing;
  const column = mainColumn(report);
  if (!column) return null;
  const place = report.columns.indexOf(column);
  const rows = report.rows.filter(({ cells }) => (cells[place]?.value ?? 0) > 0);
  return (
    <section class={styles.part} aria-label={words.topSources}>
      <h2>{words.topSources}</h2>
      <figure class={styles.figure}>
        <figcaption>
          {findingsOf(report, column, writing).map((finding) => (
            <p key={finding}>{finding}</p>
          ))}
        </figcaption>
        <Bars
          report={{ ...report, rows: rows.slice(0, sourcesShown) }}
          column={column}
          hrefOf={(row, of) => addressOf('overview', { ...chosen, row, column: of })}
        />
      </figure>
      <Link href={addressOf('sources', kept)}>{words.more}</Link>
    </section>
  );
}
