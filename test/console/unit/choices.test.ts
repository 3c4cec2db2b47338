import { describe, expect, it } from '@jest/globals';
import { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme } from '../../../web/src/console/app/choices.ts';

const device = () => {
  const items = new Map<string, string>();
  return { getItem: (name: string) => items.get(name) ?? null, setItem: (name: string, value: string) => void items.set(name, value) };
};
const closed = {
  getItem: () => {
    throw new Error('SecurityError');
  },
  setItem: () => {
    throw new Error('SecurityError');
  },
};

describe('what somebody chose on a device', () => {
  it.each([
    [['en-GB', 'vi'], 'en'],
    [['fr', 'vi-VN', 'en'], 'vi'],
    [['fr'], 'vi'],
    [[], 'vi'],
  ])('speaks to a browser of %j in %s where nobody chose', (preferred, language) => {
    expect(chosenLanguage(device(), preferred)).toBe(language);
  });

  it('keeps the choice over what the browser prefers', () => {
    const store = device();
    chooseLanguage(store, 'en');
    chooseTheme(store, 'dark');

    expect([chosenLanguage(store, ['vi']), chosenTheme(store)]).toEqual(['en', 'dark']);
  });

  it('takes what it does not know for no choice', () => {
    const store = device();
    store.setItem('pheu:language', 'tlh');
    store.setItem('pheu:theme', 'plaid');

    expect([chosenLanguage(store, []), chosenTheme(store)]).toEqual(['vi', 'auto']);
  });

  it('works in a browser that keeps nothing', () => {
    for (const store of [undefined, closed]) {
      chooseLanguage(store, 'en');
      expect([chosenLanguage(store, ['en']), chosenTheme(store)]).toEqual(['en', 'auto']);
    }
  });
});
