import type { ComponentType } from 'preact';
import type { MeView } from '../../../../api/me/me-view.ts';
import type { Texts } from '../texts/index.ts';

/** A place of the console with an address and a button. */
export interface Room {
  readonly id: keyof Texts['shell']['rooms'];
  /** As wouter reads it; `*` stands for the rest. */
  readonly path: string;
  /** Opens it after `g`. @default - no key does */
  readonly key?: string;
  /** Loads what it shows, a file of its own. */
  readonly load: () => Promise<ComponentType>;
  /** It is opened from others and has no button in the bar. @default false */
  readonly isBehind?: boolean;
  /** Whether there is anything in it for somebody. */
  readonly isFor: (me: MeView) => boolean;
}

/** In the order of the bar; the first one that is for somebody is where they begin. */
export const rooms: readonly Room[] = [
  {
    id: 'work',
    path: '/viec/*?',
    key: 'v',
    load: async () => (await import('../work/index.ts')).WorkScreen,
    // Those who answer for the leads of others find there what waits for them to decide.
    isFor: ({ repId, rights }) => repId !== null || 'lateAct.decide' in rights,
  },
  {
    id: 'start',
    path: '/bat-dau',
    key: 'b',
    load: async () => (await import('../start/index.ts')).StartScreen,
    isFor: ({ repId, rights }) => repId === null && !('lateAct.decide' in rights),
  },
  {
    id: 'find',
    path: '/tim',
    key: 'f',
    load: async () => (await import('../find/index.ts')).FindScreen,
    isFor: ({ rights }) => 'lead.contact' in rights,
  },
  {
    id: 'add',
    path: '/them',
    key: 'a',
    load: async () => (await import('../add/index.ts')).AddScreen,
    isFor: ({ rights }) => 'lead.enter' in rights,
  },
  {
    id: 'lead',
    path: '/khach/:leadId',
    load: async () => (await import('../lead/index.ts')).LeadScreen,
    isBehind: true,
    isFor: ({ rights }) => 'lead.read' in rights,
  },
  {
    id: 'reports',
    path: '/bao-cao/*?',
    key: 'r',
    load: async () => (await import('../reports/index.ts')).ReportsScreen,
    isFor: ({ rights }) => 'report.read' in rights,
  },
  {
    id: 'events',
    path: '/su-kien/*?',
    key: 's',
    load: async () => (await import('../events/index.ts')).EventsScreen,
    isFor: ({ rights, features }) => 'registration.checkIn' in rights && features.events,
  },
  { id: 'me', path: '/toi', key: 't', load: async () => (await import('../me/index.ts')).MeScreen, isFor: () => true },
];
