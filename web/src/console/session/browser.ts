import { inTurn, openPatience } from '../api/index.ts';
import { createSession, type Renewed, type Session, type TabMessage } from './session.ts';

/** Where the sign-in begins; `to` is the screen that it leads back to. */
export const signInAddress = (to: string): string => `/v1/session/start?to=${encodeURIComponent(to)}`;

/** All tabs wait while one renews. */
const patienceMs = 15_000;

async function inTime<Result>(ask: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const patience = openPatience(patienceMs);
  return await ask(patience.signal).finally(patience.end);
}

const renew = (): Promise<Renewed | 'refused'> =>
  inTime(async (signal) => {
    const answer = await fetch('/v1/session/refresh', { method: 'POST', cache: 'no-store', signal });
    if (answer.status === 401) return 'refused';
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return await answer.json();
  });

const end = (): Promise<string> =>
  inTime(async (signal) => {
    const answer = await fetch('/v1/session', { method: 'DELETE', cache: 'no-store', signal });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const { next }: { next: string } = await answer.json();
    return next;
  });

/** Opens the session of this tab, which shares its token with the others. */
export function openSession(): Session {
  const channel = new BroadcastChannel('pheu-session');
  return createSession({
    renew,
    end,
    // Two tabs may both renew, which costs a request and harms nothing.
    alone: (work) => inTurn('pheu-session', work),
    tabs: {
      tell: (message) => channel.postMessage(message),
      hear: (listener) => {
        channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
      },
    },
    nowMs: () => Date.now(),
  });
}
