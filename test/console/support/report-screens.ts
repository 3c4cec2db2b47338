import type { Page } from 'playwright-core';
import { reportNames } from '../../../api/reports/report-words.ts';
import { users } from './company.ts';
import { lan } from './people.ts';
import type { Screen } from './screens.ts';

const sheet = 'dialog[open]';
const click = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const setTarget = /^(Đặt mục tiêu|Set a target)$/;

interface Column {
  readonly name: string;
  readonly unit: string;
  readonly currency: string | null;
}
const money = (name: string, title: string) => ({ name, title, definition: title, unit: 'money', currency: 'VND', canBeOpened: true });
/** Of a company that has spent and sold for a while; the one of these tests is at its first day. */
const costs = [money('spend:VND', 'Chi phí quảng cáo (VND)'), money('costPerLead:VND', 'Chi phí mỗi khách (VND)')];

/** Goes to a report whose rows are as those of a company of some years: three, each with a number in every column. */
const filled =
  (name: string, more: readonly object[] = []): NonNullable<Screen['open']> =>
  async (page) => {
    await page.locator('h1').first().waitFor();
    await page.route(`**/v1/reports/${name}?*`, async (route) => {
      const answer = await route.fetch();
      const view = await answer.json();
      const columns: Column[] = [...view.columns, ...more.filter((one) => !JSON.stringify(view.columns).includes(Object(one).name))];
      const cells = (place: number) =>
        columns.map(({ unit }, at) => {
          const value = (place + 1) * (at + 2);
          if (unit === 'share') return { value: 0.2 + place * 0.21, ...(place === 2 ? { isOpen: true } : {}) };
          return { value: unit === 'money' ? value * 1_234_000 : unit === 'ms' ? value * 1_000_000 : value };
        });
      const label = ['facebook', 'khai-truong-cua-hang-thu-hai-o-thanh-pho-ho-chi-minh', 'zalo'];
      const row = (place: number) => ({
        key: `r${place}`,
        label: label[place],
        isOpen: false,
        cells: cells(place),
        before: cells(2 - place),
      });
      const rows = [0, 1, 2].map(row);
      await route.fulfill({ response: answer, json: { ...view, columns, rows, total: { cells: cells(5), before: cells(4) } } });
    });
    await page.evaluate(`location.hash = '#/bao-cao/${name}'`);
  };

/** The room of reports: each report as it opens, with numbers in all columns, and the sheets over them. */
export const reportScreens: readonly Screen[] = [
  ...reportNames
    .filter((name) => !['overview', 'sources', 'funnel'].includes(name))
    .map((name): Screen => ({ name: `report-${name}`, user: users.admin, path: () => `/bao-cao/${name}`, shows: 'main table, main p' })),
  ...(['sources', 'campaigns', 'reps', 'ageing', 'feedback'] as const).map(
    (name): Screen => ({
      name: `report-${name}-filled`,
      user: users.manager,
      path: () => '/bao-cao/flow',
      open: filled(name, name === 'sources' || name === 'campaigns' ? costs : []),
      shows: 'main figure ol li:nth-child(3)',
    }),
  ),
  { name: 'report-days-of-speed', user: users.leader, path: () => '/bao-cao/speed/by=day', shows: 'main table' },
  { name: 'report-goals', user: users.leader, path: () => '/bao-cao/reps', shows: 'main table td:has(path)' },
  { name: 'report-forecast-of-a-rep', user: lan, path: () => '/bao-cao/forecast', shows: 'main table, main p' },
  { name: 'report-targets', user: lan, path: () => '/bao-cao/targets', shows: 'main p' },
  { name: 'report-targets-of-a-leader', user: users.leader, path: () => '/bao-cao/targets', shows: 'main ol li svg' },
  {
    name: 'report-targets-none',
    user: users.leader,
    path: () => '/bao-cao/targets/period=month&from=2025-01-01',
    shows: 'main p + p, main button',
  },
  { name: 'target', user: users.leader, path: () => '/bao-cao/targets', open: click(setTarget), shows: `${sheet} input` },
  {
    name: 'target-faults',
    user: users.leader,
    path: () => '/bao-cao/targets',
    open: async (page) => {
      await click(/^(Sửa mục tiêu|Change the target)/)(page);
      await page.locator(`${sheet} input`).first().fill('vài chục');
      await page.locator(`${sheet} summary`).click();
      await page.locator(`${sheet} details input`).nth(1).fill('');
      await click(/^(Lưu mục tiêu|Save the target)$/)(page);
    },
    shows: `${sheet} [role=alert]`,
  },
];
