import { isWritingOf } from './drafts.ts';
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
 * @param keepsWriting the session was over by itself: the call and the drafts wait in the tab for the same user to sign in again
 */
export function forgetLeads({ keepsWriting }: { readonly keepsWriting: boolean }): void {
  try {
    for (const name of Object.keys(window.sessionStorage)) {
      if (!keepsWriting || !isWritingOf(null, name)) window.sessionStorage.removeItem(name);
    }
    for (const name of Object.keys(window.localStorage))
      if (ofLeads.some((of) => name.startsWith(of))) window.localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Forgets what others were writing in this tab before somebody signed in. */
export function forgetWritingOfOthers(userId: string): void {
  try {
    for (const name of Object.keys(window.sessionStorage)) {
      if (isWritingOf(null, name) && !isWritingOf(userId, name)) window.sessionStorage.removeItem(name);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
