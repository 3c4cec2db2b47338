import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { lan } from '../support/people.ts';

describeInChromium('the console, starting', (open) => {
  let runtime: Runtime;
  let url: string;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  const wayIn = /Tiếp tục đăng nhập|Go on to sign in/;
  const rooms = /^(Các mục|Rooms)$/;
  /** Sooner than by the next look at the work, half a minute later. */
  const timeout = 20_000;
  const untilThere = async (page: Page) => {
    await page.getByRole('navigation', { name: rooms }).waitFor({ timeout });
    await page.getByRole('switch').waitFor({ timeout });
  };

  it('shows what was answered before the page was painted', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/viec');
    // A phone that is busy paints late; effects begin after it, or after 35 ms where nothing is painted.
    await page.addInitScript(() => {
      const later = window.setTimeout.bind(window);
      const lateMs = 700;
      Object.assign(window, {
        requestAnimationFrame: (run: () => void) => later(run, lateMs),
        setTimeout: (run: () => void, ms?: number) => later(run, ms === 35 ? lateMs : ms),
      });
    });

    await page.reload();

    await untilThere(page);
  });

  it('shows a tab that was left at the way in the rooms of whoever signs in by another one', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/viec`);
    await page.getByRole('button', { name: wayIn }).waitFor();

    await openSignedIn(await page.context().newPage(), url, lan, '/toi');

    await untilThere(page);
  });

  it('says so where a token that is new is refused, and goes on when it is not', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/viec');
    await page.route('**/v1/me', (route) => route.fulfill({ status: 401, json: {} }));
    await page.reload();
    const retry = page.getByRole('button', { name: /^(Thử lại|Try again)$/ });
    await retry.waitFor();

    await page.unrouteAll();
    await retry.click();

    await untilThere(page);
  });

  it('starts and lets whoever is there sign out while another tab never lets go of its turn', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    const frozen = await page.context().newPage();
    await frozen.goto(`${url}/manifest.webmanifest`);
    await frozen.evaluate(
      "for (const name of ['pheu-session', 'pheu-outbox']) void navigator.locks.request(name, () => new Promise(() => {}))",
    );

    await page.reload();
    await page.getByRole('button', { name: /^(Đăng xuất|Sign out)$/ }).click();

    await page.getByRole('button', { name: wayIn }).waitFor();
    expect(await frozen.evaluate('navigator.locks.query().then(({ held }) => held.map(({ name }) => name).sort())')).toEqual([
      'pheu-outbox',
      'pheu-session',
    ]);
  });
});
