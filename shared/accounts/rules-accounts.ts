import type { UserConfig } from '../access/user-config.ts';
import { digest } from '../platform/ids.ts';

/** What was done with an address. */
export interface KnownAccount {
  readonly userId: string;
  /** What the user was when it was done, as a digest; null: gone, and so disabled. */
  readonly standing: string | null;
}

/** Accounts by their addresses, in small letters. */
export type KnownAccounts = Readonly<Record<string, KnownAccount>>;

/** What is to be done with an account. */
export interface Step {
  /** `make`: make sure that it is there; `enable`: it was disabled by us; `renew`: sign out, because the user is something else now; `close`: disable, sign out. */
  readonly act: 'make' | 'enable' | 'renew' | 'close';
  readonly email: string;
  readonly userId: string;
  /** What is known afterwards. */
  readonly standing: string | null;
}

/** What decides what somebody may see; another name or address of a page is none of it. */
export function standingOf({ id, role, repId, regions, pools }: UserConfig): string {
  return digest(JSON.stringify([id, role, repId ?? null, [...(regions ?? [])].sort(), [...(pools ?? [])].sort()]));
}

/** Returns what brings accounts to the users that are configured, in the order of the users. @param isWhole looks at those that are there, too */
export function planAccounts(known: KnownAccounts, users: readonly UserConfig[], isWhole: boolean): readonly Step[] {
  const configured = new Map(users.map((user) => [user.email.toLowerCase(), user]));
  const wanted = [...configured].flatMap(([email, user]): Step[] => {
    const standing = standingOf(user);
    const before = Object.hasOwn(known, email) ? known[email] : undefined;
    const step = (act: Step['act']): Step[] => [{ act, email, userId: user.id, standing }];
    if (before === undefined) return step('make');
    if (before.standing === null) return step('enable');
    if (before.standing !== standing) return step('renew');
    return isWhole ? step('make') : [];
  });
  const gone = Object.entries(known).flatMap(([email, { userId, standing }]): Step[] =>
    standing === null || configured.has(email) ? [] : [{ act: 'close', email, userId, standing: null }],
  );
  return [...wanted, ...gone].sort((left, right) => compare(left.userId, right.userId) || compare(left.email, right.email));
}

const compare = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** Returns what comes behind a user, as many steps as a run takes or a few more: those of one user stay together. */
export function sliceOf(
  steps: readonly Step[],
  after: string | null,
  most: number,
): { readonly slice: readonly Step[]; readonly next: string | null } {
  const left = steps.filter(({ userId }) => after === null || userId > after);
  const last = left.at(most - 1)?.userId;
  const slice = last === undefined ? left : left.filter(({ userId }) => userId <= last);
  return { slice, next: last === undefined || slice.length === left.length ? null : last };
}

const reserved = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$/;

/** Tells whether an address can be nobody's (RFC 2606): a mail there would only come back. */
export function isNobodys(email: string): boolean {
  return reserved.test(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
