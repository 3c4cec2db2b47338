/** The part of a browser's storage that is used; it may be closed, or throw. */
interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

/** What somebody did that the server holds, so that it may still be taken back. No word of anybody is kept with it. */
export interface HeldAct {
  readonly heldActId: string;
  readonly leadId: string;
  readonly is: 'decline' | 'refusal';
  /** Of a decline what was declined, as `offerName` names it. @default - nothing that a list shows */
  readonly offer?: string;
  readonly userId: string;
  /** Until then it can be taken back; 0: it was done at once. */
  readonly untilMs: number;
  /** Until then lists leave out what was declined. */
  readonly goneMs: number;
}

/** Keeps on the device what is held: a page that is loaded anew, and another tab, offer to take it back as well. */
export interface HeldActs {
  readonly add: (act: Omit<HeldAct, 'goneMs'>) => void;
  readonly end: (heldActId: string, how: 'done' | 'takenBack') => void;
  /** What a user may still take back, the oldest first. */
  readonly waiting: (userId: string, nowMs: number) => readonly HeldAct[];
  /** The offers that a user declined a moment ago: lists leave them out. */
  readonly offers: (userId: string, nowMs: number) => ReadonlySet<string>;
  readonly onChange: (listener: () => void) => () => void;
}

/** Names what is offered. */
export const offerName = ({ leadId, subject }: { readonly leadId: string; readonly subject: string }): string => `${leadId} ${subject}`;

/** Where a device keeps what is held. */
export const heldName = 'pheu:held';

/** A list follows within a poll, half a minute; where its message was lost, the act is performed a minute late. */
const goneAfterMs = 90_000;

/** @param store undefined where the browser keeps nothing: then it goes with the page */
export function createHeldActs(store: Store | undefined): HeldActs {
  let unkept: readonly HeldAct[] = [];
  const listeners = new Set<() => void>();
  const read = (): readonly HeldAct[] => {
    try {
      if (store === undefined) return unkept;
      const kept: unknown = JSON.parse(store.getItem(heldName) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isHeldAct) : [];
    } catch {
      return unkept;
    }
  };
  const write = (acts: readonly HeldAct[]): void => {
    unkept = acts;
    try {
      store?.setItem(heldName, JSON.stringify(acts));
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    for (const listener of listeners) listener();
  };
  return {
    add(act) {
      // What is over, and what others did before, goes.
      const others = read().filter(({ userId, goneMs }) => userId === act.userId && goneMs > act.untilMs - goneAfterMs);
      write([...others, { ...act, goneMs: act.untilMs + goneAfterMs }]);
    },
    end(heldActId, how) {
      const acts = read();
      const rest = acts.filter((act) => act.heldActId !== heldActId);
      if (rest.length === acts.length) return;
      const ended = how === 'done' ? acts.filter((act) => act.heldActId === heldActId) : [];
      write([...rest, ...ended.map((act) => ({ ...act, untilMs: 0 }))]);
    },
    waiting: (userId, nowMs) => read().filter((act) => act.userId === userId && act.untilMs > nowMs),
    offers: (userId, nowMs) =>
      new Set(read().flatMap((act) => (act.userId === userId && act.offer !== undefined && act.goneMs > nowMs ? [act.offer] : []))),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Another build may have kept it. */
function isHeldAct(value: unknown): value is HeldAct {
  const { heldActId, leadId, is, offer, userId, untilMs, goneMs } = Object(value);
  return (
    [heldActId, leadId, userId].every((each) => typeof each === 'string') &&
    (is === 'decline' || is === 'refusal') &&
    (offer === undefined || typeof offer === 'string') &&
    [untilMs, goneMs].every((each) => typeof each === 'number')
  );
}
