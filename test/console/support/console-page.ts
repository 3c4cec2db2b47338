import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Screens that reps have, and those of their leaders. */
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1_366, height: 768 };

/** Opens the console at a screen and signs in as a configured user, as a person does. */
export async function openSignedIn(page: Page, consoleUrl: string, email: string, screen = '/'): Promise<void> {
  await page.goto(`${consoleUrl}/#${screen}`);
  await page.getByRole('button', { name: /Tiếp tục đăng nhập|Go on to sign in/ }).click();
  await page.locator(`button[value="${email}"]`).click();
  await page.getByRole('navigation', { name: /^(Các mục|Rooms)$/ }).waitFor();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious on the page as it stands: `rule: the element`. Playwright's own way in: the page's policy lets in no script. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(`${axeSource}; undefined`);
  const results = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations } = results as { violations: { id: string; impact: string; nodes: { target: string[] }[] }[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
