import { leadersOf } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { tellDeclinedRequest } from '../routing/index.ts';
import { defineWork } from '../work/index.ts';

/** Has the leaders of a pool told that a rep declined something, and what of it is theirs to decide; where a pool has none, those who administer. */
export const tellDeclinedWork = defineWork({
  kind: 'tellDeclined' satisfies typeof tellDeclinedRequest.kind,
  schema: tellDeclinedRequest.schema,
  async run({ leadId, ...declined }, { config, queues, log }) {
    const { documents } = await config.current(userKind);
    const told = leadersOf([...documents.values()], declined.poolId);
    if (told.length === 0) log.warn('nobody to tell that an offer was declined', { leadId, poolId: declined.poolId });
    await queues.notice.sendAll(told.map(({ id: userId }) => ({ body: mailRequest('declinedNotice', leadId, { ...declined, userId }) })));
  },
});
