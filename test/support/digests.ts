import { openDigests } from '../../shared/platform/digests.ts';

/** Digests as a deployment has them; each test's table is made with the same key. */
export const digests = openDigests('identity key of the tests');
