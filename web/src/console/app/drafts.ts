/** The part of a tab's storage that drafts need; it may be closed, or throw. */
export interface DraftStore {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const draftsOf = (userId: string): string => `pheu:draft:${userId}:`;
const nameFor = (userId: string, name: string): string => `${draftsOf(userId)}${name}`;

/** Where a tab keeps the call of a user whose outcome is to be noted. */
export const callOf = (userId: string): string => `pheu:call:${userId}`;

/** Tells whether something that a tab keeps is a draft of a user or their call. `null`: of anybody. */
export const isWritingOf = (userId: string | null, name: string): boolean =>
  userId === null ? /^pheu:(draft|call):/.test(name) : name.startsWith(draftsOf(userId)) || name === callOf(userId);

/**
 * Gives what a user was writing about a lead to the lead that it is part of by now. Two notes become one; else what was being written there stays, and
 * this one with it, where nobody sees it before they sign out.
 * @param names of all that the tab keeps
 */
export function moveDrafts(store: DraftStore, names: readonly string[], userId: string, from: string, to: string): void {
  for (const name of names.filter((one) => one.startsWith(draftsOf(userId)))) {
    const own = name.slice(draftsOf(userId).length).split(':');
    if (own[1] !== from) continue;
    const next = nameFor(userId, own.with(1, to).join(':'));
    try {
      const [moved, there] = [store.getItem(name), store.getItem(next)];
      const both = there === null ? moved : joined(there, moved);
      if (both === null) continue;
      store.setItem(next, both);
      store.removeItem(name);
    } catch {
      // A browser that keeps nothing has nothing to give.
    }
  }
}

/** Joins two drafts that are one text each; null: they are none. */
function joined(one: string, other: string | null): string | null {
  const [first, second] = [one, other ?? '{}'].map((text): { readonly text?: unknown } => Object(JSON.parse(text)));
  if (typeof first?.text !== 'string' || typeof second?.text !== 'string' || Object.keys(first).length > 1) return null;
  return JSON.stringify({ text: `${first.text}\n${second.text}` });
}

/** Where a tab keeps when the session ended by itself in which something was being written. */
export const endedName = 'pheu:ended';
const waitsMs = 15 * 60_000;

/** Tells whether what was being written is forgotten: a quarter of an hour after its session ended, which may have been ended from elsewhere because the device is lost. */
export const isGivenUp = (endedMs: number, nowMs: number): boolean => !(nowMs - endedMs < waitsMs);

/**
 * Reads what a user was writing when the page went away. Another build may have written it: only what has the shape of `empty` counts.
 * @returns `empty` where nothing was kept
 */
export function readDraft<Draft extends object>(store: DraftStore | undefined, userId: string, name: string, empty: Draft): Draft {
  try {
    const kept: unknown = JSON.parse(store?.getItem(nameFor(userId, name)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return empty;
    const fitting = Object.entries(kept).filter(([key, value]) => key in empty && isAlike(value, empty[key as keyof Draft]));
    return { ...empty, ...Object.fromEntries(fitting) };
  } catch {
    return empty;
  }
}

/** Keeps what a user is writing until they save it; what is empty again is forgotten. */
export function keepDraft<Draft extends object>(
  store: DraftStore | undefined,
  userId: string,
  name: string,
  draft: Draft,
  empty: Draft,
): void {
  try {
    const text = JSON.stringify(draft);
    if (text === JSON.stringify(empty)) store?.removeItem(nameFor(userId, name));
    else store?.setItem(nameFor(userId, name), text);
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

/** Tells whether a value has the shape of another; a list is one of texts, and what is null may be a text. */
function isAlike(value: unknown, empty: unknown): boolean {
  if (empty === null) return value === null || typeof value === 'string';
  if (Array.isArray(empty)) return Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (typeof value !== typeof empty || value === null) return false;
  return typeof empty !== 'object' || Object.entries(empty).every(([key, each]) => isAlike(Object(value)[key], each));
}
