import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { events as eventsInEnglish } from '../../../web/src/console/texts/en/events.ts';
import { reports as reportsInEnglish } from '../../../web/src/console/texts/en/reports.ts';
import { en } from '../../../web/src/console/texts/en.ts';
import { events as eventsInVietnamese } from '../../../web/src/console/texts/vi/events.ts';
import { reports as reportsInVietnamese } from '../../../web/src/console/texts/vi/reports.ts';
import { vi } from '../../../web/src/console/texts/vi.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { type Company, settleCompany } from './company.ts';
import { desktop, openSignedIn, phone, seriousFaults } from './console-page.ts';
import { type Screen, screens } from './screens.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
/** Where pictures of all screens go, which `npm run screens` asks for. */
const picturesIn = process.env.PHEU_SCREENS;

const languages = {
  vi: { ...vi, reports: reportsInVietnamese, events: eventsInVietnamese },
  en: { ...en, reports: reportsInEnglish, events: eventsInEnglish },
};
type Language = keyof typeof languages;
/** WCAG wants pages that need not be scrolled sideways at 320 px. */
const narrow = { width: 320, height: 640 };
const looks = [
  ['light', phone],
  ['dark', phone],
  ['light', desktop],
  ['dark', desktop],
  ['light', narrow],
] as const;

/** Every whole sentence of a catalogue. */
const wordsOf = (texts: unknown): string[] =>
  typeof texts === 'string' ? [texts] : typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(wordsOf) : [];
const ofOther = (language: Language): Set<string> => {
  const own = new Set(wordsOf(languages[language]));
  return new Set(wordsOf(languages[language === 'vi' ? 'en' : 'vi']).filter((text) => !own.has(text) && /\p{L}{2}/u.test(text)));
};

/** Looks at all screens in one language: there are too many for one file, which one worker runs from its beginning to its end. */
export function lookAtEveryScreen(language: Language): void {
  describeInChromium('every screen and sheet of the console', (open) => {
    let runtime: Runtime;
    let url: string;
    let company: Company;

    beforeAll(async () => {
      runtime = await startRuntime({ isOwn: true });
      url = String(runtime.environment.consoleUrl);
      await runtime.idle();
      company = await settleCompany(runtime);
      if (picturesIn) mkdirSync(picturesIn, { recursive: true });
    });
    afterAll(() => runtime?.stop());

    const bringAbout = async (page: Page, screen: Screen): Promise<void> => {
      await page.unrouteAll();
      await page.context().setOffline(false);
      await page.setViewportSize(phone);
      await page.evaluate("try { sessionStorage.clear(); localStorage.removeItem('pheu:held') } catch {}");
      await page.goto(`${url}/#${screen.path(company)}`);
      await page.reload();
      await page.locator('h1').first().waitFor();
      await screen.open?.(page, company);
      await page.locator(screen.shows).first().waitFor();
      // What is being asked for anew is dimmed meanwhile.
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      await page.evaluate('document.fonts.ready.then(() => undefined)');
    };
    /** What is wrong with what is shown, by day and in the dark, on a phone, a wide screen and a narrow one. */
    const faultsOf = async (page: Page, screen: Screen): Promise<string[]> => {
      const faults: string[] = [];
      for (const [theme, size] of looks) {
        await page.setViewportSize(size);
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        const audit = (await page.evaluate('window.auditPage()')) as { [name: string]: string[] & { found: string[] } } & { wider: number };
        const found = [
          ...(audit.contrast?.found ?? []).map((what) => `contrast ${what}`),
          ...(['withoutName', 'smallTargets', 'repeatedIds'] as const).flatMap((rule) =>
            (audit[rule] ?? []).map((what) => `${rule} ${what}`),
          ),
          ...(audit.wider > 0 ? [`${audit.wider} px wider than the screen`] : []),
          ...((theme === 'light') === (size === phone) && size !== narrow ? await seriousFaults(page) : []),
        ];
        faults.push(...found.map((what) => `${screen.name}, ${language}, ${theme}, ${size.width}: ${what}`));
        if (picturesIn) await page.screenshot({ path: join(picturesIn, `${screen.name}-${language}-${theme}-${size.width}.png`) });
      }
      const text = (await page.evaluate('document.body.innerText')) as string;
      const other = ofOther(language);
      const lines = text.split('\n').map((line) => line.trim());
      const strange = lines.filter(
        (line) => other.has(line) || /undefined|\[object|\bNaN\b|\bnull\b|\{\{|Invalid Date|^[a-z]+(\.[a-zA-Z]+)+$/.test(line),
      );
      return [...faults, ...strange.map((line) => `${screen.name}, ${language}: "${line}"`)];
    };

    const users = [...new Set(screens.map(({ user }) => user))];
    it.each(users.map((user) => [user ?? 'nobody', user] as const))(`is for everybody, in ${language}: those of %s`, async (_, user) => {
      const page = await open({ viewport: phone, locale: language === 'vi' ? 'vi-VN' : 'en-GB' });
      await page.addInitScript({ path: auditScript });
      if (user === null) await page.goto(url);
      else await openSignedIn(page, url, user, '/toi');
      const faults: string[] = [];

      for (const screen of screens.filter((one) => one.user === user)) {
        await bringAbout(page, screen).catch(async (error) => {
          throw new Error(`${screen.name}: ${error.message}\n${await page.content()}`);
        });
        faults.push(...(await faultsOf(page, screen)));
      }

      expect(faults).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    });
  });
}
