import { type UserConfig, userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';

/** Whom a notice to a leader is for; undefined: they may not sign in any more. */
export interface ToldUser {
  readonly user: UserConfig | undefined;
  /** The rep that they are as well, who says in which language and when they hear of things. */
  readonly own: RepConfig | undefined;
}

/** Finds whom a notice to a leader is for. */
export async function readToldUser(userId: string, config: ConfigReader): Promise<ToldUser> {
  const [users, reps] = await Promise.all([config.current(userKind), config.current(repKind)]);
  const user = users.documents.get(userId);
  return { user, own: user?.repId === undefined ? undefined : reps.documents.get(user.repId) };
}
