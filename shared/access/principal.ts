import { z } from 'zod';
import type { ConfigSet } from '../config/index.ts';
import { NotFoundError, UnauthenticatedError } from '../platform/errors.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import type { UserConfig } from './user-config.ts';

/** What Cognito says in an ID token; HTTP API hands every claim over as text. Access tokens lack the address and are refused. */
const Claims = z.object({
  token_use: z.literal('id'),
  email: z.string().min(3),
  email_verified: z.union([z.literal('true'), z.literal(true)]),
});

/** Who calls: role and territory come from the configuration, never from claims, which are up to an hour old. */
export type Principal =
  | { readonly role: 'admin'; readonly userId: string }
  /** `regions`: province codes and macro-regions; empty means all. */
  | { readonly role: 'manager'; readonly userId: string; readonly regions: readonly string[] }
  /** `pools`: those whose reps they lead. */
  | { readonly role: 'leader'; readonly userId: string; readonly pools: readonly PoolId[] }
  | { readonly role: 'marketer'; readonly userId: string }
  | { readonly role: 'rep'; readonly userId: string; readonly repId: RepId };

/** What a user of the configuration may act as. @throws NotFoundError for a rep that none is named of */
export function principalOfUser(user: UserConfig): Principal {
  if (user.role === 'rep') {
    if (!user.repId) throw new NotFoundError('this user has no rep');
    return { role: 'rep', userId: user.id, repId: user.repId };
  }
  if (user.role === 'manager') return { role: 'manager', userId: user.id, regions: user.regions ?? [] };
  if (user.role === 'leader') return { role: 'leader', userId: user.id, pools: user.pools ?? [] };
  return { role: user.role, userId: user.id };
}

/** @throws UnauthenticatedError for a token that is not an ID token with a verified address; NotFoundError for an unknown user. */
export function principalOf(claims: unknown, users: ConfigSet<UserConfig>): Principal {
  const parsed = Claims.safeParse(claims);
  if (!parsed.success) throw new UnauthenticatedError('send the ID token of a user whose e-mail address is verified');
  const email = parsed.data.email.trim().toLowerCase();
  const user = [...users.documents.values()].find((known) => known.email.toLowerCase() === email);
  if (!user) throw new NotFoundError('nothing here for this user');
  return principalOfUser(user);
}
