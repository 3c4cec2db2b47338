import type { Language } from './index.ts';
import type { events } from './vi/events.ts';

/** Words of the room of events: a file of its own a language, because a first load has no use for them. */
export type EventTexts = typeof events;

export async function loadEventTexts(language: Language): Promise<EventTexts> {
  return language === 'en' ? (await import('./en/events.ts')).events : (await import('./vi/events.ts')).events;
}
