/** Something that is bought or lies in a cart; money in whole minor units (dong has none: 690000 is 690.000 ₫). */
export type PheuItem = { sku: string; name?: string; quantity?: number; price?: number; currency?: string };

/** What a page may report by `pheu.track`, with the properties of each: up to ten texts, numbers or booleans. */
export type PheuEvents = {
  click: { name: string };
  form_start: { form: string };
  form_submit: { form: string };
  add_to_cart: PheuItem;
  checkout_start: { value: number; currency: string; quantity?: number };
  purchase: { value: number; currency: string; quantity?: number; orderId?: string };
  download: { file: string };
  custom: { name: string; [property: string]: string | number | boolean };
};

/** What the tracker keeps in `localStorage.pheu` after a yes; nothing else is stored. */
export type PheuVisit = {
  visitorId: string;
  consent: true;
  sessionId?: string;
  /** ISO 8601 UTC. */
  sessionStartedAt?: string;
  /** Number of the session's next beacon. */
  seq?: number;
  /** The campaign that the session came by, as in an address: `?utm_source=zalo&utm_campaign=tet`. */
  utm?: string;
  /** The page that the session came from, without its query; empty when there was none. */
  referrer?: string;
  /** Last activity in any tab, epoch milliseconds. */
  seen: number;
  /** Events that wait for the next beacon. */
  events: object[];
};

export interface Pheu {
  /** Looks where the visitor is now: for what changes the page without the browser's history. */
  look(): void;
  /** Reports an event; does nothing while the visitor has not consented. `more`: the tracker's own. */
  track<Type extends keyof PheuEvents>(type: Type, props: PheuEvents[Type], more?: { readonly mailToken: string }): void;
  /**
   * Stores the visitor's answer. No deletes the ids and stops at once, in every tab. A yes is taken as a no where the browser sends
   * Global Privacy Control or Do Not Track.
   */
  consent(given: boolean): void;
  /** The running visit; false after a no, undefined when the visitor has not been asked. */
  visit(): PheuVisit | false | undefined;
}

declare global {
  interface Window {
    pheu?: Pheu;
  }
  interface Navigator {
    /** https://www.w3.org/TR/gpc/ */
    readonly globalPrivacyControl?: boolean;
    readonly doNotTrack?: string | null;
  }
  interface Storage {
    pheu: string;
  }
}
