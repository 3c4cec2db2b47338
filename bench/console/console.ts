import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext } from 'playwright-core';
import { openSignedIn, phone } from '../../test/console/support/console-page.ts';
import { askAs, lan, typeIn } from '../../test/console/support/people.ts';
import { callAndComeBack, hearNumbers } from '../../test/console/support/phone.ts';
import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { spreadOf } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';
import { launchBrowser, openSlowTab, type SlowTab, type Vitals } from './browser.ts';
import { startCompressingProxy } from './compressing-proxy.ts';

const runs = 7;
const leads = 12;
const openings = 100;
const kilobyte = 1_000;

/** W1–W6: what a rep waits for, on a phone of the lower middle and a poor network. */
export const consoleSubject: Subject = { name: 'console', title: 'the console in Chromium: slow 4G, CPU ÷ 4', run };

async function run(): Promise<Report> {
  const runtime = await startRuntime({ isOwn: true });
  const proxy = await startCompressingProxy();
  const browser = await launchBrowser();
  try {
    await runtime.idle();
    const leadIds: string[] = [];
    for (let index = 0; index < leads; index += 1) {
      const leadId = await typeIn(runtime, lan, {
        fullName: `Nguyễn Thị ${index}`,
        phone: `09123457${10 + index}`,
        products: ['ban-hang'],
      });
      const task = { kind: 'call', dueAt: runtime.ago(-600) };
      await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/tasks`, task, { 'Idempotency-Key': `bench-${index}` });
      leadIds.push(leadId);
    }
    await runtime.idle();
    return await measure(runtime, browser, proxy.server, leadIds);
  } finally {
    await browser.close();
    await proxy.stop();
    await runtime.stop();
  }
}

interface Loads {
  readonly cold: readonly Vitals[];
  readonly warm: readonly Vitals[];
  readonly empty: readonly Vitals[];
  readonly bytes: SlowTab['bytes'];
  readonly calls: readonly string[];
}

async function measure(runtime: Runtime, browser: Browser, server: string, leadIds: readonly string[]): Promise<Report> {
  const url = String(runtime.environment.consoleUrl);
  const options = { viewport: phone, hasTouch: true, locale: 'vi-VN', proxy: { server, bypass: '<-loopback>' } };
  const first = await browser.newContext(options);
  await openSignedIn(await first.newPage(), url, lan, '/viec');
  const { cookies } = await first.storageState();
  await first.close();
  const signedIn = async (): Promise<BrowserContext> => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(60_000);
    await context.addCookies(cookies);
    return context;
  };
  const loads = await measureLoads(signedIn, url);
  const heap = await measureHeap(signedIn, url, leadIds);
  // Last, as a lead that is called four times in vain goes to somebody else.
  const tasks = await measureTasks(signedIn, url);
  const work = JSON.stringify(await askAs(runtime, lan, 'GET', '/v1/work'));
  const rows: unknown[] = JSON.parse(work).items;
  const rowBytes = gzipSync(work).length / rows.length;
  const most = (goal: string, what: string, value: number, limit: number, unit: string, measured = figure(value)): Finding => ({
    goal,
    what,
    measured,
    limit: `≤ ${limit}${unit}`,
    isMet: value <= limit,
  });
  const spread = (values: readonly Vitals[], name: keyof Vitals) => spreadOf(values.map((each) => each[name]));
  const vital = (goal: string, what: string, values: readonly Vitals[], name: keyof Vitals, limit: number, unit: string): Finding => {
    const found = spread(values, name);
    return most(goal, what, found.median, limit, unit, spreadText(found));
  };
  const { cold, warm, empty, bytes, calls } = loads;
  return {
    findings: [
      most('W1', 'first load of a rep: scripts as sent, KB', bytes.script / kilobyte, 60, ''),
      most('W1', 'the same: styles, KB', bytes.style / kilobyte, 12, ''),
      most('W1', 'the same: page, KB', bytes.page / kilobyte, 3, ''),
      most('W2', 'calls before the first card, the session’s among them', calls.length, 3, ''),
      most('W2', 'a row of work, its share of the compressed answer, B', rowBytes, 400, ''),
      most('W2', `work with ${rows.length} rows, compressed, KB`, gzipSync(work).length / kilobyte, 30, ''),
      vital('W3', 'LCP of the work, cold, ms', cold, 'lcpMs', 1_800, ''),
      vital('W3', 'LCP of the work, kept by the worker, ms', warm, 'lcpMs', 800, ''),
      {
        goal: '–',
        what: 'LCP of an empty page beside them, ms',
        measured: spreadText(spread(empty, 'lcpMs')),
        limit: '–',
        isMet: undefined,
      },
      vital('W4', 'the longest event of the tasks (INP), ms', tasks, 'worstEventMs', 150, ''),
      vital('W5', 'time that long tasks block, cold, ms', cold, 'blockedMs', 150, ''),
      vital('W5', 'layout shift (CLS), cold', cold, 'cls', 0.05, ''),
      most('W6', `heap after ${openings} leads were opened and closed, MB`, heap.afterMb, 40, ''),
    ],
    details: [
      table(
        ['calls before the first card', 'place'],
        calls.map((call, place) => [call, place + 1]),
      ),
      `Heap before the leads were opened: ${figure(heap.beforeMb)} MB. Signed in before; cold: an empty browser with the session’s cookie alone. Texts are compressed on the way, as CloudFront does.`,
      'W7 (axe, keyboard) is `npm test -- test/console/browser`; W8 (the API’s own time and units) is `npm run bench -- work`.',
    ],
  };
}

async function measureLoads(signedIn: () => Promise<BrowserContext>, url: string): Promise<Loads> {
  const found = { cold: [] as Vitals[], warm: [] as Vitals[], empty: [] as Vitals[] };
  let bytes: SlowTab['bytes'] = { script: 0, style: 0, page: 0, other: 0 };
  let calls: readonly string[] = [];
  for (let count = 0; count < runs; count += 1) {
    const context = await signedIn();
    try {
      const beside = await openSlowTab(context);
      await beside.page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><h1>Phễu</h1>' }));
      await beside.page.goto(`${url}/empty`);
      found.empty.push(await settled(beside));
      await beside.page.close();
      const cold = await openSlowTab(context);
      await cold.page.goto(`${url}/#/viec`);
      await cold.page.getByRole('article').first().waitFor();
      bytes = { ...cold.bytes };
      // What is asked for behind the list is there for later.
      calls = cold.calls.slice(0, cold.calls.indexOf('GET /v1/work') + 1);
      found.cold.push(await settled(cold));
      await cold.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await cold.page.close();
      const warm = await openSlowTab(context);
      await warm.page.goto(`${url}/#/viec`);
      await warm.page.getByRole('article').first().waitFor();
      found.warm.push(await settled(warm));
    } finally {
      await context.close();
    }
  }
  return { ...found, bytes, calls };
}

