import type { UserConfig } from '../access/user-config.ts';
import type { Table } from '../platform/table.ts';
import { planAccounts, type Step } from './rules-accounts.ts';
import { readAccounts } from './state.ts';

/** Returns what would bring the accounts that are known to some users, for people to read; nothing is done. */
export async function whatToDo(table: Pick<Table, 'get'>, users: readonly UserConfig[]): Promise<readonly Step[]> {
  return planAccounts((await readAccounts(table))?.known ?? {}, users, false);
}
