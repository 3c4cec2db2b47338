import { describe, expect, it } from '@jest/globals';
import { monthAt, planSpend, planTargets, type ReportTable } from '../../../local/demo/rules-months.ts';

const table = (columns: readonly string[], rows: Readonly<Record<string, readonly (number | null)[]>>): ReportTable => ({
  columns: columns.map((name) => ({ name })),
  rows: Object.entries(rows).map(([key, values]) => ({ key, cells: values.map((value) => ({ value })) })),
});

describe('the months of the demo company', () => {
  it('are those of the calendar', () => {
    expect(['2027-01-31', '2027-03-01'].map((day) => [monthAt(day, -2), monthAt(day, 0), monthAt(day, 11)])).toEqual([
      ['2026-11', '2027-01', '2027-12'],
      ['2027-01', '2027-03', '2028-02'],
    ]);
  });

  it('cost what those are worth who came by a campaign that is paid for', () => {
    const came = table(['leads'], { 'khai-truong-11': [40], 'phan-mem-ban-hang': [0], 'của ai đó': [9], '-': [30] });

    const planned = planSpend(came, { from: '2026-11-01', to: '2026-12-01' });

    expect(planned).toMatchObject([{ last: '2026-11-30', source: 'facebook', campaign: 'khai-truong-11' }]);
    const perLead = (planned[0]?.amount ?? 0) / 40;
    expect(perLead).toBeGreaterThanOrEqual(96_000 * 0.74);
    expect(perLead).toBeLessThanOrEqual(96_000 * 1.26);
    expect(planSpend(came, { from: '2026-11-01', to: '2026-12-01' })).toEqual(planned);
  });

  it('aim at a little more than was reached, in round numbers, and for nobody where nothing was', () => {
    const reached = table(['contacts', 'won', 'net:VND'], { 'rep-lan': [100, 1, null], 'rep-minh': [0, 0, 0], '-': [8, 1, 5] });

    expect(planTargets(reached, 4)).toEqual([
      {
        key: 'rep-lan',
        goals: [
          { metric: 'contacts', amount: 30 },
          { metric: 'won', amount: 1 },
        ],
      },
    ]);
  });
});
