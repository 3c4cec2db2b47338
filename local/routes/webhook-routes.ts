import { type HelperRoute, jsonResponse, textAt } from 'local-cloud';
import { Behaviour, type LocalReceiver } from '../played/receiver/index.ts';

const howToAsk =
  'Send {"path": "/crm", "behaviour": {"status": 500, "delaySeconds": 0, "retryAfterSeconds": null}}, or "secret": "whsec_…".';

/** What the receiver of webhooks got and how it answers from now on: `/_local/webhooks`. */
export const webhookRoutes = (receiver: LocalReceiver): Readonly<Record<string, HelperRoute>> => ({
  'GET webhooks': () => jsonResponse(200, { receipts: receiver.receipts(), behaviours: receiver.behaviours() }),
  'POST webhooks': (_parts, { body }) => {
    const path = textAt(body, 'path') ?? '';
    const secret = textAt(body, 'secret');
    const behaviour = body.behaviour === undefined ? undefined : Behaviour.safeParse(body.behaviour);
    if (!path.startsWith('/') || behaviour?.success === false || (secret === undefined && behaviour === undefined))
      return jsonResponse(400, { message: howToAsk });
    if (secret !== undefined) receiver.know(path, secret);
    if (behaviour) receiver.behave(path, behaviour.data);
    return jsonResponse(200, { path, ...(behaviour && { behaviour: behaviour.data }) });
  },
  'DELETE webhooks': () => {
    receiver.clear();
    return jsonResponse(200, { receipts: 0 });
  },
});
