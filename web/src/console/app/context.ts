import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { MeView } from '../../../../api/me/me-view.ts';
import type { Ask } from '../api/index.ts';
import type { Outbox } from '../offline/index.ts';
import type { Language } from '../texts/index.ts';
import type { Theme } from './choices.ts';

/** What every screen may use. */
export interface AppParts {
  readonly ask: Ask;
  /** What time it is, by the server's clock. */
  readonly nowMs: () => number;
  /** Sends what must not be lost without a network: outcomes and notes. */
  readonly outbox: Outbox;
  readonly me: MeView;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  /** Ends the session everywhere in this browser. @throws where nobody answers */
  readonly signOut: () => Promise<void>;
}

export const AppContext = createContext<AppParts | null>(null);

/** What every screen may use; only within somebody's session. */
export function useApp(): AppParts {
  const parts = useContext(AppContext);
  if (parts === null) throw new Error('nobody is signed in');
  return parts;
}
