import { fileURLToPath } from 'node:url';
import type { Locale } from '../../../shared/leads/index.ts';
import { type OfferState, offerStates } from '../../support/offer-states.ts';
import { report } from '../../support/proof.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const clean = { contrast: { found: [] }, withoutName: [], smallTargets: [], repeatedIds: [], skippedHeadings: [], ticked: 0, wider: 0 };
const locales = ['vi', 'en'] as const;
const statuses = {
  offered: 200,
  'no reason chosen': 422,
  accepted: 200,
  unknown: 404,
  'link expired': 410,
  'offered, masked': 200,
  'accepted, masked': 200,
  'accepted, revealed': 200,
  declined: 200,
  'declined, seen again': 200,
  'declined, then leader': 200,
  'declined, then fallback': 200,
  'recalled, another was asked': 409,
  'taken by another': 409,
  late: 200,
  erased: 409,
  'open to all': 200,
  'open, accepted': 200,
  'open, taken by another': 409,
  'open, not for who takes none': 409,
};

describeInChromium('the page of an offer', (open) => {
  const known = new Map<Locale, readonly OfferState[]>();
  beforeAll(async () => {
    for (const locale of locales) known.set(locale, await offerStates(locale));
  });

  const everyWay = locales.flatMap((locale) =>
    [320, 390].flatMap((width) => (['light', 'dark'] as const).map((theme) => [locale, width, theme] as const)),
  );
  it.each(everyWay)('can be read and pressed in each of its states, in %s at %i px, %s', async (locale, width, theme) => {
    const page = await open({ viewport: { width, height: 800 }, colorScheme: theme });
    await page.addInitScript({ path: auditScript });
    const states = known.get(locale) ?? [];
    const audits: unknown[] = [];
    for (const { state, html } of states) {
      await page.goto('about:blank');
      await page.setContent(html);
      audits.push([state, await page.locator('html').getAttribute('lang'), await page.evaluate('window.auditPage()')]);
    }

    expect(audits).toEqual(
      states.map(({ state }) => [
        state,
        // Nobody knows who opens a link that is none.
        state === 'unknown' ? expect.any(String) : locale,
        expect.objectContaining({ ...clean, contrast: expect.objectContaining(clean.contrast) }),
      ]),
    );
    report(`states of the page of an offer, ${locale}, ${width} px, ${theme}`, { states: states.length });
  });

  it.each(locales)('answers each state with its status, in %s', (locale) => {
    expect(Object.fromEntries((known.get(locale) ?? []).map(({ state, status }) => [state, status]))).toEqual(statuses);
  });

  it.each(locales)('shows the person to whoever has them alone, and the number to call first, in %s', (locale) => {
    const states = known.get(locale) ?? [];
    const showing = (pattern: RegExp) => states.flatMap(({ state, html }) => (pattern.test(html) ? [state] : []));

    expect(showing(/href="tel:\+84912345/)).toEqual(['accepted', 'accepted, revealed', 'open, accepted']);
    expect(showing(/0912 345/)).toEqual(['offered', 'accepted', 'accepted, revealed', 'late', 'open, accepted']);
    const gone = states.filter(({ status }) => status !== 200).map(({ state }) => state);
    expect(showing(/Hường/).filter((state) => gone.includes(state))).toEqual([]);
  });
});
