import { z } from 'zod';
import { askFor, type WorkRequest } from '../work/index.ts';

/** Bringing the user pool to what is configured is asked for by this, apart from the work itself, which loads the client of the user pool. */
export const syncUsersRequest = {
  kind: 'syncUsers' as const,
  schema: z.object({
    /** Accounts that were made before are looked at as well: the user pool may be another one. */
    isWhole: z.boolean(),
    /** Whose steps were taken last; they go by the ids of users. */
    after: z.string().nullable(),
    /** Of the users that were published; an older one is not what is asked for. */
    version: z.number().int().nonnegative(),
  }),
};
export type SyncUsersRequest = z.infer<typeof syncUsersRequest.schema>;

/** Returns the message that brings the user pool to the users that were published. */
export function syncUsersAfterPublication(version: number): WorkRequest {
  return askFor(syncUsersRequest, { isWhole: false, after: null, version });
}

/** Returns the message that looks at all accounts, as each deployment does. */
export function syncAllUsers(): WorkRequest {
  return askFor(syncUsersRequest, { isWhole: true, after: null, version: 0 });
}
