import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Notify } from '../routing/notify-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import type { ToldUser } from './told-user.ts';

/** Who chooses where they hear of things: a rep, or a user who is none. */
export type Whose = { readonly repId: RepId } | { readonly userId: string };

/** Somebody who hears of notices, and what the configuration says of it. */
export interface Hearer {
  readonly whose: Whose;
  readonly notify?: Notify | undefined;
}

/** Returns the id by which somebody is known among those of their kind. */
export const idOf = (whose: Whose): string => ('repId' in whose ? whose.repId : whose.userId);

/** Returns a rep as somebody who hears of notices. */
export const repHears = (rep: RepConfig | undefined): Hearer | undefined => rep && { whose: { repId: rep.id }, notify: rep.notify };

/** Returns a user as somebody who hears of notices: whoever is a rep as well chose it as that. */
export function userHears({ user, own }: ToldUser): Hearer | undefined {
  if (own) return repHears(own);
  return user && { whose: { userId: user.id }, notify: user.notify };
}

/** Somebody who was found by who they are. `locale`: of a rep alone. */
export type FoundHearer = Hearer & { readonly locale: Locale | undefined };

/** Finds somebody by who they are; undefined: they are not configured. */
export async function findHearer(whose: Whose, config: ConfigReader): Promise<FoundHearer | undefined> {
  const [users, reps] = await Promise.all([config.current(userKind), config.current(repKind)]);
  const user = 'userId' in whose ? users.documents.get(whose.userId) : undefined;
  const rep = reps.documents.get('repId' in whose ? whose.repId : (user?.repId ?? ''));
  const hearer = rep ? repHears(rep) : userHears({ user, own: undefined });
  return hearer && { ...hearer, locale: rep?.locale };
}
