import type { Store } from './choices.ts';

/** What of a pressed key counts. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Tells whether a key belongs to an input method, as those for Vietnamese are, which ends a word by it. Safari says so by the code alone
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export const isComposing = (event: { readonly isComposing: boolean; readonly keyCode: number }): boolean =>
  event.isComposing || event.keyCode === 229;

/** Single keys by what they do, in small letters; `g v` is one after the other. */
export type KeyActs = Readonly<Record<string, () => void>>;

/** How long after the first of two keys the second one counts. */
const pairMs = 1_500;

/**
 * Makes what finds the act of a key. A key that is held with another one is the browser's, and so is one that nothing was said of.
 * @param nowMs for pairs of keys
 */
export function createKeyReader(nowMs: () => number): (pressed: PressedKey, acts: KeyActs) => (() => void) | undefined {
  let first: { readonly key: string; readonly atMs: number } | null = null;
  return ({ key, ctrlKey, metaKey, altKey }, acts) => {
    if (ctrlKey || metaKey || altKey) return undefined;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const before = first !== null && nowMs() - first.atMs < pairMs ? first.key : null;
    first = null;
    const pair = before === null ? undefined : acts[`${before} ${name}`];
    if (pair) return pair;
    if (Object.keys(acts).some((each) => each.startsWith(`${name} `))) {
      first = { key: name, atMs: nowMs() };
      return undefined;
    }
    return acts[name];
  };
}

const keyOf = (userId: string): string => `pheu:keys:${userId}`;

/** Tells whether somebody works by keys on this device; they do until they say otherwise. */
export function areKeysOn(store: Store | undefined, userId: string): boolean {
  try {
    return store?.getItem(keyOf(userId)) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(store: Store | undefined, userId: string, isOn: boolean): void {
  try {
    store?.setItem(keyOf(userId), isOn ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing forgets it with the tab.
  }
}
