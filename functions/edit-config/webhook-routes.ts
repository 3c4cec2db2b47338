import { randomUUID } from 'node:crypto';
import { changeWebhookRoute } from '../../api/webhooks/change-webhook.ts';
import { deleteWebhookRoute } from '../../api/webhooks/delete-webhook.ts';
import { exchangeWebhookSecretRoute } from '../../api/webhooks/exchange-webhook-secret.ts';
import { listDeliveriesRoute } from '../../api/webhooks/list-deliveries.ts';
import { listWebhooksRoute } from '../../api/webhooks/list-webhooks.ts';
import { makeWebhookRoute } from '../../api/webhooks/make-webhook.ts';
import { pingWebhookRoute } from '../../api/webhooks/ping-webhook.ts';
import { resendDeliveriesRoute } from '../../api/webhooks/resend-deliveries.ts';
import type { ResentView } from '../../api/webhooks/webhook-view.ts';
import type { Endpoint } from '../../shared/event-webhooks/index.ts';
import { type Answer, accepted, done, found, keyOf, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { InvalidInputError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { EditParts } from './app.ts';

type Keep<Body> = (answer: Answer<Body>) => readonly WriteItem[];
/** An answer that holds no secret, so that none lies in the table with it. */
type Sent = Awaited<ReturnType<typeof once>>;

/** Loaded with the first webhook: whoever reads the configuration must not pay for it. */
const webhooks = () => import('../../shared/event-webhooks/keeping.ts');

/** Of whoever leaves a filter out. */
const everyLead = { pools: [], products: [], stages: [] };

/** The routes by which admins keep the addresses that are told of events. */
export const webhookRoutes = (parts: EditParts, log: Log): ServedRoute[] => {
  /** Adds the secret to an answer when it leaves; it follows from what is kept. */
  const withSecret = async ({ sent }: Sent): Promise<Sent> => {
    const { secretOf } = await webhooks();
    const body = JSON.parse(sent.body ?? '{}');
    const [newest] = body.secrets;
    const [signingKey] = parts.webhookKeys;
    return { sent: { ...sent, body: JSON.stringify({ ...body, secret: secretOf(signingKey, body.webhookId, newest.generation) }) } };
  };

  return [
    on(listWebhooksRoute, async () => {
      const { listEndpoints, endpointView } = await webhooks();
      return found({ items: (await listEndpoints(parts.table)).map(endpointView) });
    }),
    on(makeWebhookRoute, async (request) => {
      const { principal, body } = request;
      const { userId } = principal;
      const { makeEndpoint, endpointView } = await webhooks();
      const answerOf = (endpoint: Endpoint) => found({ ...endpointView(endpoint), secret: '' });
      const change = async (keep: Keep<ReturnType<typeof answerOf>['body']>) => {
        const fields = { ...body, filter: body.filter ?? everyLead, owner: body.owner ?? userId };
        const made = await makeEndpoint(fields, userId, (endpoint) => keep(answerOf(endpoint)), parts);
        log.info('webhook made', { userId, webhookId: made.webhookId });
        return answerOf(made);
      };
      return withSecret(await once(request, { change }, { ...parts, log }));
    }),
    on(changeWebhookRoute, async (request) => {
      const { principal, params, body } = request;
      const { userId } = principal;
      const { webhookId } = params;
      const { changeEndpoint, endpointView } = await webhooks();
      const change = async (keep: Keep<ReturnType<typeof endpointView>>) => {
        const asked = { webhookId, change: body, by: userId };
        const changed = endpointView(await changeEndpoint(asked, (endpoint) => keep(found(endpointView(endpoint))), parts));
        log.info('webhook changed', { userId, webhookId, isOn: changed.isOn, fields: Object.keys(body) });
        return found(changed);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(deleteWebhookRoute, async (request) => {
      const { principal, params } = request;
      const { webhookId } = params;
      const { removeEndpoint } = await webhooks();
      const change = async (keep: Keep<undefined>) => {
        await removeEndpoint(webhookId, () => keep(done()), parts);
        log.info('webhook deleted', { userId: principal.userId, webhookId });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(exchangeWebhookSecretRoute, async (request) => {
      const { principal, params, body } = request;
      const { webhookId } = params;
      const { exchangeSecret, endpointView } = await webhooks();
      const answerOf = (endpoint: Endpoint) => found({ ...endpointView(endpoint), secret: '' });
      const change = async (keep: Keep<ReturnType<typeof answerOf>['body']>) => {
        const changed = await exchangeSecret({ webhookId, ...body }, (endpoint) => keep(answerOf(endpoint)), parts);
        log.info('secret of a webhook exchanged', { userId: principal.userId, webhookId });
        return answerOf(changed);
      };
      return withSecret(await once(request, { change }, { ...parts, log }));
    }),
    on(pingWebhookRoute, async (request) => {
      const { principal, params } = request;
      const { webhookId } = params;
      const { pingEndpoint } = await webhooks();
      const name = randomUUID();
      const change = async (keep: Keep<ResentView>) => {
        const deliveryId = await pingEndpoint({ webhookId, name }, (made) => keep(accepted({ deliveryId: made })), parts);
        log.info('webhook is sent a test', { userId: principal.userId, webhookId });
        return accepted({ deliveryId });
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(listDeliveriesRoute, async ({ params, query }) => {
      const { deliveryView, listDeliveries } = await webhooks();
      const page = { webhookId: params.webhookId, cursor: query.cursor ?? null, state: query.state ?? null, limit: query.limit };
      const { deliveries, next } = await listDeliveries(parts.table, page);
      return found({ items: deliveries.map(deliveryView), nextCursor: next });
    }),
    on(resendDeliveriesRoute, async (request) => {
      const { principal, params, body } = request;
      const { webhookId } = params;
      const { resendDelivery, resendLost } = await webhooks();
      // What is looked up later goes by a message, which may be sent twice under the same name.
      const name = (body.since === undefined ? null : keyOf(request, parts.digests)) ?? randomUUID();
      const { deliveryId, since } = whatToResend(body);
      const change = async (keep: Keep<ResentView>) => {
        const again =
          deliveryId === undefined
            ? await resendLost({ webhookId, since, name }, () => keep(accepted({ deliveryId: null })), parts)
            : await resendDelivery({ webhookId, deliveryId, name }, (made) => keep(accepted({ deliveryId: made })), parts);
        log.info('deliveries are made again', { userId: principal.userId, webhookId, deliveryId: again });
        return accepted({ deliveryId: again });
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
};

type Asked = { readonly deliveryId: string; readonly since?: undefined } | { readonly deliveryId?: undefined; readonly since: string };

/** @throws InvalidInputError for none of the two, and for both */
function whatToResend({ deliveryId, since }: { readonly deliveryId?: string | undefined; readonly since?: string | undefined }): Asked {
  if (deliveryId !== undefined && since === undefined) return { deliveryId };
  if (since !== undefined && deliveryId === undefined) return { since };
  throw new InvalidInputError('Say what to tell again.', [{ path: 'deliveryId', message: 'give deliveryId or since, one of the two' }]);
}
