import { type UserConfig, userKind } from '../access/user-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { tellReadingRequest } from '../revealing/index.ts';
import { poolKind, poolsOfRep } from '../routing/pool-config.ts';
import { defineWork } from '../work/index.ts';

/** Has the leaders of a rep told that the rep asked for far more numbers than usual; where they have none, those who administer. */
export const tellReadingWork = defineWork({
  kind: 'tellReading' satisfies typeof tellReadingRequest.kind,
  schema: tellReadingRequest.schema,
  async run({ leadId, ...reading }, { config, queues, log }) {
    const [users, pools] = await Promise.all([config.current(userKind), config.current(poolKind)]);
    const own = poolsOfRep(pools.documents.values(), reading.repId);
    const told = leadersOfRep([...users.documents.values()], reading.repId, new Set(own.map(({ id }) => id)));
    if (told.length === 0) log.warn('nobody to tell of unusual reading', { repId: reading.repId });
    await queues.notice.sendAll(told.map(({ id: userId }) => ({ body: mailRequest('readingNotice', leadId, { ...reading, userId }) })));
  },
});

/** Returns who answers for a rep; nobody for themselves. */
export function leadersOfRep(users: readonly UserConfig[], repId: string, poolIds: ReadonlySet<string>): UserConfig[] {
  const others = users.filter((user) => user.repId !== repId);
  const leaders = others.filter(({ role, pools = [] }) => role === 'leader' && pools.some((pool) => poolIds.has(pool)));
  return leaders.length > 0 ? leaders : others.filter(({ role }) => role === 'admin');
}
