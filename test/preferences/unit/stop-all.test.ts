import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Locale, readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { advertisingBar } from '../../../shared/preferences/index.ts';
import { buttonOf, buttonsOf } from '../../support/page-forms.ts';
import { offers, type Page, Reader, tips } from '../../support/preferences.ts';

const words = {
  vi: {
    all: 'Ngừng mọi thư quảng cáo',
    topic: 'Ngừng thư “Ưu đãi”',
    pause: 'Tạm ngừng 30 ngày',
    saved: 'Lưu',
    left: 'không gửi thư quảng cáo',
  },
  en: {
    all: 'Stop all advertising e-mails',
    topic: 'Stop e-mails about “Offers”',
    pause: 'Pause for 30 days',
    saved: 'Save',
    left: 'no more advertising e-mails',
  },
} as const;
const stopped = { vi: 'không gửi thư quảng cáo nào tới địa chỉ này', en: 'sends no advertising e-mails to this address' };

let reader: Reader;
beforeEach(async () => {
  reader = await Reader.create();
  await reader.subscribe();
  // A proof and what comes after it have moments of their own.
  reader.world.pass(1_000);
});

const bars = async () => {
  const state = await readAddressState(reader.world.table, reader.address);
  return [offers, tips].map((topic) => advertisingBar(state, topic, reader.world.parts.clock()));
};
const record = () => readLead(reader.world.table, reader.lead.leadId);

/** Opens a page of a mail's link, in a language. */
async function opened(page: Page, locale: Locale) {
  const token = reader.leavingToken(offers, reader.world.parts.clock(), locale);
  const { body = '' } = await reader.follow('GET', page, token);
  const press = async (name: string) => {
    const { path, body: form } = buttonOf(body, name);
    const to = (path?.split('/')[2] ?? page) as Page;
    if (path !== undefined) expect(path).toBe(`/v1/${to}/${token}`);
    const answer = await reader.follow('POST', to, token, form);
    return { ...answer, body: answer.body ?? '' };
  };
  return { html: body, press, again: async (other: Page = page) => (await reader.follow('GET', other, token)).body ?? '' };
}

describe('the button that stops all mails', () => {
  it.each([
    ['unsubscribe', 'vi'],
    ['unsubscribe', 'en'],
    ['preferences', 'vi'],
    ['preferences', 'en'],
  ] as const)('of the page %s in %s ends all advertising at once, says so, and is told and confirmed once', async (name, locale) => {
    const say = words[locale];
    const told = reader.told().length;
    const { html, press, again } = await opened(name, locale);
    const before = await bars();

    const answer = await press(say.all);
    await press(say.all);

    expect(html).toContain(`<html lang="${locale}">`);
    expect([before, await bars()]).toEqual([
      [null, null],
      ['refusedAll', 'refusedAll'],
    ]);
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining(name === 'preferences' ? stopped[locale] : say.left) });
    expect((await record())?.consent).toMatchObject({ newsletter: { granted: false } });
    expect((await record())?.consent.contact).toEqual(reader.lead.consent.contact);
    expect(reader.told().slice(told)).toEqual([{ purpose: 'newsletter', change: 'refused', topics: null, until: null }]);
    expect(reader.confirmations()).toHaveLength(1);
    expect(await again('unsubscribe')).toContain(say.left);
  });

  it.each(['vi', 'en'] as const)(
    'is gone in %s once it was pressed, and so is the rest, while what was stopped may be chosen again',
    async (locale) => {
      const say = words[locale];
      await (await opened('unsubscribe', locale)).press(say.all);

      const { html, press } = await opened('preferences', locale);

      expect(buttonsOf(html).map(({ body }) => body)).toEqual(['choose=topics', 'choose=address&email=']);
      expect(html).toContain(stopped[locale]);
      expect(html.indexOf(stopped[locale])).toBeLessThan(html.indexOf('<form'));
      expect((await opened('unsubscribe', locale)).html).not.toContain('<button');
      await press(say.saved);
      expect(await bars()).toEqual(['refusedAll', 'refusedAll']);
      reader.world.pass(1_000);
      await reader.follow('POST', 'preferences', reader.leavingToken(), `choose=topics&topic=${offers}`);
      expect((await bars())[0]).toBeNull();
      expect((await opened('preferences', locale)).html).toContain(say.all);
    },
  );

  it.each(['vi', 'en'] as const)(
    'stands in %s beside one for the topic and one for a rest, each of which does what it says',
    async (locale) => {
      const say = words[locale];
      const { html, press } = await opened('unsubscribe', locale);

      expect(buttonsOf(html).map((one) => one.words)).toEqual([say.topic, say.all, say.pause]);
      await press(say.pause);
      expect(await bars()).toEqual(['personPaused', 'personPaused']);
      await press(say.topic);
      expect(await bars()).toEqual(['refusedTopic', 'personPaused']);
      expect((await opened('unsubscribe', locale)).html).toContain(say.all);
    },
  );

  it.each(['vi', 'en'] as const)('shows nothing of the person, before or after, in %s', async (locale) => {
    const { email, phone, fullName } = reader.lead;
    const pages: string[] = [];
    for (const name of ['unsubscribe', 'preferences'] as const) {
      const { html, press, again } = await opened(name, locale);
      pages.push(html, (await press(words[locale].all)).body, await again());
      await reader.subscribe();
    }

    for (const html of pages) for (const own of [email, phone?.e164, fullName]) expect(html).not.toContain(own);
  });
});