/** What was drawn last is told a moment later. */
async function settled({ page, read }: SlowTab): Promise<Vitals> {
  await page.waitForLoadState('networkidle');
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
  return await read();
}

/** The taps of a rep's day: call, outcome, next; find; open; move; note. */
async function measureTasks(signedIn: () => Promise<BrowserContext>, url: string): Promise<Vitals[]> {
  const found: Vitals[] = [];
  for (let count = 0; count < Math.ceil(runs / 2); count += 1) {
    const context = await signedIn();
    try {
      const tab = await openSlowTab(context);
      const { page } = tab;
      await hearNumbers(page);
      await page.goto(`${url}/#/viec`);
      await page.getByRole('link', { name: /^Gọi/ }).first().tap();
      await callAndComeBack(page);
      await page.getByRole('button', { name: 'Không nghe máy' }).tap();
      await page.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Tìm', exact: true }).tap();
      await page.getByRole('combobox').pressSequentially('nguyen', { delay: 60 });
      await page.getByRole('option').first().tap();
      await page.getByRole('button', { name: /Chuyển giai đoạn/ }).tap();
      await page.getByRole('dialog').getByRole('button').first().tap();
      await page.getByRole('textbox', { name: 'Ghi chú về khách' }).pressSequentially('Hỏi giá', { delay: 60 });
      await page.getByRole('button', { name: 'Lưu ghi chú' }).tap();
      await page.getByText('Đã lưu ghi chú').waitFor();
      found.push(await settled(tab));
    } finally {
      await context.close();
    }
  }
  return found;
}

async function measureHeap(
  signedIn: () => Promise<BrowserContext>,
  url: string,
  leadIds: readonly string[],
): Promise<{ readonly beforeMb: number; readonly afterMb: number }> {
  const context = await signedIn();
  try {
    const { page, cdp } = await openSlowTab(context, { isSlow: false });
    await cdp.send('Performance.enable');
    await page.goto(`${url}/#/viec`);
    await page.getByRole('article').first().waitFor();
    const usedMb = async (): Promise<number> => {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
    };
    const beforeMb = await usedMb();
    for (let count = 0; count < openings; count += 1) {
      await page.evaluate(`location.hash = '#/khach/${leadIds[count % leadIds.length]}'`);
      await page.getByRole('textbox', { name: 'Ghi chú về khách' }).waitFor();
      await page.evaluate("location.hash = '#/viec'");
      await page.getByRole('article').first().waitFor();
    }
    return { beforeMb, afterMb: await usedMb() };
  } finally {
    await context.close();
  }
}
