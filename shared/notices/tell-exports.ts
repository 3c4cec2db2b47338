import { userKind } from '../access/user-config.ts';
import { tellExportsRequest } from '../exports/index.ts';
import { anyLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { defineWork } from '../work/index.ts';

/** Has those who administer told of the lists that were taken out within a quarter of an hour, by whomever: each of them by one mail. */
export const tellExportsWork = defineWork({
  kind: 'tellExports' satisfies typeof tellExportsRequest.kind,
  schema: tellExportsRequest.schema,
  async run({ since, until }, { table, config, queues, log }) {
    const users = [...(await config.current(userKind)).documents.values()].filter(({ role }) => role === 'admin');
    const leadId = await anyLead(table);
    // Where there is no lead at all, there was nobody to take out.
    if (leadId === null) return log.warn('lists without anybody in them were taken out', { since });
    if (users.length === 0) return log.error('lists were taken out, and there is nobody to tell of it', { since });
    await queues.notice.sendAll(users.map(({ id: userId }) => ({ body: mailRequest('exportNotice', leadId, { since, until, userId }) })));
  },
});
