import { userKind } from '../access/user-config.ts';
import { anyLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isStillDue, remindRequest } from '../rights/index.ts';
import { defineWork } from '../work/index.ts';

/** Has those who administer reminded of what the law wants done, while it is not. A reminder of another moment than stands now is over. */
export const remindOfRightsWork = defineWork({
  kind: 'remindOfRights' satisfies typeof remindRequest.kind,
  schema: remindRequest.schema,
  async run(request, { table, config, queues, log }) {
    if (!(await isStillDue(table, request))) return;
    const { recordId, of, percent, dueAt } = request;
    const users = [...(await config.current(userKind)).documents.values()].filter(({ role }) => role === 'admin');
    const leadId = await anyLead(table);
    if (users.length === 0 || leadId === null) {
      // No mail can go out: whoever hears of faults hears of it.
      return log.error('what the law wants done is due soon, and nobody can be told', { recordId, of, percent });
    }
    const about = { recordId, of, percent, dueAt };
    await queues.notice.sendAll(users.map(({ id: userId }) => ({ body: mailRequest('rightsNotice', leadId, { ...about, userId }) })));
  },
});
