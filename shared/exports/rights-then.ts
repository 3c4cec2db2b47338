import { masksFor, mayAtAll, type Principal, principalOfUser, readMaskRules } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';

/** Spells what somebody may see: another role, region or pool is another list. */
export function rightsOf(principal: Principal): string {
  const places = principal.role === 'manager' ? principal.regions : principal.role === 'leader' ? principal.pools : [];
  return [principal.role, principal.role === 'rep' ? principal.repId : '', ...[...places].sort()].join(' ');
}

/** Finds whoever asked for an export, as long as they may see what they might see then; null: they may not any more. */
export async function whoeverAsked(
  { by, rights }: { readonly by: string; readonly rights: string },
  config: ConfigReader,
): Promise<Principal | null> {
  const user = (await config.current(userKind)).documents.get(by);
  if (!user || (user.role === 'rep' && user.repId === undefined)) return null;
  const principal = principalOfUser(user);
  return mayAtAll(principal, 'list.export') && rightsOf(principal) === rights ? principal : null;
}

/** Names what is masked for whoever asks now. */
export async function masksNow(principal: Principal, config: ConfigReader): Promise<string[]> {
  return masksFor(principal, await readMaskRules(config));
}

/**
 * Returns why a file may not be had any more by whoever asked for it: it shows what they may not see now; null: it may. A file that does not say what was
 * masked in it may show anything.
 */
export async function withheldSince(
  { rights, masks = [] }: { readonly rights: string; readonly masks?: readonly string[] },
  principal: Principal,
  config: ConfigReader,
): Promise<'rightsChanged' | 'masked' | null> {
  if (rightsOf(principal) !== rights) return 'rightsChanged';
  const now = await masksNow(principal, config);
  return now.every((one) => masks.includes(one)) ? null : 'masked';
}
