import type { Plugin } from 'esbuild';

/**
 * The SDK loads what reads streams of events when a call answers with one. No call of ours does; but what may be loaded later has to be
 * kept whole, and nearly all of the SDK's core hangs on it: nothing there could be left out, and all of it was set up step by step.
 */
export const noEventStreams: Plugin = {
  name: 'no-event-streams',
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'event-streams', namespace: 'no-event-streams' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-event-streams' }, () => ({
      contents: "throw new Error('no function calls anything that answers with a stream of events');",
    }));
  },
};
