/** The part of localStorage that the outbox uses. */
export type KeyValueStore = {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

/** A post that has no answer yet. The body stays as it was, so that a repeat is the same submission to the server. */
export type KeptPost = { id: string; url: string; body: string; at: number };

const prefix = 'pheu:post:';

/** A kept post is personal data on a device that may be shared, so it goes after a day, sent or not. */
export const keepForMs = 24 * 60 * 60 * 1000;

/** Writes a post down under its own key (two tabs cannot overwrite each other); false where the browser has no storage. */
export const keep = (store: KeyValueStore | undefined, post: KeptPost): boolean => {
  try {
    store?.setItem(prefix + post.id, JSON.stringify(post));
    return !!store;
  } catch {
    return false;
  }
};

export const forget = (store: KeyValueStore | undefined, id: string): void => store?.removeItem(prefix + id);

/** The posts still waiting, oldest first; what is too old or unreadable is removed on the way. */
export const waiting = (store: KeyValueStore | undefined, now: number): KeptPost[] => {
  const keys = Array.from({ length: store?.length ?? 0 }, (_, index) => store?.key(index) ?? '');
  const posts: KeptPost[] = [];
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    try {
      const post: KeptPost = JSON.parse(store?.getItem(key) ?? '');
      if (now - post.at < keepForMs) {
        posts.push(post);
        continue;
      }
    } catch {
      // Not ours any more: falls through to its removal.
    }
    store?.removeItem(key);
  }
  return posts.sort((a, b) => a.at - b.at);
};
