import { forget, type KeptPost, type KeyValueStore, keep, keepForMs } from './outbox.ts';
import { type Obstacle, obstacleOf, retryDelayMs, type Verdict, verdictOf } from './verdict.ts';

export type FieldError = { path: string; message: string };
export type Answer = {
  verdict: Verdict;
  stored: boolean;
  errors: FieldError[];
  detail: string;
  /** Where the file is that the form is for. */
  file?: string;
  /** What stood in the way of a post that is to be tried again. */
  obstacle: Obstacle;
  /** How often in a row the browser did not let it go although there is a network. */
  timesBlocked: number;
};

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

const withToken = (body: string, token: string): string => JSON.stringify({ ...JSON.parse(body), token });

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
    return { status: response.status, problem, retryAfter: response.headers.get('retry-after'), timedOut: false };
  } catch (error) {
    return { status: 0, problem: {}, retryAfter: null, timedOut: Object(error).name === 'TimeoutError' };
  }
};

/**
 * Writes the post down, then sends it until the server has answered for good: by a timer, and at once when the device is
 * back online. The first try waits for the form's `token`, but not when the page is left. Every try reports its answer.
 * The result stops further tries and leaves the post in the store.
 */
export const deliver = (kept: KeptPost, report: (answer: Answer) => void, token?: Promise<string | undefined>): (() => void) => {
  const store = deviceStore();
  let post = kept;
  // Written before the first try: a tab that dies on the way loses nothing.
  const stored = keep(store, post);
  let failures = 0;
  let timesBlocked = 0;
  let timer = 0;
  let sending = false;
  let over = false;

  const stop = () => {
    over = true;
    clearTimeout(timer);
    removeEventListener('online', attempt);
    removeEventListener('pagehide', attempt);
  };

  const attempt = async () => {
    if (sending || over) return;
    clearTimeout(timer);
    removeEventListener('pagehide', attempt);
    sending = true;
    const { status, problem, retryAfter, timedOut } = await send(post);
    sending = false;
    const verdict = verdictOf(status);
    const obstacle = obstacleOf(status, timedOut, navigator.onLine);
    const expired = Date.now() - post.at > keepForMs;
    if (verdict !== 'again' || expired) forget(store, post.id);
    if (over) return;
    timesBlocked = obstacle === 'blocked' ? timesBlocked + 1 : 0;
    if (verdict !== 'again' || expired) stop();
    else timer = setTimeout(attempt, retryDelayMs(++failures, Math.random(), retryAfter));
    report({
      verdict,
      stored,
      errors: Array.isArray(problem?.errors) ? problem.errors.filter(isFieldError) : [],
      detail: `${problem?.detail ?? ''}`,
      file: problem?.downloadPath,
      obstacle,
      timesBlocked,
    });
  };

  const begin = async () => {
    const signed = await token;
    if (over || sending || failures > 0) return;
    if (signed) post = { ...post, body: withToken(post.body, signed) };
    keep(store, post);
    void attempt();
  };

  addEventListener('online', attempt);
  addEventListener('pagehide', attempt);
  void begin();
  return stop;
};
