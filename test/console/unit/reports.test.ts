import { describe, expect, it } from '@jest/globals';
import type { ReportView } from '../../../api/reports/report-view.ts';
import { reportNames } from '../../../api/reports/report-words.ts';
import { reports } from '../../../shared/reports/reports.ts';
import { reportTitles } from '../../../shared/reports/texts.ts';
import { amountIn, base64Of } from '../../../web/src/console/reports/amount.ts';
import { catalogue, dimensionsFor, entriesFor, firstBy, optionsOf } from '../../../web/src/console/reports/catalogue.ts';
import { findingsOf, mainColumn } from '../../../web/src/console/reports/findings.ts';
import { goalsOf, moneyGoalOf, monthOf } from '../../../web/src/console/reports/goals.ts';
import { cellText, changeText, timeText, type Writing } from '../../../web/src/console/reports/numbers.ts';
import { outlookRows } from '../../../web/src/console/reports/outlook-rows.ts';
import { ofUnit, periodOf, saidOf, spanText, stepped } from '../../../web/src/console/reports/period.ts';
import { addressOf, placeIn } from '../../../web/src/console/reports/place.ts';
import { scatterPoints } from '../../../web/src/console/reports/scatter-points.ts';
import { draftOf, readDraft } from '../../../web/src/console/reports/target-draft.ts';
import { pathOf, trendLines } from '../../../web/src/console/reports/trend-lines.ts';
import { reports as en } from '../../../web/src/console/texts/en/reports.ts';
import { reports as vi } from '../../../web/src/console/texts/vi/reports.ts';

const writing: Writing = { language: 'en', words: en };
const today = '2026-11-29';

describe('periods of reports', () => {
  it.each([
    ['day', '2026-11-29', '2026-11-30'],
    ['week', '2026-11-23', '2026-11-30'],
    ['month', '2026-11-01', '2026-11-30'],
    ['quarter', '2026-10-01', '2026-11-30'],
    ['year', '2026-01-01', '2026-11-30'],
  ])('begin a present %s where it begins, and end it with today', (period, from, to) => {
    expect(periodOf({ period }, today)).toMatchObject({ from, to });
  });

  it('step over whole ones, and never into days that have not begun', () => {
    const month = periodOf({ period: 'month' }, today);
    const before = stepped(month, -1, today);

    expect(before).toEqual({ unit: 'month', from: '2026-10-01', to: '2026-11-01', isCurrent: false });
    expect(before && stepped(before, 1, today)).toEqual(month);
    expect(stepped(month, 1, today)).toBeNull();
    expect(stepped(periodOf({ period: 'quarter' }, '2027-01-31'), -1, '2027-01-31')?.from).toBe('2026-10-01');
    expect(stepped(periodOf({ period: 'week' }, '2027-01-01'), -1, '2027-01-01')).toMatchObject({ from: '2026-12-21', to: '2026-12-28' });
    expect(stepped(periodOf({ period: 'custom', from: '2026-11-01', to: '2026-11-11' }, today), -1, today)).toMatchObject({
      from: '2026-10-22',
      to: '2026-11-01',
    });
  });

  it.each([
    { period: 'century' },
    { period: 'custom' },
    { period: 'custom', from: '2026-11-09', to: '2026-11-01' },
    { period: 'month', from: '2026-13-01' },
    { period: 'month', from: '2099-01-01' },
    { period: 'custom', from: '2026-02-30', to: '2026-03-02' },
  ])('take the present month where an address says none: %j', (said) => {
    expect(periodOf(said, today)).toMatchObject({ unit: 'month', from: '2026-11-01' });
  });

  it('say a present one by its length alone, so that a link to it stays the present one', () => {
    expect(saidOf(periodOf({ period: 'week' }, today))).toEqual({ period: 'week', from: undefined, to: undefined });
    expect(saidOf(periodOf({ period: 'month', from: '2026-10-01' }, today))).toMatchObject({ period: 'month', from: '2026-10-01' });
    expect(ofUnit('week', periodOf({ period: 'month', from: '2026-10-01' }, today), today)).toMatchObject({ from: '2026-09-28' });
    expect(spanText('2026-11-01', '2026-11-30')).toBe('01/11/2026 – 29/11/2026');
    expect(spanText('2026-11-29', '2026-11-30')).toBe('29/11/2026');
  });
});

