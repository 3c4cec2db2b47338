import type { Page } from 'playwright-core';

/** Keeps numbers from going to the machine that runs the tests, and tells which ones the page handed over. */
export async function hearNumbers(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const numbers: string[] = [];
    Object.assign(window, { numbers });
    document.addEventListener(
      'click',
      (event) => {
        const link = event.target instanceof Element ? event.target.closest('a[href^="tel:"]') : null;
        if (link === null) return;
        event.preventDefault();
        numbers.push(link.getAttribute('href') ?? '');
      },
      true,
    );
  });
  return () => page.evaluate('window.numbers') as Promise<string[]>;
}

/** Lets the page go to the back and come to the front again, as a phone does around a call. */
export async function callAndComeBack(page: Page): Promise<void> {
  for (const state of ['hidden', 'visible']) {
    await page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  }
}

/** Has the clock of the page show a moment and go on from there: the one of the runtime is moved by tests. */
export async function showTime(page: Page, atMs: number): Promise<void> {
  await page.addInitScript((aheadMs) => {
    const Real = Date;
    // biome-ignore lint/suspicious/noGlobalAssign: the page shall not see the clock of this machine
    Date = new Proxy(Real, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [Real.now() + aheadMs] : given),
      get: (target, name) => (name === 'now' ? () => Real.now() + aheadMs : Reflect.get(target, name)),
    });
  }, atMs - Date.now());
}
