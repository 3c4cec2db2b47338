import { describe, expect, it } from '@jest/globals';
import { areKeysOn, createKeyReader, switchKeys } from '../../../web/src/console/app/keys.ts';

const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('single keys', () => {
  const readerAt = () => {
    let nowMs = 0;
    const done: string[] = [];
    const acts = Object.fromEntries(['j', '?', 't', 'g v', 'g t', 'Enter'].map((key) => [key, () => void done.push(key)]));
    const read = createKeyReader(() => nowMs);
    const press = (key: string, held = {}) => read(pressed(key, held), acts)?.();
    const wait = (ms: number) => {
      nowMs += ms;
    };
    return { done, press, wait };
  };

  it('do what they say, in small letters and in large ones', () => {
    const { done, press } = readerAt();
    for (const key of ['j', 'J', '?', 'Enter', 'x']) press(key);
    expect(done).toEqual(['j', 'j', '?', 'Enter']);
  });

  it('are the browser’s where another one is held', () => {
    const { done, press } = readerAt();
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) press('t', { [held]: true });
    expect(done).toEqual([]);
  });

  it('go in pairs: the second one is no key of its own, unless it comes late', () => {
    const { done, press, wait } = readerAt();
    press('g');
    press('t');
    press('t');
    press('g');
    wait(2_000);
    press('t');
    press('g');
    press('j');
    expect(done).toEqual(['g t', 't', 't', 'j']);
  });
});

describe('whether somebody works by keys', () => {
  it('is kept for each user of a device, and on until somebody says otherwise', () => {
    const items = new Map<string, string>();
    const store = {
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
    };
    expect(areKeysOn(store, 'user-anh')).toBe(true);
    switchKeys(store, 'user-anh', false);
    expect([areKeysOn(store, 'user-anh'), areKeysOn(store, 'user-bao')]).toEqual([false, true]);
    switchKeys(store, 'user-anh', true);
    expect(areKeysOn(store, 'user-anh')).toBe(true);
  });

  it('is taken as on where a browser keeps nothing', () => {
    const closed = {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('SecurityError');
      },
    };
    switchKeys(closed, 'user-anh', false);
    expect(areKeysOn(closed, 'user-anh')).toBe(true);
  });
});
