import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { describeInChromium } from './support/chromium.ts';
import { afterWatching, type Collector, keptOn, nextTurn, setVisible } from './support/collector.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';

const page = (title: string, more = '') =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><script src="/t.js" defer></script><h1>${title}</h1>
   <a href="/two.html">hai</a> <button data-pheu-click="mua"><b>Mua</b></button> <a download href="/tai-ve/phieu-kiem-kho.csv">tải</a>
   <form data-pheu-form="hoi" action="/two.html"><input name="a"><button>Gửi</button></form>${more}</html>`;

const yes = 'pheu.consent(true)';

describeInChromium('the tracker', (open) => {
  let site: FakeSite;
  let collector: Collector;
  beforeEach(async () => {
    site = await startFakeSite();
    ({ collector } = site);
    site.addPage('/one.html', page('Một'));
    site.addPage('/two.html', page('Hai'));
  });
  afterEach(() => site?.stop());

  const at = (path: string) => site.url + path;
  const goAway = (tab: Page) => tab.goto('about:blank');

  it('sends one beacon per page, as text/plain when the page is left, with the contract in it', async () => {
    const tab = await open();
    await tab.goto(at('/one.html?utm_source=zalo&email=a@b.example&utm_campaign=tet#x'));
    await tab.evaluate(yes);
    await tab.waitForTimeout(120);
    await tab.goto(at('/two.html'), { referer: at('/one.html') });
    await goAway(tab);
    await collector.until(2);

    const [first, second] = collector.beacons.map(({ body }) => body);
    expect(collector.beacons.map(({ method, contentType }) => [method, contentType])).toEqual([
      ['POST', 'text/plain;charset=UTF-8'],
      ['POST', 'text/plain;charset=UTF-8'],
    ]);
    expect(collector.types()).toEqual(['page_view', 'page_leave', 'page_view', 'page_leave']);
    expect(first?.events[0]).toMatchObject({ title: 'Một', url: expect.stringMatching(/one\.html\?utm_source=zalo&+utm_campaign=tet$/) });
    expect(first?.events[1]?.durationMs).toBeGreaterThanOrEqual(100);
    expect(second?.events[0]).toMatchObject({ title: 'Hai', url: at('/two.html'), ref: at('/one.html') });
    expect([first?.seq, second?.seq]).toEqual([0, 1]);
    expect([second?.visitorId, second?.sessionId]).toEqual([first?.visitorId, first?.sessionId]);
    expect(new Set(collector.events().map(({ id }) => id)).size).toBe(4);
    expect(first).toMatchObject({ ua: expect.stringContaining('Mozilla'), webdriver: true, consent: true });
    expect(JSON.stringify(collector.beacons)).not.toContain('a@b.example');
  });

  it('keeps and sends nothing before a yes', async () => {
    const tab = await open();
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await tab.goto(at('/one.html?utm_source=zalo'));
    await tab.getByText('Mua').click();
    await tab.locator('input').focus();
    await tab.evaluate('pheu.track("add_to_cart", { sku: "a" })');
    await setVisible(tab, false);
    await setVisible(tab, true);
    const kept = await keptOn(tab);
    await tab.goto(at('/two.html'));

    expect(kept).toBe('[{},[],[]]');
    expect(await keptOn(tab)).toBe('[{},[],[]]');
    expect(asked.filter((request) => !/^GET .*\.(html|ico)$/.test(request))).toEqual(['GET /t.js', 'GET /t.js']);
    expect(collector.beacons).toEqual([]);
    expect(await tab.evaluate('pheu.visit()')).toBeUndefined();
  });

  it('deletes the ids and stops at once on a no, in every tab, and starts as a new visitor on a later yes', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    const other = await tab.context().newPage();
    await other.goto(at('/two.html'));
    const before = await other.evaluate('pheu.visit().visitorId');

    await tab.evaluate('pheu.consent(false)');
    const kept = await keptOn(tab);
    await Promise.all([goAway(tab), other.evaluate('pheu.track("custom", { name: "late" })')]);
    await goAway(other);
    await tab.goto(at('/one.html'));

    expect(kept).toBe('[{"pheu":"false"},[],[]]');
    expect(await tab.evaluate('pheu.visit()')).toBe(false);
    expect(collector.beacons).toEqual([]);
    await tab.evaluate(yes);
    expect(await tab.evaluate('pheu.visit().visitorId')).not.toBe(before);
  });

  it.each([
    ['Global Privacy Control', 'Object.defineProperty(navigator, "globalPrivacyControl", { get: () => true })'],
    ['Do Not Track', 'Object.defineProperty(navigator, "doNotTrack", { get: () => "1" })'],
  ])('takes %s as a no, drops ids of an earlier yes and lets no call overrule it', async (_, signal) => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    await tab.context().addInitScript(signal);
    await tab.goto(at('/two.html'));
    await collector.until(1);

    await tab.evaluate(yes);
    await tab.getByText('Mua').click();
    await goAway(tab);
    await tab.goto(at('/one.html'));

    expect(await keptOn(tab)).toBe('[{"pheu":"false"},[],[]]');
    expect(collector.beacons).toHaveLength(1);
  });

  it('counts visible time only, and one leave for each time the page was seen', async () => {
    const tab = await open();
    await tab.clock.install();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    await tab.clock.fastForward('00:20');
    await setVisible(tab, false);
    await tab.clock.fastForward('10:00');
    await setVisible(tab, true);
    await tab.clock.fastForward('00:20');
    await goAway(tab);
    await collector.until(2);

    const times = collector.events().flatMap(({ durationMs }) => durationMs ?? []);
    // Two beacons that leave at once arrive in any order.
    expect(collector.types().sort()).toEqual(['page_leave', 'page_leave', 'page_view']);
    for (const time of times) expect(time).toBeGreaterThanOrEqual(20_000);
    expect(times.reduce((sum, time) => sum + time, 0)).toBeLessThan(10 * 60_000);
  });

  it('follows a single-page application, with the title that it sets after the address', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await afterWatching(tab, yes);

    await tab.evaluate('history.pushState({}, "", "/spa/a?utm_source=x"); document.title = "A"');
    await nextTurn(tab);
    await tab.evaluate('history.replaceState({}, "", "/spa/a?utm_source=x&page=2")');
    await nextTurn(tab);
    await tab.evaluate('history.pushState({}, "", "/spa/b"); document.title = "B"');
    await nextTurn(tab);
    await tab.goBack();
    await nextTurn(tab);
    await setVisible(tab, false);
    await collector.until(4);

    const views = collector.events().filter(({ type }) => type === 'page_view');
    expect(views.map(({ url }) => new URL(url).pathname)).toEqual(['/one.html', '/spa/a', '/spa/b', '/spa/a']);
    expect(views.map(({ title }) => title).slice(0, 3)).toEqual(['Một', 'A', 'B']);
    expect(views[2]?.ref).toMatch(/\/spa\/a/);
    expect(collector.beacons.length).toBeLessThanOrEqual(views.length);
  });

  it.each([
    ['only routes', '', ['/one.html#/bang-gia', '/one.html#!/san-pham']],
    [
      'every place, where the tag says so',
      ' data-hash',
      ['/one.html#/', '/one.html#gia', '/one.html#/bang-gia', '/one.html#!/san-pham', '/one.html#token'],
    ],
  ])('counts behind # %s', async (_, attribute, wanted) => {
    site.addPage('/one.html', page('Một').replace(' defer', `${attribute} defer`));
    const tab = await open();
    await tab.goto(at('/one.html?utm_source=zalo'));
    await tab.evaluate(yes);
    for (const hash of ['/', 'gia', '/bang-gia?email=lan%40mail.example', '!/san-pham', 'token=secret']) {
      await tab.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await nextTurn(tab);
    }
    await goAway(tab);
    await collector.until(1);

    const addresses = collector.events().flatMap(({ type, url }) => (type === 'page_view' ? url : []));
    const views = addresses.filter((url, place) => url !== addresses[place - 1]).map((url) => url.replace('?utm_source=zalo', ''));
    expect(views.filter((url) => url !== at('/one.html')).map((url) => url.replace(site.url, ''))).toEqual(wanted);
    expect(addresses.every((url) => url.startsWith(at('/one.html?utm_source=zalo')))).toBe(true);
    expect(JSON.stringify(collector.beacons)).not.toMatch(/secret|mail\.example/);
  });

  it('tells of no e-mail address and no number that stands in a path, a route, a campaign, a title or the page before', async () => {
    const path = '/xac-nhan/lan.thu%40mail.example/0912.345.678/%2B84%20912%20345%20678/don-2026-11-27';
    site.addPage(path, page('Đơn của lan.thu@mail.example, 0912 345 678, 1.990.000 ₫'), { 'content-type': 'text/html' });
    const tab = await open();
    await tab.goto(at(`${path}?utm_content=lan.thu@mail.example&utm_source=zalo#/khach/84912345678`), {
      referer: at('/truoc/lan.thu@mail.example'),
    });
    await tab.evaluate(yes);
    await tab.goto(at('/two.html'), { referer: at(path) });
    await goAway(tab);
    await collector.until(2);

    const [view] = collector.events();
    const url = at('/xac-nhan/*/*/%2B*/don-2026-11-27?utm_content=*&utm_source=zalo#/khach/*');
    expect(view).toMatchObject({ url, title: 'Đơn của * *, 1.990.000 ₫', ref: at('/truoc/*') });
    expect(JSON.stringify(collector.beacons)).not.toMatch(/lan\.thu|0912\D?345|84912345|912%20|912 345/);
  });

  it('is one tracker and one question, however often, late and by whatever loader its tags run, also without modern randomness', async () => {
    const tags = ['<script src="/consent.js"></script>', '<script type="module" src="/t.js"></script>'];
    site.addPage(
      '/one.html',
      page('Một', `<i id="pheu"></i>${[...tags, ...tags].join('')}`).replace('<script src="/t.js" defer></script>', ''),
    );
    const tab = await open();
    const faults: Error[] = [];
    tab.on('pageerror', (fault) => faults.push(fault));
    await tab.addInitScript('delete Crypto.prototype.randomUUID');
    await tab.goto(at('/one.html'));
    const question = tab.locator('.pheu-consent');
    await question.getByRole('button', { name: 'Đồng ý' }).click();
    const questions = await question.count();
    await goAway(tab);
    await collector.until(1);

    expect([questions, faults]).toEqual([0, []]);
    expect(collector.types()).toEqual(['page_view', 'page_leave']);
  });

  it('counts a page that comes back from the back/forward cache as a new view', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await tab.evaluate(`${yes}; globalThis.marker = 1`);
    await tab.goto(at('/two.html'));
    await tab.goBack();
    await goAway(tab);
    await collector.until(3);

    const views = collector.events().filter(({ type }) => type === 'page_view');
    expect(views.map(({ title }) => title)).toEqual(['Một', 'Hai', 'Một']);
  });

  it('keeps what happens without a network and sends it in one beacon afterwards', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await afterWatching(tab, yes);
    await tab.context().setOffline(true);
    await tab.getByText('Mua').click();
    await setVisible(tab, false);
    await nextTurn(tab);
    expect(collector.beacons).toEqual([]);
    await tab.context().setOffline(false);
    await setVisible(tab, true);
    await goAway(tab);
    await collector.until(1);

    expect(collector.types()).toEqual(['page_view', 'click', 'page_leave', 'page_leave']);
    expect(collector.beacons[0]?.body.seq).toBe(0);
  });

  it('is one visit in two tabs, with beacon numbers that never repeat', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    const other = await tab.context().newPage();
    // Tabs see what each other kept some milliseconds later. What they do in between is told apart by the server, not here.
    const inStep = (one: Page, sent: number) =>
      eventually(`a tab knows of ${sent} beacons`, async () => (await one.evaluate<{ seq?: number }>('pheu.visit()')).seq === sent);
    await other.goto(at('/two.html'));
    let sent = 0;
    for (let turn = 0; turn < 2; turn++) {
      for (const one of [tab, other]) {
        await setVisible(one, false);
        sent += 1;
        await setVisible(one, true);
        for (const each of [tab, other]) await inStep(each, sent);
      }
    }
    await goAway(tab);
    await inStep(other, sent + 1);
    await goAway(other);
    await collector.until(6);

    const bodies = collector.beacons.map(({ body }) => body);
    expect(new Set(bodies.map(({ sessionId, visitorId }) => `${sessionId} ${visitorId}`)).size).toBe(1);
    expect(bodies.map(({ seq }) => seq).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(collector.events().map(({ id }) => id)).size).toBe(collector.events().length);
  });

  it('gives no id twice, also in windows that do the same in the same millisecond', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    const other = await tab.context().newPage();
    await other.goto(at('/one.html'));
    for (const one of [tab, other]) {
      await one.clock.setFixedTime('2030-01-01T00:00:00.000Z');
      await goAway(one);
    }
    await collector.until(2);

    const leaves = collector.events().filter(({ type }) => type === 'page_leave');
    expect(leaves.map(({ at }) => at)).toEqual(Array(2).fill('2030-01-01T00:00:00.000Z'));
    expect(new Set(collector.events().map(({ id }) => id)).size).toBe(collector.events().length);
  });

  it('begins a new visit after half an hour without activity, and not after a long read', async () => {
    const tab = await open();
    await tab.clock.install();
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    await tab.clock.fastForward('45:00');
    await setVisible(tab, false);
    await collector.until(1);
    await tab.clock.fastForward('31:00');
    await setVisible(tab, true);
    await tab.getByText('Mua').click();
    await setVisible(tab, false);
    await collector.until(2);

    const [first, second] = collector.beacons.map(({ body }) => body);
    expect(first?.events.map(({ type }) => type)).toEqual(['page_view', 'page_leave']);
    expect(first?.events[1]?.durationMs).toBeGreaterThanOrEqual(45 * 60_000);
    expect(second?.sessionId).not.toBe(first?.sessionId);
    expect(second?.visitorId).toBe(first?.visitorId);
    expect(second?.seq).toBe(0);
  });

  it('sees marked clicks, downloads, forms and what the page reports itself, and sends ten events at once', async () => {
    const tab = await open();
    await tab.goto(at('/one.html'));
    await afterWatching(tab, yes);
    await tab.getByText('Mua').click();
    await Promise.all([tab.waitForEvent('download'), tab.getByText('tải').click()]);
    await tab.locator('input').focus();
    await tab.locator('input').blur();
    await tab.locator('input').focus();
    await tab.evaluate('for (let n = 0; n < 6; n++) pheu.track("custom", { name: "n" + n })');
    await collector.until(1);
    await tab.getByRole('button', { name: 'Gửi' }).click();
    await tab.waitForURL('**/two.html*');
    await collector.until(2);

    const [first, second] = collector.beacons.map(({ body }) => body);
    expect(first?.events.map(({ type, props }) => [type, props?.name ?? props?.file ?? props?.form])).toEqual([
      ['page_view', undefined],
      ['click', 'mua'],
      ['download', 'phieu-kiem-kho.csv'],
      ['form_start', 'hoi'],
      ...[0, 1, 2, 3, 4, 5].map((n) => ['custom', `n${n}`]),
    ]);
    expect(second?.events.map(({ type }) => type)).toEqual(['form_submit', 'page_leave']);
  });

  it('tells once by which mail a visitor came, and takes that off the address without a second view', async () => {
    const tab = await open();
    await tab.goto(at('/one.html?a=1&pheu=L1.g1s.signed&utm_source=zalo#x'));
    await tab.evaluate('history.replaceState({ kept: true }, "")');
    await tab.evaluate(yes);
    await tab.waitForURL((url) => !url.search.includes('pheu'));
    const [address, state] = [tab.url(), await tab.evaluate('history.state')];
    await tab.reload();
    await tab.goto(at('/two.html'), { referer: address });
    const kept = await keptOn(tab);
    await goAway(tab);
    await collector.until(3);

    expect([address, state]).toEqual([at('/one.html?a=1&utm_source=zalo#x'), { kept: true }]);
    const told = collector.events().filter((event) => 'mailToken' in event);
    expect(told).toMatchObject([{ type: 'custom', props: { name: 'mail_link' }, mailToken: 'L1.g1s.signed' }]);
    expect(collector.types().filter((type) => type === 'page_view')).toHaveLength(3);
    expect(JSON.stringify(collector.events().map(({ mailToken: _, ...event }) => event))).not.toContain('signed');
    expect(kept).not.toContain('signed');
  });

  it('reads no mail’s token before a yes, nor after a no', async () => {
    const tab = await open();
    await tab.goto(at('/one.html?pheu=L1.g1s.signed'));
    const before = await keptOn(tab);
    await tab.evaluate('pheu.consent(false)');
    await setVisible(tab, false);
    const address = tab.url();
    await goAway(tab);

    expect(before).toBe('[{},[],[]]');
    expect(address).toBe(at('/one.html?pheu=L1.g1s.signed'));
    expect(collector.beacons).toEqual([]);
  });

  it('works on a page of another site, which needs no more than the script tag', async () => {
    site.addPage('/elsewhere.html', page('Nơi khác').replace('/t.js', at('/t.js')));
    const tab = await open();
    await tab.goto(at('/elsewhere.html').replace('127.0.0.1', 'localhost'));
    await afterWatching(tab, yes);
    await tab.getByText('Mua').click();
    await goAway(tab);
    await collector.until(1);

    expect(collector.types()).toEqual(['page_view', 'click', 'page_leave']);
    expect(collector.events()[0]?.url).toMatch(/^http:\/\/localhost:/);
  });

  it('falls back to fetch where the browser has no beacons or takes no more', async () => {
    const tab = await open();
    await tab.addInitScript('Navigator.prototype.sendBeacon = () => false');
    await tab.goto(at('/one.html'));
    await tab.evaluate(yes);
    await goAway(tab);
    await collector.until(1);

    expect(collector.beacons[0]?.contentType).toBe('text/plain;charset=UTF-8');
  });

  it('breaks nothing where the browser forbids storage', async () => {
    const tab = await open();
    const faults: Error[] = [];
    tab.on('pageerror', (fault) => faults.push(fault));
    await tab.addInitScript('Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })');
    await tab.goto(at('/one.html'));
    await tab.evaluate(`${yes}; pheu.track("custom", { name: "x" })`);
    await goAway(tab);

    expect(faults).toEqual([]);
    expect(collector.beacons).toEqual([]);
  });
});