describe('addresses of reports', () => {
  it('hold everything that was chosen, whatever is in the name of a row', () => {
    const chosen = { period: 'month', by: 'source', row: 'form:50% & more/è#?', column: 'net:VND' };

    expect(placeIn(`#${addressOf('sources', chosen)}`)).toEqual({ page: 'sources', chosen });
    expect(addressOf('sources', chosen)).not.toMatch(/[?#]/);
    expect(placeIn('#/bao-cao')).toEqual({ page: 'overview', chosen: {} });
    expect(placeIn('#/bao-cao/funnel/evil=1&by=')).toEqual({ page: 'funnel', chosen: {} });
  });
});

describe('the list of reports', () => {
  it('has each report that there is, under the name that the API gives it', () => {
    expect(catalogue.map(({ name }) => name).toSorted()).toEqual([...reportNames].toSorted());
    for (const name of reportNames) expect([vi.names[name], en.names[name]]).toEqual([reportTitles[name]?.vi, reportTitles[name]?.en]);
  });

  it('offers the options that the reports know, each with its word', () => {
    const known = Object.fromEntries(reports.flatMap(({ name, options }) => (options ? [[name, options]] : [])));

    expect(optionsOf).toEqual(known);
    const values = Object.values(optionsOf).flatMap((options) => Object.values(options).flat());
    expect(values.filter((value) => !vi.values[String(value)] || !en.values[String(value)])).toEqual([]);
  });

  it('begins with rows that somebody may see', () => {
    const marketer = { rights: { 'report.read': 'all' } } as const;
    const leader = { rights: { 'report.read': 'pool', 'lead.contact': 'pool' } } as const;
    for (const { name, dimensions } of reports) {
      const by = firstBy(name as never, marketer) ?? dimensions[0] ?? '';
      expect([name, by, dimensions.includes(by), dimensionsFor(dimensions, marketer).includes(by)]).toEqual([name, by, true, true]);
    }
    expect(dimensionsFor(['rep', 'pool'], leader)).toEqual(['rep', 'pool']);
    expect(entriesFor({ role: 'rep' }).map(({ name }) => name)).not.toContain('campaigns');
  });
});

type Cell = ReportView['total']['cells'][number];
const columnOf = (name: string, unit: ReportView['columns'][number]['unit'] = 'count') => ({
  name,
  title: name,
  definition: '',
  unit,
  currency: unit === 'money' ? 'VND' : null,
  canBeOpened: true,
});
const tableOf = (
  columns: ReportView['columns'],
  rows: Readonly<Record<string, readonly (number | Cell)[]>>,
  total: readonly (number | Cell)[],
  more: Partial<ReportView> = {},
): ReportView => {
  const cells = (values: readonly (number | Cell)[]): Cell[] => values.map((value) => (typeof value === 'number' ? { value } : value));
  return {
    ...{ name: 'sources', title: 'Sources', lang: 'en', basis: 'event', by: 'source', byTitle: 'Source', touch: 'first', options: {} },
    ...{ from: '2026-11-01', to: '2026-12-01', timeZone: 'Asia/Ho_Chi_Minh', isOpen: false, compared: null },
    ...{
      scope: { kind: 'all', text: 'the whole company' },
      bases: ['arrival', 'event'],
      dimensions: ['source'],
      dimensionTitles: ['Source'],
    },
    columns,
    rows: Object.entries(rows).map(([key, values]) => ({ key, label: key, isOpen: false, cells: cells(values), before: null })),
    ...{ rowsLeftOut: 0, leadsUnread: 0, total: { cells: cells(total), before: null } },
    ...more,
  } as ReportView;
};
const said = (report: ReportView): string[] => findingsOf(report, mainColumn(report), writing);

describe('figures of reports', () => {
  it('show money before how many there are, wherever that column stands', () => {
    const columns = [columnOf('openNeeds'), columnOf('amount:VND', 'money'), columnOf('forecast:VND', 'money')];
    expect(mainColumn(tableOf(columns, {}, [3, 9, 4], { name: 'forecast' }))?.name).toBe('forecast:VND');
    expect(mainColumn(tableOf(columns, {}, [3, 9, 4], { name: 'pipeline' }))?.name).toBe('amount:VND');
    expect(mainColumn(tableOf(columns.slice(0, 1), {}, [3], { name: 'pipeline' }))?.name).toBe('openNeeds');
  });

  it('put beside what is won of a month what its open needs are forecast to come to, in one currency', () => {
    const names = ['forecast:VND', 'wonMoney:VND', 'forecastThen:VND', 'wonMoney:USD'];
    const columns = names.map((name) => columnOf(name, 'money'));
    const unknown: Cell = { value: null, why: 'nothing' };
    const rows = { '2026-10': [40, 60, 90, 7], '2026-11': [30, 0, unknown, 0], '2026-12': [0, 0, unknown, 5] };
    const report = tableOf(columns, rows, [70, 60, unknown, 12], { name: 'forecast', by: 'closeMonth' });

    expect(outlookRows(report, { name: 'forecast:VND' }).map(({ row, won, open, atFirst }) => [row.key, won, open, atFirst])).toEqual([
      ['2026-10', 60, 40, 90],
      ['2026-11', 0, 30, null],
    ]);
    expect(outlookRows(report, { name: 'wonMoney:VND' })).toEqual([]);
  });
});

describe('lines over time', () => {
  const column = columnOf('leads');
  const days = (before: (key: string) => Cell[] | null): ReportView => {
    const nothing: Cell = { value: null, why: 'tooFew' };
    const report = tableOf([column], { '2026-11-01': [4], '2026-11-02': [nothing], '2026-11-03': [6], '-': [90] }, [100], {
      compared: { from: '2026-10-01', to: '2026-10-04' },
    });
    return { ...report, rows: report.rows.map((row) => ({ ...row, before: before(row.key) })) };
  };
  const drawn = (line: readonly (number | null)[]): string =>
    pathOf(
      line,
      (index) => index,
      (value) => value,
    );

  it('have none of compared days before anybody had come, which are no zeros', () => {
    expect(
      trendLines(
        days(() => null),
        column,
      ),
    ).toMatchObject({ values: [4, null, 6], before: null, top: 6, bottom: 0 });
    expect(trendLines({ ...days(() => [{ value: 9 }]), compared: null }, column).before).toBeNull();
  });

  it('keep zeros that were counted', () => {
    const report = days((key) => [{ value: key === '2026-11-02' ? 8 : 0 }]);

    expect(trendLines(report, column)).toMatchObject({ before: [0, 8, 0], top: 8 });
  });

  it('are broken where there is no number, with a dot for one that stands alone', () => {
    expect(drawn([4, 5, null, 6])).toBe('M0.0 4.0L1.0 5.0M3.0 6.0h0');
    expect(drawn([null, null])).toBe('');
  });
});

describe('goals', () => {
  const { goals } = { goals: [{ metric: 'won', amount: 4, done: 1, percent: 25, band: { vi: 'x', en: 'x' } }] } as const;
  const money = [{ metric: 'net', amount: 90, done: 0, percent: 0, band: { vi: 'x', en: 'x' } }] as const;
  const item = (kind: 'rep' | 'pool', id: string, own: readonly unknown[]) => ({ kind, id, name: id, goals: own }) as never;
  const items = [item('rep', 'rep-lan', [...goals, ...money]), item('pool', 'south', money), item('pool', 'north', money)];

  it('stand at the row of whoever is to reach them, in the column that counts it', () => {
    expect([...goalsOf({ items }, 'rep')]).toEqual([
      ['rep-lan won', 4],
      ['rep-lan net:VND', 90],
    ]);
    expect([...goalsOf({ items }, 'product')]).toEqual([]);
    expect([monthOf({ unit: 'month', from: '2026-11-01' }), monthOf({ unit: 'year', from: '2026-01-01' })]).toEqual(['2026-11', null]);
  });

  it('in money are those of the pools that are seen, of a rep their own, and of a region nobody knows', () => {
    expect(['all', 'pools', 'own', 'regions'].map((scope) => moneyGoalOf({ items }, scope))).toEqual([180, 180, 90, null]);
    expect(moneyGoalOf({ items: [] }, 'all')).toBeNull();
  });
});

describe('targets as they are typed', () => {
  const bands = [
    { fromPercent: 0, names: { vi: 'Chưa đạt', en: 'Below' } },
    { fromPercent: 100, names: { vi: 'Đạt', en: 'Reached' } },
  ];
  const draft = draftOf({ goals: [{ metric: 'net', amount: 5_000_000, done: 0, percent: 0, band: { vi: '', en: '' } }], bands });

  it('say again what they said before', () => {
    expect(readDraft(draft)).toEqual({ is: 'right', body: { goals: [{ metric: 'net', amount: 5_000_000 }], bands } });
    expect(readDraft(draftOf(undefined))).toEqual({ is: 'right', body: { goals: [] } });
  });

  it.each([
    ['none', 'abc'],
    ['nothing', '0'],
    ['below nothing', '-3'],
  ])('are refused where a goal is %s', (_what, won) => {
    expect(readDraft({ ...draft, goals: { ...draft.goals, won } })).toMatchObject({ is: 'wrong', faults: { goals: ['won'] } });
  });

  it.each([
    [{ from: '0', vi: 'Đạt', en: 'Reached' }, [1], []],
    [{ from: '1001', vi: 'Đạt', en: 'Reached' }, [1], []],
    [{ from: '', vi: 'Đạt', en: 'Reached' }, [1], []],
    [{ from: '80', vi: ' ', en: 'Reached' }, [], [1]],
  ])('are refused where a band is %j', (band, froms, names) => {
    const read = readDraft({ ...draft, bands: [...draft.bands.slice(0, 1), band] });
    expect(read).toEqual({ is: 'wrong', faults: { goals: [], froms, names } });
  });
});

describe('the picture of cost and win rate', () => {
  const columns = [columnOf('spend:VND', 'money'), columnOf('costPerLead:VND', 'money'), columnOf('winRate', 'share')];
  const few: Cell = { value: null, why: 'tooFew' };

  it('has each row of which both are known, those that cost most first', () => {
    const rows = { zalo: [20, 2, 0.5], google: [90, 3, { value: 0.4, isOpen: true }], few: [50, 5, few], free: [0, 0, 0.9] } as const;
    const points = scatterPoints(tableOf(columns, rows, [160, 3, 0.5]));

    expect(points.map(({ row, isOpen }) => [row.key, isOpen])).toEqual([
      ['google', true],
      ['zalo', false],
    ]);
    expect(scatterPoints(tableOf(columns.slice(1), rows, [160]))).toEqual([]);
  });
});

describe('findings', () => {
  const leads = [columnOf('leads')];

  it('say how much there was, and which row had most of it', () => {
    expect(said(tableOf(leads, { zalo: [30], web: [12] }, [42]))).toEqual(['leads: 42.', 'leads, most: zalo, 30 of 42 (71.4%).']);
  });

  it('say of fewer than ten that they are too few, and of nothing known nothing', () => {
    expect(said(tableOf(leads, { zalo: [9] }, [9]))).toEqual(['9 so far: too few to conclude anything.']);
    expect(said(tableOf(leads, { zalo: [12] }, [{ value: null, why: 'hidden' }]))).toEqual([]);
  });

  it('name no first row where two tie, where one is not told, and where one is below nothing', () => {
    expect(said(tableOf(leads, { zalo: [20], web: [20] }, [40]))).toEqual(['leads: 40.']);
    expect(said(tableOf(leads, { zalo: [20], web: [{ value: null, why: 'hidden' }] }, [40]))).toEqual(['leads: 40.']);
    const money = [columnOf('leads'), columnOf('net:VND', 'money')];
    const report = tableOf(money, { may: [9, 100], june: [9, -50] }, [18, 50], { name: 'revenue' });
    expect(said(report).some((finding) => finding.includes('most'))).toBe(false);
  });

  it('take nobody, and what nobody knows, for no row that is first or last', () => {
    expect(said(tableOf(leads, { '-': [50], zalo: [30], web: [12] }, [92]))).toContain('leads, most: zalo, 30 of 92 (32.6%).');
    const columns = [columnOf('leads'), columnOf('sqlShare', 'share')];
    const rows = { zalo: [40, 0.5], web: [20, 0.1], '-': [30, 0.05] } as const;
    expect(said(tableOf(columns, rows, [90, 0.3])).at(-1)).toContain('lowest: web');
  });

  it('say of how things stand when they stood so, and of a forecast no more than it can know', () => {
    const columns = [columnOf('openNeeds'), columnOf('forecast:VND', 'money')];
    const total = { cells: [{ value: 42 }, { value: 429_831_281 }], before: [{ value: 30 }, { value: 91_173_264 }] };
    const more = { name: 'forecast', compared: { from: '2026-10-01', to: '2026-11-01' }, total } as const;

    expect(said(tableOf(columns, {}, [], more))).toEqual(['forecast:VND: ₫429.8m, against ₫91.2m at the end of 31/10/2026.']);
  });

  it('compare cohorts by what their people became, and say of flows where people fell back', () => {
    const columns = [columnOf('leads'), columnOf('customer90Share', 'share')];
    const months = { '2026-01': [40, 0.2], '2026-02': [20, 0.1], '2026-10': [30, { value: 0.02, isOpen: true }] } as const;
    expect(said(tableOf(columns, months, [90, 0.1], { name: 'cohorts', by: 'month', basis: 'arrival' }))).toEqual([
      'leads: 90.',
      'customer90Share, highest: 2026-01, 20% (n = 40); lowest: 2026-02, 10% (n = 20).',
    ]);
    const moves = [columnOf('moves'), columnOf('back')];
    const flow = tableOf(moves, { '>lead': [50, 0], 'customer>sqo': [16, 16] }, [66, 16], { name: 'flow', by: 'move' });
    expect(said(flow)).toEqual(['moves: 66.', 'back, most: customer>sqo, 16 of 16 (100%).']);
  });

  it('compare what happened, and never what became of people who had less time', () => {
    const total = { cells: [{ value: 42 }], before: [{ value: 30 }] };
    const hardlyAny = { cells: [{ value: 42 }], before: [{ value: 9 }] };
    const compared = { from: '2026-10-01', to: '2026-11-01' };

    expect(said(tableOf(leads, {}, [42], { compared, total }))).toEqual(['leads: 42, against 30 in 01/10/2026 – 31/10/2026.']);
    expect(said(tableOf(leads, {}, [42], { compared, total, basis: 'arrival' }))).toEqual(['leads: 42.']);
    expect(said(tableOf(leads, {}, [42], { compared, total: hardlyAny }))).toEqual(['leads: 42.']);
  });

  it('tell rows apart by a share that is final and of ten at least', () => {
    const columns = [columnOf('leads'), columnOf('sqlShare', 'share')];
    const rows = {
      zalo: [40, 0.5],
      web: [20, 0.1],
      fair: [10, { value: 0.9, isOpen: true }],
      few: [4, { value: null, why: 'tooFew' }],
    } as const;

    expect(said(tableOf(columns, rows, [74, 0.35])).at(-1)).toBe('sqlShare, highest: zalo, 50% (n = 40); lowest: web, 10% (n = 20).');
  });

  const stages = [
    ...['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'].map((name) => columnOf(name)),
    ...['leadToMql', 'mqlToSql', 'sqlToSqo', 'sqoToCustomer', 'customerToRepeat', 'leadToCustomer'].map((name) => columnOf(name, 'share')),
  ];
  const numbers = [100, 60, 15, 12, 3, 0, 0.6, 0.25, 0.8, 0.25, { value: null, why: 'tooFew' }, 0.03] as const;

  it('name the step of a funnel that fewest go on from; none where two tie', () => {
    const one = numbers.map((value, place) => (place === 9 ? 0.26 : value));

    expect(said(tableOf(stages, {}, one, { name: 'funnel', basis: 'arrival', by: 'none' }))).toEqual([
      'Of 100 leads that came, 3 became customers (3%).',
      'The step that fewest went on from so far: mql → sql, 25% (n = 60).',
    ]);
    expect(said(tableOf(stages, {}, numbers, { name: 'funnel', basis: 'arrival', by: 'none' }))).toHaveLength(1);
  });

  it('draw no share between the stages of different people', () => {
    const [only, ...others] = said(tableOf(stages, {}, numbers, { name: 'funnel', by: 'none' }));

    expect(only).toContain('need not be the same people');
    expect(others).toEqual([]);
  });
});

describe('numbers of reports', () => {
  const count = columnOf('leads');

  it('say a change in percent where there were ten before, and of shares in points', () => {
    expect(changeText({ value: 15 }, { value: 10 }, count, writing)).toBe('+5 (+50%)');
    expect(changeText({ value: 5 }, { value: 9 }, count, writing)).toBe('−4');
    expect(changeText({ value: 1_804 }, { value: 144 }, count, writing)).toBe('+1,660');
    expect(changeText({ value: 5 }, { value: 5 }, count, writing)).toBe('unchanged');
    expect(changeText({ value: 0.5 }, { value: 0.25 }, columnOf('share', 'share'), writing)).toBe('+25 points');
    expect(changeText({ value: 5 }, { value: null, why: 'tooFew' }, count, writing)).toBeNull();
  });

  it('write what is a bound as one, and what is none as a dash', () => {
    expect(cellText({ value: 90_000, isAtLeast: true }, columnOf('p50', 'ms'), writing)).toBe('≥ 2 min');
    expect(cellText({ value: null, why: 'nothing' }, count, writing)).toBe('–');
    expect(cellText({ value: 1_234_567 }, columnOf('net:VND', 'money'), writing)).toBe('₫1,234,567');
    expect([59_000, 3_600_000, 5_400_000, 259_200_000].map((ms) => timeText(ms, en.time))).toEqual(['59 s', '1 h', '1 h 30 min', '3 d']);
  });
});

describe('amounts of spend', () => {
  it.each([
    ['1.500.000', 1_500_000],
    ['1 500 000 đ', 1_500_000],
    ['1,500,000 VND', 1_500_000],
    ['0', 0],
    ['', null],
    ['-5', null],
    ['1.5tr', null],
    ['abc', null],
  ])('read %j', (text, amount) => {
    expect(amountIn(text)).toBe(amount);
  });

  it('write the bytes of a file as base64, however long it is', () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, place) => place % 256);

    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });
});
