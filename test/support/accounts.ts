import { AccountRefusedError, type Accounts } from '../../shared/platform/accounts.ts';
import { UnavailableError } from '../../shared/platform/errors.ts';

/** A user pool in memory, and what was done with it. */
export interface MemoryAccounts extends Accounts {
  /** Each call, such as `make lan@annhien.vn`. */
  readonly calls: string[];
  readonly users: Map<string, { isEnabled: boolean; isInvited: boolean }>;
  /** From now on calls for an address fail: `passing`, or by a refusal. */
  fail(email: string, how: 'passing' | 'refused' | 'no'): void;
}

export function memoryAccounts(): MemoryAccounts {
  const users: MemoryAccounts['users'] = new Map();
  const fates = new Map<string, string>();
  const calls: string[] = [];
  const call = async (act: string, email: string, run: () => void): Promise<void> => {
    calls.push(`${act} ${email}`);
    if (fates.get(email) === 'passing') throw new UnavailableError('the user pool does not answer');
    if (fates.get(email) === 'refused') throw new AccountRefusedError('InvalidParameterException');
    run();
  };
  return {
    calls,
    users,
    fail: (email, how) => void fates.set(email, how),
    make: (email, { isInvited }) =>
      call('make', email, () => {
        if (!users.has(email)) users.set(email, { isEnabled: true, isInvited });
      }),
    enable: (email) => call('enable', email, () => void Object.assign(users.get(email) ?? {}, { isEnabled: true })),
    disable: (email) => call('disable', email, () => void Object.assign(users.get(email) ?? {}, { isEnabled: false })),
    signOutEverywhere: (email) => call('sign out', email, () => {}),
  };
}
