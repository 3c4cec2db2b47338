/** Offers that somebody declined and may still take back: lists leave them out. */
export interface HeldOffers {
  readonly add: (offer: string, untilMs: number) => void;
  readonly remove: (offer: string) => void;
  readonly at: (nowMs: number) => ReadonlySet<string>;
  readonly onChange: (listener: () => void) => () => void;
}

/** Names what is offered. */
export const offerName = ({ leadId, subject }: { readonly leadId: string; readonly subject: string }): string => `${leadId} ${subject}`;

/** A list follows within a poll, half a minute; where its message was lost, the act is performed a minute late. */
const goneAfterMs = 90_000;

export function createHeldOffers(): HeldOffers {
  const offers = new Map<string, number>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    add(offer, untilMs) {
      offers.set(offer, untilMs + goneAfterMs);
      tell();
    },
    remove(offer) {
      if (offers.delete(offer)) tell();
    },
    at: (nowMs) => new Set([...offers].flatMap(([offer, goneMs]) => (goneMs > nowMs ? [offer] : []))),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Of this page; another tab hears by its next poll. */
export const heldOffers = createHeldOffers();
