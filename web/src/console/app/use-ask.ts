import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { Route } from '../../../../api/route.ts';
import type { AnswerOf, Known, RequestOf, RouteCall, Watched } from '../api/index.ts';
import { createWatch } from '../api/index.ts';
import { useApp } from './context.ts';
import { useHeard } from './use-heard.ts';

/** How often what reps work from is looked at while it is on the screen. */
export const everyHalfMinute = 30_000;

/** Hears of what makes a look worth it: the page is seen again, or the network is back. */
function onWake(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  window.addEventListener('online', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    window.removeEventListener('online', listener);
  };
}

/**
 * Asks a route for as long as the component is there, again by its ETag. A request with other values is another question, and the answer to
 * the one before is forgotten.
 */
export function useAsk<R extends Route>(
  call: RouteCall<R>,
  request: RequestOf<R>,
  { everyMs }: { readonly everyMs?: number } = {},
): { readonly asked: Watched<AnswerOf<R>>; readonly ageMs: () => number; readonly again: () => Promise<void> } {
  const { ask } = useApp();
  const question = JSON.stringify([call.method, call.path, request, everyMs]);
  const watch = useMemo(
    () =>
      createWatch<Known<AnswerOf<R>>>({
        load: (known, signal) => ask(call, request, { known, signal }),
        everyMs,
        isSeen: () => document.visibilityState === 'visible',
        onWake,
        later: (run, ms) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        nowMs: () => Date.now(),
      }),
    [ask, question],
  );
  useHeard(watch.onChange);
  useLayoutEffect(() => watch.close, [watch]);
  return { asked: watch.state() as Watched<AnswerOf<R>>, ageMs: watch.ageMs, again: watch.again };
}
