import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Runtime } from '../../support/runtime.ts';
import { startSample } from '../../support/sample-runtime.ts';
import { describeInChromium, reboundDomain } from '../../web/browser/support/chromium.ts';

/** Tries what a page can try without asking: a post, a script, a frame. */
const pageAgainst = (url: string): string => `<!doctype html><h1>A shop</h1><iframe src="${url}/_local/mailbox"></iframe>
<script>
  const post = { method: 'POST', mode: 'no-cors', body: '{"advance":"P2D"}', headers: { 'content-type': 'text/plain' } };
  const say = (id, text) => document.body.insertAdjacentHTML('beforeend', '<p id="' + id + '">' + text);
  fetch('${url}/_local/clock', post).then(() => say('post', 'sent'), () => say('post', 'failed'));
  const script = Object.assign(document.createElement('script'), { src: '${url}/_local/home.js' });
  script.onload = () => say('script', 'loaded');
  script.onerror = () => say('script', 'refused');
  document.head.append(script);
</script>`;

describeInChromium("A stranger's page beside the local runtime", (open) => {
  let runtime: Runtime;
  let site: Server;
  let port = 0;

  beforeAll(async () => {
    runtime = await startSample();
    site = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(pageAgainst(runtime.url)));
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const address = site.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(async () => {
    site.close();
    await runtime.stop();
  });

  it.each(['localhost', '127.0.0.1', `shop.${reboundDomain}`])('changes nothing and loads nothing from %s', async (host) => {
    const page = await open();
    const before = Date.parse((await runtime.request('/_local/clock')).body.now);

    await page.goto(`http://${host}:${port}/`, { waitUntil: 'load' });

    const script = await page.locator('#script').textContent();
    await page.locator('#post').waitFor();
    const framed = await Promise.all(page.frames().map((frame) => frame.locator('body').textContent()));
    const after = Date.parse((await runtime.request('/_local/clock')).body.now);
    expect(script).toBe('refused');
    expect(framed.join('\n')).not.toMatch(/mailbox|hộp thư/i);
    expect(after - before).toBeLessThan(3_600_000);
  });

  it('reads nothing under a name that it made point to this machine', async () => {
    const page = await open();

    const answer = await page.goto(`http://shop.${reboundDomain}:${new URL(runtime.url).port}/_local/token?user=admin@example.com`);

    expect(answer?.status()).toBe(421);
    expect(await page.locator('body').textContent()).toContain(reboundDomain);
  });
});
