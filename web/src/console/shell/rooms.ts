import type { ComponentType } from 'preact';
import type { MeView } from '../../../../api/me/me-view.ts';
import type { Texts } from '../texts/index.ts';

/** A place of the console with an address and a button. */
export interface Room {
  readonly id: keyof Texts['shell']['rooms'];
  /** As wouter reads it; `*` stands for the rest. */
  readonly path: string;
  /** Loads what it shows, a file of its own. */
  readonly load: () => Promise<ComponentType>;
  /** Whether there is anything in it for somebody. */
  readonly isFor: (me: MeView) => boolean;
}

/** In the order of the bar; the first one that is for somebody is where they begin. */
export const rooms: readonly Room[] = [
  { id: 'me', path: '/toi', load: async () => (await import('../me/index.ts')).MeScreen, isFor: () => true },
];
