import { forget, type KeptPost, type KeyValueStore, keep, keepForMs } from './outbox.ts';
import { retryDelayMs, type Verdict, verdictOf } from './verdict.ts';

export type FieldError = { path: string; message: string };
export type Answer = { verdict: Verdict; stored: boolean; errors: FieldError[]; detail: string };

const timeoutMs = 20_000;

/** localStorage, or nothing where the browser forbids it (reading the property throws there). */
export const deviceStore = (): KeyValueStore | undefined => {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
};

const isFieldError = (entry: Partial<FieldError> | null): entry is FieldError => !!entry && typeof entry.message === 'string';

/** Told at each try: a post may have waited, and only the moment of sending shows how wrong the device's clock is. */
const timed = (body: string): string => {
  const post: { context?: { visitorId?: string; sentAt?: string } } = JSON.parse(body);
  if (!post.context?.visitorId) return body;
  post.context.sentAt = new Date().toISOString();
  return JSON.stringify(post);
};

const send = async (post: KeptPost) => {
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: timed(post.body),
      credentials: 'omit',
      // Lets the post outlive a closed tab; browsers refuse more than 64 KB in flight.
      keepalive: post.body.length < 20_000,
      signal: AbortSignal.timeout?.(timeoutMs) ?? null,
    });
    const problem = await response.json().catch(() => ({}));
    return { status: response.status, problem, retryAfter: response.headers.get('retry-after') };
  } catch {
    return { status: 0, problem: {}, retryAfter: null };
  }
};

/**
 * Writes the post down, then sends it until the server has answered for good: by a timer, and at once when the device is
 * back online. Every try reports its answer. The result stops further tries and leaves the post in the store.
 */
export const deliver = (post: KeptPost, report: (answer: Answer) => void): (() => void) => {
  const store = deviceStore();
  // Written before the first try: a tab that dies on the way loses nothing.
  const stored = keep(store, post);
  let failures = 0;
  let timer = 0;
  let sending = false;
  let over = false;

  const stop = () => {
    over = true;
    clearTimeout(timer);
    removeEventListener('online', attempt);
  };

  const attempt = async () => {
    if (sending || over) return;
    clearTimeout(timer);
    sending = true;
    const { status, problem, retryAfter } = await send(post);
    sending = false;
    const verdict = verdictOf(status);
    const expired = Date.now() - post.at > keepForMs;
    if (verdict !== 'again' || expired) forget(store, post.id);
    if (over) return;
    if (verdict !== 'again' || expired) stop();
    else timer = setTimeout(attempt, retryDelayMs(++failures, Math.random(), retryAfter));
    report({
      verdict,
      stored,
      errors: Array.isArray(problem?.errors) ? problem.errors.filter(isFieldError) : [],
      detail: `${problem?.detail ?? ''}`,
    });
  };

  addEventListener('online', attempt);
  void attempt();
  return stop;
};
