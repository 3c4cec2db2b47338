import { z } from 'zod';
import { defineCall } from './kind.ts';
import { CallUrl } from './url-config.ts';

/** Asks an address once and keeps what it answered: whether calls of this deployment reach it, before anything relies on it. */
export const probeCall = defineCall({
  kind: 'probe',
  schema: z.object({ url: CallUrl }),
  build: ({ url }) => ({ method: 'GET', url, headers: {}, body: null }),
  // Any answer is one, and a person waits for it: nobody tries again by itself, and no alarm rings.
  judge: () => 'done',
  waits: [],
});
