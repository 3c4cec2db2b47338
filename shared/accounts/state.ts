import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import type { KnownAccounts } from './rules-accounts.ts';

/** What was done with accounts so far. */
const AccountsState = z.object({
  version: z.number().int().positive(),
  known: z.record(z.string(), z.object({ userId: z.string(), standing: z.string().nullable() })),
});
export type AccountsState = z.infer<typeof AccountsState>;

const store = versioned<AccountsState>({
  parse(item) {
    const parsed = AccountsState.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('what was done with accounts does not have the shape this version knows');
    return parsed.data;
  },
  toItem: (state) => ({ ...keys.accounts, ...state }),
});

/** Reads what was done with accounts; null where nothing was. @throws CorruptItemError */
export async function readAccounts(table: Pick<Table, 'get'>): Promise<AccountsState | null> {
  return (await store.read(table, keys.accounts, { consistent: true })) ?? null;
}

/** Replaces what was read; refused when somebody was quicker. */
export function putAccounts(before: AccountsState | null, known: KnownAccounts): PutWrite {
  return store.put(before, { version: (before?.version ?? 0) + 1, known: { ...known } });
}
