import type { Store } from './choices.ts';

const mostKept = 5;
/** How what is kept begins; whose it is comes after it. */
export const openedPrefix = 'pheu:opened:';
const nameFor = (userId: string): string => `${openedPrefix}${userId}`;

/** The leads that a user opened last on this device, the latest first: their ids, and nothing of the person. */
export function openedBy(store: Store | undefined, userId: string): readonly string[] {
  try {
    return (store?.getItem(nameFor(userId)) ?? '')
      .split(' ')
      .filter((id) => /^[A-Za-z0-9]{1,40}$/.test(id))
      .slice(0, mostKept);
  } catch {
    return [];
  }
}

/** Keeps that a user opened a lead. */
export function noteOpened(store: Store | undefined, userId: string, leadId: string): void {
  try {
    store?.setItem(nameFor(userId), [leadId, ...openedBy(store, userId).filter((id) => id !== leadId)].slice(0, mostKept).join(' '));
  } catch {
    // A browser that keeps nothing shows none.
  }
}
