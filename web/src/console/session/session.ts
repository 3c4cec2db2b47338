/** How somebody stands; `unknown` until the server was asked. */
export type SessionState =
  | { readonly is: 'unknown' }
  /** `who` names the user, so that pages notice when somebody else signs in. */
  | { readonly is: 'in'; readonly who: string }
  /** `ended`: there was a session, and there is none any more. `isChosen`: somebody signed out in this browser. */
  | { readonly is: 'out'; readonly why: 'new' | 'ended'; readonly isChosen: boolean }
  /** Nobody answered, so nobody knows. */
  | { readonly is: 'unreachable' };

/** What the server answers who asks for a token. */
export interface Renewed {
  readonly idToken: string;
  readonly expiresInSeconds: number;
  /** Whose it is. */
  readonly subject: string;
}

/** What one tab tells the others. */
export type TabMessage =
  | ({ readonly is: 'renewed' } & Renewed & { readonly sentAtMs: number })
  /** `isChosen`: by somebody, and not because it was over. @default false: also what tabs of older builds say */
  | { readonly is: 'signed-out'; readonly isChosen?: boolean };

/** What a session touches outside of itself. */
export interface SessionParts {
  /** `refused`: the server says that there is no session. @throws when nobody answered */
  readonly renew: () => Promise<Renewed | 'refused'>;
  /** Ends the session at the server; gives the address where it ends at the sign-in as well. @throws when nobody answered */
  readonly end: () => Promise<string>;
  /** Lets one tab at a time do it. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly tabs: { tell(message: TabMessage): void; hear(listener: (message: TabMessage) => void): void };
  readonly nowMs: () => number;
}

export interface Session {
  readonly state: () => SessionState;
  readonly onChange: (listener: () => void) => () => void;
  /** Gives a token with time left; null where nobody is signed in. @throws when nobody answers and none is left */
  readonly token: (options?: { readonly isRefused?: boolean }) => Promise<string | null>;
  /** Ends it here and in every tab, and answers where to go. @throws when nobody answered: then it has not ended */
  readonly signOut: () => Promise<string>;
}

/** A token is renewed when less than this share of its life is left. */
const renewedAtShare = 0.2;

/**
 * Keeps the ID token in memory and nowhere else, so that no script finds it in a store and it goes with the tab. How long it lives is counted
 * from when it came, because clocks of phones are wrong.
 */
export function createSession({ renew, end, alone, tabs, nowMs }: SessionParts): Session {
  let current: { readonly idToken: string; readonly fromMs: number; readonly untilMs: number } | null = null;
  let state: SessionState = { is: 'unknown' };
  let renewing: Promise<string | null> | null = null;
  const listeners = new Set<() => void>();

  const become = (next: SessionState): void => {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const keep = ({ idToken, expiresInSeconds, subject }: Renewed, fromMs: number): string => {
    current = { idToken, fromMs, untilMs: fromMs + expiresInSeconds * 1_000 };
    become({ is: 'in', who: subject });
    return idToken;
  };
  const leave = (isChosen: boolean): null => {
    current = null;
    // Said by several tabs, it is as it was said first.
    if (state.is !== 'out') become({ is: 'out', why: state.is === 'in' ? 'ended' : 'new', isChosen });
    return null;
  };
  const lasting = (refused: string | null): string | null => {
    if (current === null || current.idToken === refused) return null;
    const { idToken, fromMs, untilMs } = current;
    return untilMs - nowMs() > (untilMs - fromMs) * renewedAtShare ? idToken : null;
  };
  const unexpired = (): string | null => (current !== null && current.untilMs > nowMs() ? current.idToken : null);

  const renewAlone = (refused: string | null): Promise<string | null> =>
    alone(async () => {
      // Another tab may have been quicker while this one waited.
      const other = lasting(refused);
      if (other !== null) return other;
      const fromMs = nowMs();
      let renewed: Renewed | 'refused';
      try {
        renewed = await renew();
      } catch (error) {
        const left = refused === null ? unexpired() : null;
        if (left !== null) return left;
        if (state.is === 'unknown') become({ is: 'unreachable' });
        throw error;
      }
      if (renewed === 'refused') {
        tabs.tell({ is: 'signed-out' });
        return leave(false);
      }
      tabs.tell({ is: 'renewed', ...renewed, sentAtMs: fromMs });
      return keep(renewed, fromMs);
    });

  tabs.hear((message) => {
    if (message.is === 'signed-out') leave(message.isChosen ?? false);
    else keep(message, message.sentAtMs);
  });

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async token({ isRefused = false } = {}) {
      const refused = isRefused ? (current?.idToken ?? null) : null;
      const known = lasting(refused);
      if (known !== null) return known;
      renewing ??= renewAlone(refused).finally(() => {
        renewing = null;
      });
      return await renewing;
    },
    async signOut() {
      const next = await end();
      tabs.tell({ is: 'signed-out', isChosen: true });
      current = null;
      // There is nothing to say of a session that somebody ended.
      state = { is: 'unknown' };
      leave(true);
      return next;
    },
  };
}
