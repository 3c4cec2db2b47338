import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { KeptAct } from '../../../web/src/console/offline/outbox.ts';
import { eventually } from '../../support/eventually.ts';
import { person } from '../../support/people.ts';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium, openKept } from '../../web/browser/support/chromium.ts';
import { openSignedIn, phone, seriousFaults } from '../support/console-page.ts';
import { callAndComeBack, hearNumbers, showTime } from '../support/phone.ts';

const huy = 'huy.truong@example.com';

describeInChromium('the console without a network', (open) => {
  let runtime: Runtime;
  let url: string;
  let token: string;
  let leadId: string;

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    const pools = await documentsOf(runtime, 'pools');
    const alone = (pool: (typeof pools)[number]) =>
      pool.id === 'central' ? { ...pool, members: [{ repId: 'rep-huy', weight: 1 }] } : pool;
    await publishConfig(runtime, 'pools', pools.map(alone));
    await runtime.idle();
    const { fullName, email, phone: number } = person(1);
    const fields = { fullName, email, phone: number, province: 'Đà Nẵng', product: 'ban-hang', consentContact: true };
    expect((await runtime.post('contact', fields)).status).toBe(202);
    await runtime.idle();
    token = await runtime.token(huy);
    leadId = (await api('GET', '/v1/leads')).items[0].leadId;
  });
  afterAll(() => runtime?.stop());

  const api = async (method: string, path: string) => {
    const answer = await fetch(`${runtime.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    return await answer.json();
  };
  /** Waits until the worker has the page, and the page is its. */
  const untilKept = async (page: Page) => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await eventually('the page is kept', async () => (await page.evaluate('caches.keys()').then((names) => Object(names).length)) > 0);
  };
  /** Keeps what a screen keeps when its outcome finds no network. */
  const keepActs = (page: Page, acts: readonly Omit<KeptAct, 'userId'>[]) =>
    page.evaluate(async (rows) => {
      const open = indexedDB.open('pheu');
      await new Promise((resolve) => Object.assign(open, { onsuccess: resolve }));
      const transaction = open.result.transaction(['outbox', 'answers'], 'readwrite');
      const me = transaction.objectStore('answers').get('/v1/me {}');
      await new Promise((resolve) => Object.assign(me, { onsuccess: resolve }));
      for (const row of rows) transaction.objectStore('outbox').put({ ...row, userId: me.result.userId });
      await new Promise((resolve) => Object.assign(transaction, { oncomplete: resolve }));
      open.result.close();
    }, acts);
  const outcome = (key: string, lead: string, atMs: number): Omit<KeptAct, 'userId'> => ({
    id: key,
    method: 'POST',
    path: '/v1/leads/{leadId}/calls',
    request: {
      params: { leadId: lead },
      headers: { 'Idempotency-Key': key },
      body: { outcome: 'noAnswer', at: new Date(atMs).toISOString(), note: key },
    },
    about: { what: 'Không nghe máy', who: 'Chị Hường', leadId: lead },
    atMs,
  });

  const keptQuestions = (page: Page): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const open = indexedDB.open('pheu');
      await new Promise((resolve) => Object.assign(open, { onsuccess: resolve }));
      const keys = open.result.transaction('answers').objectStore('answers').getAllKeys();
      await new Promise((resolve) => Object.assign(keys, { onsuccess: resolve }));
      open.result.close();
      return keys.result.map(String);
    });

  it('opens with who is there, from a page that was closed meanwhile', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, huy, '/toi');
    await page.locator('dl').last().waitFor();
    await untilKept(page);

    await page.context().setOffline(true);
    await page.reload();

    await page.locator('dl').last().waitFor();
    expect(await page.getByRole('heading', { name: /^Chào / }).count()).toBe(1);
  });

  it('sends ten outcomes once each that were tapped without a network, after the browser was started anew', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'console-profile-'));
    for (let index = 2; index <= 11; index += 1) {
      const { fullName, email, phone: number } = person(index);
      const fields = { fullName, email, phone: number, province: 'Đà Nẵng', product: 'ban-hang', consentContact: true };
      expect((await runtime.post('contact', fields, { ip: `10.7.${index}.1` })).status).toBe(202);
    }
    await runtime.idle();
    const { items } = await api('GET', '/v1/leads?limit=25');
    const leadIds = items.map((lead: { leadId: string }) => lead.leadId);
    const callsOf = async (lead: string) => (await api('GET', `/v1/leads/${lead}/calls?limit=50`)).items;
    try {
      const before = await openKept(profile, { viewport: phone, hasTouch: true });
      await showTime(before, Date.parse(runtime.ago(0)));
      await hearNumbers(before);
      await openSignedIn(before, url, huy, '/viec');
      await before.getByRole('article').nth(7).waitFor();
      await untilKept(before);
      // The screen shows eight; the others are read behind it.
      await eventually('all of the work is kept', async () => (await keptQuestions(before)).includes('/v1/work all'));
      // What may be chosen is loaded beside the work.
      await before.waitForLoadState('networkidle');
      await before.context().setOffline(true);
      const called: string[] = [];
      for (let count = 1; count <= 10; count += 1) {
        const card = before.getByRole('article').first();
        const who = (await card.getByRole('heading').textContent()) ?? '';
        called.push(who);
        await card.getByRole('link', { name: /^Gọi/ }).tap();
        await callAndComeBack(before);
        const sheet = before.getByRole('dialog', { name: who });
        await sheet.getByRole('button', { name: 'Máy bận' }).tap();
        await sheet.getByRole('textbox', { name: /Ghi chú/ }).fill(`Lần ${count}`);
        await sheet.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
        await before.getByText(`${count} việc đang chờ mạng`).waitFor();
      }
      expect(new Set(called).size).toBe(10);
      expect(await seriousFaults(before)).toEqual([]);
      expect((await Promise.all(leadIds.map(callsOf))).flat()).toEqual([]);
      await before.context().close();

      const after = await openKept(profile, { viewport: phone });
      // The first two arrive, and their answers do not: the same acts go again.
      let sent = 0;
      await after.context().route('**/calls', async (route) => {
        const response = await route.fetch();
        sent += 1;
        await (sent <= 2 ? route.abort() : route.fulfill({ response }));
      });
      await after.goto(`${url}/#/toi`);
      const other = await after.context().newPage();
      await other.goto(`${url}/#/toi`);

      await after.locator('dl').last().waitFor();
      const notes = async () => (await Promise.all(leadIds.map(callsOf))).flat().map(({ note }: { note: string }) => note);
      await eventually('ten calls', async () => {
        await after.evaluate("window.dispatchEvent(new Event('online'))");
        return (await notes()).length >= 10;
      });
      await eventually('nothing waits', async () => (await after.getByText('đang chờ mạng').count()) === 0);
      expect((await notes()).toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `Lần ${index + 1}`).toSorted());
      expect(sent).toBeGreaterThan(11);
      await after.context().close();
    } finally {
      rmSync(profile, { recursive: true, force: true });
    }
  });

  it('tells of one that was not taken, because the lead is somebody else’s, and forgets it when told to', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, huy, '/toi');
    await page.locator('dl').last().waitFor();
    await keepActs(page, [outcome('lost-1', '01K9ZQ3V7N3S3B0JH7E5A8R2XW', Date.now())]);

    await page.reload();

    await page.getByText('1 việc chưa gửi được').waitFor();
    await page.getByText('không còn do bạn phụ trách').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bỏ' }).click();
    await eventually('it is gone', async () => (await page.getByText('chưa gửi được').count()) === 0);
  });

  it('has an outcome kept for the leader whose lead went to somebody else, who applies it', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, huy, '/toi');
    await page.locator('dl').last().waitFor();
    const admin = await runtime.token('admin@example.com');
    const give = (repId: string) =>
      runtime.request(`/v1/leads/${leadId}/owner`, {
        method: 'POST',
        body: JSON.stringify({ repId, reason: 'workload' }),
        headers: { authorization: `Bearer ${admin}` },
      });
    expect((await give('rep-lan')).status).toBe(200);
    await runtime.idle();
    await keepActs(page, [outcome('moved-1', leadId, Date.now())]);

    await page.reload();

    await page.getByText('đã được lưu cho trưởng nhóm của bạn').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đã rõ' }).click();
    const leader = await open({ viewport: phone });
    await openSignedIn(leader, url, 'admin@example.com', '/viec');
    await leader.getByRole('heading', { name: 'Ghi muộn, chờ bạn quyết định' }).waitFor();
    await leader.getByText('moved-1').waitFor();
    expect(await seriousFaults(leader)).toEqual([]);
    if (process.env.PHEU_SHOTS) await leader.screenshot({ path: `${process.env.PHEU_SHOTS}/late.png` });
    await leader.getByRole('button', { name: 'Ghi nhận' }).click();
    await leader.getByText('Không có gì chờ bạn quyết định.').waitFor();
    const calls = await fetch(`${runtime.url}/v1/leads/${leadId}/calls?limit=50`, { headers: { authorization: `Bearer ${admin}` } });
    const { items } = (await calls.json()) as { items: { note: string; repId: string }[] };
    expect(items.filter(({ note }) => note === 'moved-1')).toMatchObject([{ repId: 'rep-huy' }]);
    expect((await give('rep-huy')).status).toBe(200);
    await runtime.idle();
  });

  it('leaves nothing of what was shown behind whoever signs out', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, huy, '/toi');
    await page.locator('dl').last().waitFor();
    const rows = () =>
      page.evaluate(async () => {
        const open = indexedDB.open('pheu');
        await new Promise((resolve) => Object.assign(open, { onsuccess: resolve }));
        const count = open.result.transaction('answers').objectStore('answers').count();
        await new Promise((resolve) => Object.assign(count, { onsuccess: resolve }));
        open.result.close();
        return count.result;
      });
    await eventually('something is kept', async () => (await rows()) > 0);
    await page.goto(`${url}/#/khach/${leadId}`);
    const traces = () =>
      page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage).filter((name) => name.startsWith('pheu:opened:'))]);
    await eventually('what was opened is kept', async () => (await traces()).length > 0);
    await page.evaluate(() => sessionStorage.setItem('pheu:call:user-huy', JSON.stringify({ callee: { name: 'Chị Hường' } })));
    await page.goto(`${url}/#/toi`);

    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();

    // The page goes to where the sign-in ends, and comes back.
    const left = async () => [await rows(), ...(await traces())].join();
    await eventually('nothing is kept', async () => (await left().catch(() => 'a page on its way')) === '0');
  });
});
