import { userKind } from '../access/user-config.ts';
import { readEndpoint, webhookOffRequest } from '../event-webhooks/index.ts';
import { anyLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { defineWork } from '../work/index.ts';

/** Has whoever answers for an address told that it hears of events no more, and those who administer. */
export const tellWebhookOffWork = defineWork({
  kind: 'tellWebhookOff' satisfies typeof webhookOffRequest.kind,
  schema: webhookOffRequest.schema,
  async run({ webhookId, at }, { table, config, queues, log }) {
    const endpoint = await readEndpoint(table, webhookId);
    // Somebody has turned it on again, or deleted it.
    if (endpoint?.off?.at !== at) return;
    const users = [...(await config.current(userKind)).documents.values()];
    const told = users.filter(({ id, role }) => role === 'admin' || id === endpoint.owner);
    const leadId = await anyLead(table);
    if (told.length === 0 || leadId === null) return log.error('a webhook is turned off, and nobody can be told', { webhookId });
    await queues.notice.sendAll(told.map(({ id: userId }) => ({ body: mailRequest('webhookNotice', leadId, { webhookId, at, userId }) })));
  },
});
