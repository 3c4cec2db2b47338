import { z } from 'zod';

/** Ending all sessions of a user is asked for by this, apart from the work itself. */
export const signOutRequest = {
  kind: 'signOut' as const,
  schema: z.object({ userId: z.string() }),
};
