import { useMemo } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { localTime, useApp, useKeys } from '../app/index.ts';
import { Notice, Select, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { entriesFor, extraPages, groups, isReport } from './catalogue.ts';
import { useReportTexts, WritingProvider } from './context.ts';
import { ExperimentsPage } from './experiments-page.tsx';
import { MailPage } from './mail-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { ofUnit, type Period, periodOf, saidOf, stepped, type Unit } from './period.ts';
import { PeriodBar } from './period-bar.tsx';
import { addressOf, type Chosen, keptAcross, placeIn } from './place.ts';
import { ReportPage } from './report-page.tsx';
import styles from './reports.module.css';
import { SpendPage } from './spend-page.tsx';
import { TargetsPage } from './targets-page.tsx';

/** What works and what does not, in numbers that can be opened. Everything that is chosen stands in the address. */
export function ReportsScreen() {
  const { language, me, nowMs } = useApp();
  const { shell } = useTexts();
  const { words, hasFailed } = useReportTexts(language);
  const [, go] = useLocation();
  const { page, chosen } = placeIn(window.location.hash);
  const today = localTime(new Date(nowMs()), me.zone).date;
  const period = periodOf(chosen, today);
  const writing = useMemo(() => words && { language, words }, [language, words]);
  const choose = (change: Chosen, { replace = true }: { readonly replace?: boolean } = {}) =>
    go(addressOf(page, { ...chosen, ...change }), { replace });
  const toPeriod = (next: Period | null) => next && choose({ ...saidOf(next), row: undefined, column: undefined });
  const toUnit = (unit: Unit) => toPeriod(ofUnit(unit, period, today));
  useKeys({
    d: () => toUnit('day'),
    w: () => toUnit('week'),
    m: () => toUnit('month'),
    y: () => toUnit('year'),
    ArrowLeft: () => toPeriod(stepped(period, -1, today)),
    ArrowRight: () => toPeriod(stepped(period, 1, today)),
  });
  if (hasFailed) {
    return (
      <Notice title={shell.roomFailedTitle} act={{ name: shell.reload, onClick: () => window.location.reload() }}>
        {shell.roomFailed}
      </Notice>
    );
  }
  if (writing === null || words === null) return <Waiting />;
  const extra = extraPages.filter(({ right }) => right in me.rights);
  const other = extra.find((one) => one.page === page)?.page;
  const name = isReport(page) ? page : 'overview';
  const entries = entriesFor(me);
  const shown = entries.some((entry) => entry.name === name) ? entries : [...entries, { name, group: 'people' as const }];
  return (
    <WritingProvider value={writing}>
      <h1 data-wide>{other ? words[other].title : words.names[name]}</h1>
      <div class={styles.where}>
        <Select
          label={words.choose}
          value={other ?? name}
          options={[
            ...groups.flatMap((group) =>
              shown
                .filter((entry) => entry.group === group)
                .map((entry) => ({ value: entry.name as string, name: words.names[entry.name] })),
            ),
            ...extra.map((one) => ({ value: one.page, name: words[one.page].title })),
          ]}
          onChange={(next) => go(addressOf(next, keptAcross(chosen)))}
        />
        {other === 'mail' || other === 'experiments' ? null : (
          <PeriodBar period={period} today={today} onPeriod={toPeriod} onUnit={toUnit} />
        )}
      </div>
      {other === 'mail' ? (
        <MailPage />
      ) : other === 'spend' ? (
        <SpendPage period={period} />
      ) : other === 'experiments' ? (
        <ExperimentsPage />
      ) : other === 'targets' ? (
        <TargetsPage period={period} />
      ) : name === 'overview' ? (
        <OverviewPage chosen={chosen} period={period} choose={choose} />
      ) : (
        <ReportPage key={name} name={name} chosen={chosen} period={period} choose={choose} />
      )}
    </WritingProvider>
  );
}
