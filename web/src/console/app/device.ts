import { endedName, isGivenUp, isWritingOf, moveDrafts } from './drafts.ts';
import { openedPrefix } from './opened.ts';

/** Names of what is kept of leads in this browser; what is kept of anything else stays with a sign-out. */
const ofLeads = [openedPrefix, 'pheu:held'];

/** What this browser keeps; undefined where it is told to keep nothing, which it says by throwing. */
export function storeOfDevice(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** What a tab keeps until it is closed; undefined where it is told to keep nothing. */
export function tabStoreOfDevice(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

/**
 * Forgets with which leads somebody had to do in this browser: those that they opened, what is held about them, the call whose outcome was to be
 * noted, and what they were writing.
 * @param keepsWriting the session was over by itself: the call and the drafts wait in the tab for the same user to sign in again, for a quarter of an hour
 */
export function forgetLeads({ keepsWriting }: { readonly keepsWriting: boolean }): void {
  try {
    const { sessionStorage: tab } = window;
    const ended = tab.getItem(endedName) ?? String(Date.now());
    const waits = keepsWriting && !isGivenUp(Number(ended), Date.now());
    for (const name of Object.keys(tab)) if (!waits || !isWritingOf(null, name)) tab.removeItem(name);
    // Only where something waits.
    if (tab.length > 0) tab.setItem(endedName, ended);
    for (const name of Object.keys(window.localStorage))
      if (ofLeads.some((of) => name.startsWith(of))) window.localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Forgets what others were writing in this tab before somebody signed in, and what they were themselves if that was long ago. */
export function forgetWritingOfOthers(userId: string): void {
  try {
    const ended = window.sessionStorage.getItem(endedName);
    if (ended !== null) {
      window.sessionStorage.removeItem(endedName);
      if (isGivenUp(Number(ended), Date.now())) forgetLeads({ keepsWriting: false });
    }
    for (const name of Object.keys(window.sessionStorage)) {
      if (isWritingOf(null, name) && !isWritingOf(userId, name)) window.sessionStorage.removeItem(name);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Gives what a user was writing about a lead in this tab to the lead that it is part of by now. */
export function moveWriting(userId: string, from: string, to: string): void {
  const store = tabStoreOfDevice();
  if (store) moveDrafts(store, Object.keys(store), userId, from, to);
}
