import type { UserConfig } from './user-config.ts';

/** Returns who answers for a pool: its leaders, or where it has none, and where there is no pool, those who administer. */
export function leadersOf(users: readonly UserConfig[], poolId: string | null): UserConfig[] {
  const leaders = users.filter(({ role, pools = [] }) => role === 'leader' && pools.some((pool) => pool === poolId));
  return leaders.length > 0 ? leaders : users.filter(({ role }) => role === 'admin');
}
