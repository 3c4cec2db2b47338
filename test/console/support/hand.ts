import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { desktop, phone } from './console-page.ts';

/** How somebody works: with a thumb on a phone, with a mouse, or without either. */
export const hands = {
  touch: { viewport: phone, hasTouch: true, isMobile: true },
  pointer: { viewport: desktop },
  keyboard: { viewport: desktop },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;
export type How = keyof typeof hands;

/** Acts on a page in one way, and counts what it takes. */
export interface Hand {
  /** Taps or clicks what is there, as it is seen, or presses its key. */
  readonly press: (target: Locator, key: string) => Promise<void>;
  /** Opens a link from outside of the page, as of a mail. */
  readonly follow: (address: string) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Tells how many acts and characters it took since it was asked last. */
  readonly taken: () => { readonly acts: number; readonly typed: number };
}

export function openHand(page: Page, how: How): Hand {
  let [acts, typed] = [0, 0];
  return {
    async press(target, key) {
      acts += 1;
      await target.waitFor();
      if (how === 'touch') return target.tap();
      if (how === 'pointer') return target.click();
      await page.keyboard.press(key);
    },
    async follow(address) {
      acts += 1;
      await page.goto(address);
    },
    async type(text) {
      typed += text.length;
      await page.keyboard.type(text);
    },
    taken() {
      const taken = { acts, typed };
      [acts, typed] = [0, 0];
      return taken;
    },
  };
}
