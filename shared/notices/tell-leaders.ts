import { leadersOf } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { tellLeadersRequest } from '../routing/index.ts';
import { defineWork } from '../work/index.ts';

/** Has the leaders of a pool told that nobody accepts something; where a pool has none, those who administer. */
export const tellLeadersWork = defineWork({
  kind: 'tellLeaders' satisfies typeof tellLeadersRequest.kind,
  schema: tellLeadersRequest.schema,
  async run({ leadId, subject, poolId, endedAt }, { config, queues, log }) {
    const { documents } = await config.current(userKind);
    const told = leadersOf([...documents.values()], poolId);
    if (told.length === 0) log.warn('nobody to tell that a lead is not accepted', { leadId, poolId });
    await queues.notice.sendAll(
      told.map(({ id: userId }) => ({ body: mailRequest('unacceptedNotice', leadId, { subject, poolId, endedAt, userId }) })),
    );
  },
});
