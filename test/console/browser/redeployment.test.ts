import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { type Deployments, startDeployments } from '../support/deployments.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('a deployment under an open page', (open) => {
  let runtime: Runtime;
  let url: string;
  let leadId: string;
  let deployments: Deployments;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    leadId = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912345611', products: ['ban-hang'] });
  });
  afterAll(() => runtime?.stop());
  beforeEach(async () => {
    deployments = await startDeployments(url);
  });
  afterEach(() => deployments?.stop());

  /** A page of the first build, with that build kept by the worker. */
  const openFirst = async (screen: string, options: { isWithoutWorker?: boolean } = {}): Promise<Page> => {
    const page = await open({
      viewport: phone,
      proxy: deployments.proxy,
      serviceWorkers: options.isWithoutWorker ? 'block' : 'allow',
    });
    await openSignedIn(page, url, lan, screen);
    // What it keeps is named before all of it is kept.
    if (!options.isWithoutWorker) await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    return page;
  };
  const builds = async (page: Page): Promise<string[]> => (await page.evaluate('caches.keys()')) as string[];
  /** The build of the page, as it is now. */
  const isNew = (page: Page) => page.locator('body[data-build="build-2"]').waitFor();
  /** What a page that comes to the front does after a quarter of an hour. */
  const look = (page: Page) => page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)');
  const notes = async (): Promise<string[]> =>
    (await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/notes`)).items.map(({ text }: { text: string }) => text);

  it('takes nothing from under it: rooms of its build open, what waits is sent, what is being written stays, and the new one comes when asked for', async () => {
    const page = await openFirst(`/khach/${leadId}`);
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    const note = page.getByRole('textbox', { name: 'Ghi chú về khách' });
    await note.waitFor();
    await page.context().setOffline(true);
    await note.fill('Nói lúc mất mạng');
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await page.getByText('1 việc đang chờ mạng').waitFor();
    await note.fill('Đang gõ dở');

    deployments.deploy('build-2');
    await page.context().setOffline(false);
    await look(page);

    await page.getByText('Có bản mới').waitFor();
    expect(await builds(page)).toEqual([expect.stringMatching(/^pheu-\w{8}$/), 'pheu-build-2']);
    await eventually('the note is there', async () => (await notes()).length === 1);
    expect(await note.inputValue()).toBe('Đang gõ dở');
    await page.getByRole('link', { name: 'Tìm', exact: true }).click();
    await page.getByRole('heading', { name: 'Tìm khách' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Tải ngay' }).click();
    await isNew(page);
    await note.waitFor();
    expect(await note.inputValue()).toBe('Đang gõ dở');
    expect(await page.getByText('Có bản mới').count()).toBe(0);
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await page.getByText('Đã lưu ghi chú').waitFor();
    expect(await notes()).toEqual(expect.arrayContaining(['Nói lúc mất mạng', 'Đang gõ dở']));
    expect(troubles).toEqual([]);
  });

  it('lets a sheet stand, with what is chosen and written in it, also when the page is loaded anew', async () => {
    const page = await openFirst(`/khach/${leadId}`);
    await page.getByRole('button', { name: 'Ghi kết quả cuộc gọi' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Hẹn gọi lại' }).click();
    await sheet.getByRole('group', { name: 'Hẹn gọi lại' }).getByRole('button').first().click();
    await sheet.getByRole('textbox', { name: /Ghi chú/ }).fill('Sau giờ họp');
    const chosen = await sheet.locator('[aria-pressed=true]').allTextContents();

    deployments.deploy('build-2');
    await look(page);
    await page.getByText('Có bản mới').waitFor();
    expect(await sheet.getByRole('textbox', { name: /Ghi chú/ }).inputValue()).toBe('Sau giờ họp');
    await page.reload();

    await isNew(page);
    // The sheet stands before what may be chosen in it has come.
    await sheet.locator('[aria-pressed=true]').first().waitFor();
    expect(await sheet.locator('[aria-pressed=true]').allTextContents()).toEqual(chosen);
    expect(await sheet.getByRole('textbox', { name: /Ghi chú/ }).inputValue()).toBe('Sau giờ họp');
    await sheet.getByRole('button', { name: 'Lưu & khách tiếp' }).click();
    await page.getByText(/Đã ghi: Hẹn gọi lại/).waitFor();
    expect(await page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('pheu:draft'))")).toEqual([]);
  });

  it.each([
    ['takes a page that was put away', false],
    ['takes none in which a sheet stands', true],
  ])('%s', async (_, isOpen) => {
    const page = await openFirst(`/khach/${leadId}`);
    if (isOpen) await page.getByRole('button', { name: /Chuyển giai đoạn/ }).click();
    deployments.deploy('build-2');
    await look(page);
    await page.getByText('Có bản mới').waitFor();

    const isTaken = await page.evaluate(async () => {
      // Half a minute passes at once.
      const due: (() => void)[] = [];
      const later = Object(window).setTimeout;
      Object.assign(window, { setTimeout: (run: () => void, ms: number) => (ms === 30_000 ? due.push(run) : later(run, ms)) });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      const leaves = new Promise((resolve) => window.addEventListener('beforeunload', () => resolve(true)));
      for (const run of due) run();
      return Promise.race([leaves, new Promise((resolve) => later(() => resolve(false), 500))]);
    });

    expect(isTaken).toBe(!isOpen);
    if (isOpen) await page.getByRole('dialog', { name: 'Chuyển giai đoạn' }).waitFor();
    else await isNew(page);
  });

  /** Loads the page past its worker, as by Shift and the button: one that was on its way while the first worker started has none either. */
  const loadPastWorker = async (page: Page) => {
    const devtools = await page.context().newCDPSession(page);
    const loaded = page.waitForEvent('load');
    await devtools.send('Page.reload', { ignoreCache: true });
    await loaded;
    await page.getByRole('heading', { name: /^Chào / }).waitFor();
    expect(await page.evaluate('navigator.serviceWorker.controller')).toBeNull();
  };

  it('is known to a page that began without the worker that was there', async () => {
    const page = await openFirst('/toi');
    await loadPastWorker(page);

    deployments.deploy('build-2');
    await look(page);

    await page.getByText('Có bản mới').waitFor();
    await page.getByRole('button', { name: 'Tải ngay' }).click();
    await isNew(page);
  });

  it('is known to a page whose first worker could not start', async () => {
    const page = await open({ viewport: phone, proxy: deployments.proxy });
    deployments.lose((path) => path === '/sw.js');
    await openSignedIn(page, url, lan, '/toi');
    deployments.lose(() => false);
    deployments.deploy('build-2');

    // What the page does when it is seen again after a quarter of an hour.
    await page.evaluate(`
      const now = Date.now();
      Date.now = () => now + 16 * 60_000;
      document.dispatchEvent(new Event('visibilitychange'));
    `);

    await page.getByText('Có bản mới').waitFor();
  });

  it('is none to a page that is of it already', async () => {
    const page = await openFirst('/toi');
    deployments.deploy('build-2');
    await loadPastWorker(page);
    await isNew(page);

    await look(page);

    await eventually('it is in charge', async () => (await page.evaluate('navigator.serviceWorker.controller !== null')) === true);
    // What is asked later is answered later: what the worker said was heard.
    await page.evaluate(
      `new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        navigator.serviceWorker.controller.postMessage([], [port2]);
      })`,
    );
    expect(await page.getByText('Có bản mới').count()).toBe(0);
  });

  it('loads the page anew once where a file of its build is gone, and keeps what was being written', async () => {
    const page = await openFirst(`/khach/${leadId}`, { isWithoutWorker: true });
    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).fill('Đang gõ dở');
    deployments.deploy('build-2');
    deployments.lose((path) => /\/find-[^z]\w+\.js$/.test(path));

    await page.getByRole('link', { name: 'Tìm', exact: true }).click();

    await page.getByRole('heading', { name: 'Tìm khách' }).waitFor();
    await isNew(page);
    await page.goBack();
    expect(await page.getByRole('textbox', { name: 'Ghi chú về khách' }).inputValue()).toBe('Đang gõ dở');
  });

  it('says so where a file is gone for good, and loads nothing over and over', async () => {
    const page = await openFirst(`/khach/${leadId}`, { isWithoutWorker: true });
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    deployments.lose((path) => path.includes('/find-'));

    await page.getByRole('link', { name: 'Tìm', exact: true }).click();

    await page.getByRole('heading', { name: 'Chưa tải được mục này' }).waitFor();
    expect(loads).toBe(1);
  });

  it('keeps no page of the build before under the name of the new one, while a deployment is not through', async () => {
    const page = await openFirst('/toi');
    deployments.deploy('build-2', (path) => path !== '/index.html');
    await look(page).catch(() => {});
    await eventually(
      'the worker gave up',
      async () => (await page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one.installing === null)')) === true,
    );

    expect(await page.getByText('Có bản mới').count()).toBe(0);
    deployments.deploy('build-2');
    await look(page);

    await page.getByText('Có bản mới').waitFor();
    await page.reload();
    await isNew(page);
  });
});
