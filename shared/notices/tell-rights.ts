import { userKind } from '../access/user-config.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { LeadId } from '../platform/ids.ts';
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
    // Nobody who administers is there to read a mail: whoever hears of faults does.
    if (users.length === 0) log.error('something that the law wants done is due, and nobody administers', { recordId, of, percent });
    const about = { recordId, of, percent, dueAt };
    // Of no lead: the mail is kept with the record.
    const leadId = LeadId.parse(recordId);
    await queues.notice.sendAll(users.map(({ id: userId }) => ({ body: mailRequest('rightsNotice', leadId, { ...about, userId }) })));
  },
});
