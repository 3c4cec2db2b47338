import { type Ask, inTurn } from '../api/index.ts';
import { type Answers, createAnswers, type KeptAnswer } from './answers.ts';
import { openShelf } from './database.ts';
import { createOutbox, type KeptAct, type Outbox } from './outbox.ts';

const later = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Opens what this browser keeps of answers. */
export const openAnswers = (ask: Ask, who: () => string | null): Answers =>
  createAnswers({ ask, who, shelf: openShelf<KeptAnswer>('answers'), nowMs: () => Date.now(), later });

/** A network that came back without a word is found so soon. */
const lookAgainMs = 20_000;

/** Opens what this browser keeps to be sent, and sends it: now, when there is a network again, when the page is seen again. */
export function openOutbox(userId: string, ask: Ask, serverMs: () => number): Outbox & { readonly close: () => void } {
  const channel = new BroadcastChannel('pheu-outbox');
  const outbox = createOutbox({
    userId,
    ask,
    shelf: openShelf<KeptAct>('outbox'),
    // Two tabs may both send one, which the server does once.
    alone: (work) => inTurn('pheu-outbox', work),
    tabs: {
      tell: () => channel.postMessage(null),
      hear: (listener) => {
        channel.onmessage = listener;
      },
    },
    isOffline: () => !navigator.onLine,
    after: (ms) => {
      const giving = new AbortController();
      return { signal: giving.signal, cancel: later(() => giving.abort(), ms) };
    },
    nowMs: () => Date.now(),
    serverMs,
  });
  const flush = () => {
    if (navigator.onLine && document.visibilityState === 'visible') void outbox.flush().catch(() => {});
  };
  const timer = setInterval(() => outbox.acts().some(({ refused }) => refused === undefined) && flush(), lookAgainMs);
  document.addEventListener('visibilitychange', flush);
  window.addEventListener('online', flush);
  flush();
  return {
    ...outbox,
    close() {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('online', flush);
      channel.close();
    },
  };
}
