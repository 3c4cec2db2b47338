import type { Plugin } from 'esbuild';

/**
 * The SDK loads what reads streams of events when a call answers with one. No call of ours does; but what may be loaded later has to be
 * kept whole, and nearly all of the SDK's core hangs on it: nothing there could be left out, and all of it was set up step by step. The client of S3
 * sets it up at once, for the one operation that answers so.
 */
export const noEventStreams: Plugin = {
  name: 'no-event-streams',
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, importer }) => {
      if (kind === 'dynamic-import') return { path: 'event-streams', namespace: 'no-event-streams' };
      return /\/@aws-sdk\/client-s3\//.test(importer) ? { path: 'set-up', namespace: 'no-event-streams' } : undefined;
    });
    build.onLoad({ filter: /^set-up$/, namespace: 'no-event-streams' }, () => ({
      contents: 'export const resolveEventStreamSerdeConfig = (config) => config; export const eventStreamSerdeProvider = () => undefined;',
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-event-streams' }, () => ({
      contents: "throw new Error('no function calls anything that answers with a stream of events');",
    }));
  },
};
