import type { Context } from 'aws-lambda';
import { createHandler } from '../../../../functions/edit-config/app.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { answerOf, eventOf, type Repeatable } from './ask.ts';

type Vary = (isOther: boolean) => { readonly path?: Record<string, string>; readonly body?: object };

/** Asks the function that keeps webhooks, as a test varies what it is asked. */
const editBy =
  (world: Repeatable['world'], routeKey: string, vary: Vary): Repeatable['ask'] =>
  async (asked = {}, table = world.table) => {
    const { path = {}, body } = vary(asked.what === 'other');
    const edit = createHandler({ ...world.parts, table }, silentLog);
    const event = eventOf(routeKey, path, asked);
    return answerOf(await edit({ ...event, ...(body && { body: JSON.stringify(body) }) }, {} as Context));
  };

const endpointsIn = (world: Repeatable['world']) => world.itemsOf('WEBHOOKS#all ENDPOINT#');
const deliveriesIn = (world: Repeatable['world']) => world.itemsOf('CALL#').length;

/** An address is told of events; again without a key, it is told twice. */
async function makeWebhook(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: editBy(world, 'POST /v1/webhooks', (isOther) => ({
      body: { url: `https://hooks.partner.example/${isOther ? 'b' : 'a'}`, events: ['lead.created'] },
    })),
    made: () => ({ changes: endpointsIn(world).length, messages: 0 }),
  };
}

/** A world with one address that is told of events. */
async function withWebhook() {
  const { world, ask } = await makeWebhook();
  const { webhookId } = JSON.parse((await ask()).body);
  return { world, path: { webhookId: String(webhookId) } };
}

const changesOf = (world: Repeatable['world']) => () => ({ changes: Number(endpointsIn(world)[0]?.version) - 1, messages: 0 });

async function changeWebhook(): Promise<Repeatable> {
  const { world, path } = await withWebhook();
  const ask = editBy(world, 'PATCH /v1/webhooks/{webhookId}', (isOther) => ({ path, body: { description: isOther ? 'CRM' : 'Kho' } }));
  return { world, isNewEachTime: true, ask, made: changesOf(world) };
}

async function exchangeSecret(): Promise<Repeatable> {
  const { world, path } = await withWebhook();
  const ask = editBy(world, 'POST /v1/webhooks/{webhookId}/secret', (isOther) => ({ path, body: { keepOldHours: isOther ? 1 : 2 } }));
  return { world, isNewEachTime: true, ask, made: changesOf(world) };
}

async function deleteWebhook(): Promise<Repeatable> {
  const { world, path } = await withWebhook();
  return {
    world,
    ask: editBy(world, 'DELETE /v1/webhooks/{webhookId}', (isOther) => ({ path: isOther ? { webhookId: 'another' } : path })),
    made: () => ({ changes: 1 - endpointsIn(world).length, messages: 0 }),
  };
}

/** A test is sent; again without a key, another one. */
async function pingWebhook(): Promise<Repeatable> {
  const { world, path } = await withWebhook();
  return {
    world,
    isNewEachTime: true,
    ask: editBy(world, 'POST /v1/webhooks/{webhookId}/ping', (isOther) => ({ path: isOther ? { webhookId: 'another' } : path })),
    made: () => ({ changes: deliveriesIn(world), messages: 0 }),
  };
}

/** What was lost is looked up by a message, which is sent again; it makes no second delivery. */
async function resendLost(): Promise<Repeatable> {
  const { world, path } = await withWebhook();
  const moments = { this: '2026-11-20T00:00:00Z', other: '2026-11-21T00:00:00Z' };
  return {
    world,
    isNewEachTime: true,
    isKeyKept: true,
    ask: editBy(world, 'POST /v1/webhooks/{webhookId}/resend', (isOther) => ({
      path,
      body: { since: moments[isOther ? 'other' : 'this'] },
    })),
    made: () => {
      const names = world.sent.work.map(({ body }) => JSON.stringify(body)).flatMap((text) => /"name":"([^"]+)"/.exec(text)?.[1] ?? []);
      return { changes: new Set(names).size, messages: 0 };
    },
  };
}

/** Addresses that are told of events. */
export const webhookRoutes = {
  'POST /v1/webhooks': makeWebhook,
  'PATCH /v1/webhooks/{webhookId}': changeWebhook,
  'DELETE /v1/webhooks/{webhookId}': deleteWebhook,
  'POST /v1/webhooks/{webhookId}/secret': exchangeSecret,
  'POST /v1/webhooks/{webhookId}/ping': pingWebhook,
  'POST /v1/webhooks/{webhookId}/resend': resendLost,
} as const;
