import { type UserConfig, userKind } from '../access/user-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { Locale } from '../leads/index.ts';
import type { ProductParts } from '../mail/index.ts';
import type { MailId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { channelsOf, type OpenChannels } from './channels.ts';
import { userHears } from './hearer.ts';

/** Whom a notice to a leader is for; undefined: they may not sign in any more. */
export interface ToldUser {
  readonly user: UserConfig | undefined;
  /** The rep that they are as well, who says in which language and when they hear of things. */
  readonly own: RepConfig | undefined;
}

/** Finds whom a notice to a leader is for, and by which channels they are still to be told. */
export async function readToldUser(
  userId: string,
  mailId: MailId,
  parts: Pick<ProductParts, 'table' | 'config'>,
): Promise<ToldUser & { readonly channels: OpenChannels }> {
  const [users, reps] = await Promise.all([parts.config.current(userKind), parts.config.current(repKind)]);
  const user = users.documents.get(userId);
  const own = user?.repId === undefined ? undefined : reps.documents.get(user.repId);
  return { user, own, channels: await channelsOf(userHears({ user, own }), mailId, parts) };
}

/** Returns the language in which a leader is told. */
export const localeOfTold = ({ own }: Pick<ToldUser, 'own'>, { defaultLocale }: Pick<CompanyConfig, 'defaultLocale'>): Locale =>
  own?.locale ?? defaultLocale;
