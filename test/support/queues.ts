import type { Queue } from '../../shared/platform/queues.ts';

/** For tests that are not about what is sent on. */
export const unheardQueue: Queue = { send: () => Promise.resolve(), sendAll: () => Promise.resolve() };
