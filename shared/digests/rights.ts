import { principalOfUser, scopeOf } from '../access/index.ts';
import type { UserConfig } from '../access/user-config.ts';

/** Tells whether somebody may be told numbers at all. */
export const mayHaveDigests = (user: UserConfig): boolean => scopeOf(principalOfUser(user), 'report.read') !== 'none';
