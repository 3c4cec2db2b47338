import type { Context } from 'aws-lambda';
import { LoggedCallView } from '../../../api/calls/call-view.ts';
import { defaultConfig } from '../../../config/index.ts';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { createHandler as createEditor } from '../../../functions/edit-config/app.ts';
import { publishAll } from '../../../shared/config/publish.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { mostOpen, openOpportunity } from '../../../shared/opportunities/index.ts';
import { TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { readTasks, taskIdOf, writeTasks } from '../../../shared/tasks/index.ts';
import { mostOpenTasks } from '../../../shared/worklist/index.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

/** What a test varies of a request. */
export interface Asked {
  readonly key?: string;
  /** Another one asks for something else with it. */
  readonly what?: 'this' | 'other';
  readonly user?: string;
  /** What the change was made on, where the route asks for it. */
  readonly ifMatch?: string;
}

/** A writing route over a table in memory, with something there that can be changed once. */
export interface Repeatable {
  ask(asked?: Asked, table?: Table): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** How often the change was made, and what it asked others to do. */
  made(): { changes: number; messages: number };
  readonly world: ReturnType<typeof createWorld>;
  /** Asked without its key it is a new request, and done again: a person may call twice. @default - refused then */
  readonly isNewEachTime?: boolean;
  /** What it asks for names itself, so that without a key as well it is done once and answered again. @default false */
  readonly namesItself?: boolean;
}

const admin = 'admin@example.com';
const eventOf = (routeKey: string, pathParameters: Record<string, string>, { key, user = admin, ifMatch }: Asked) => ({
  routeKey,
  pathParameters,
  headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
  requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } } },
});
const answerOf = ({
  statusCode,
  headers,
  body = '',
}: {
  statusCode: number;
  headers: Record<string, string>;
  body?: string | undefined;
}) => ({
  status: statusCode,
  headers,
  body,
});

/** A lead is taken off one of two devices. */
async function unlinkDevice(): Promise<Repeatable> {
  const world = createWorld();
  await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' });
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  world.sent.score.length = 0;
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const path = { leadId: lead.leadId, visitorId: asked.what === 'other' ? 'visitor-2' : 'visitor-1' };
      const change = createChanger({ ...world.parts, table }, silentLog);
      return answerOf(await change(eventOf('DELETE /v1/leads/{leadId}/visitors/{visitorId}', path, asked), {} as Context));
    },
    made: () => ({
      changes: world.timeline().filter(({ type }) => type === 'visitor.unlinked').length,
      messages: world.sent.score.length,
    }),
  };
}

/** A post comes out of quarantine, or is rejected. */
const decideHeld = (what: 'release' | 'reject') => async (): Promise<Repeatable> => {
  const world = createWorld();
  const fields = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' };
  const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;
  const ref = world.post(fields, { sender });
  await world.takeIn(ref);
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const path = { heldId: heldIdOf(asked.what === 'other' ? world.post(fields) : ref) };
      const change = createChanger({ ...world.parts, table }, silentLog);
      return answerOf(await change(eventOf(`POST /v1/quarantine/{heldId}/${what}`, path, asked), {} as Context));
    },
    made: () => ({ changes: world.itemsOf('OUTCOME').filter(({ decision }) => decision !== undefined).length, messages: 0 }),
  };
};
/** A lead is moved to another stage. */
async function moveStage(): Promise<Repeatable> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('POST /v1/leads/{leadId}/stage', { leadId: lead.leadId }, asked);
      const body = JSON.stringify({ stage: asked.what === 'other' ? 'customer' : 'sql', reason: 'spoke' });
      return answerOf(await change({ ...event, body }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => type === 'lead.stage_changed').length, messages: 0 }),
  };
}

/** A colleague says that nobody is to work with a lead. */
async function setStatus(): Promise<Repeatable> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('POST /v1/leads/{leadId}/status', { leadId: lead.leadId }, asked);
      const body = JSON.stringify({ status: 'disqualified', reason: asked.what === 'other' ? 'spam' : 'wrongNumber' });
      return answerOf(await change({ ...event, body }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => type === 'lead.status_changed').length, messages: 0 }),
  };
}

/** A colleague notes what a call brought, of the lead as they saw it: said again it is news, but of another version. */
async function qualify(): Promise<Repeatable> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('POST /v1/leads/{leadId}/qualification', { leadId: lead.leadId }, asked);
      const body = JSON.stringify({ factors: { need: asked.what === 'other' ? 'no' : 'yes' } });
      const headers = { ...event.headers, 'if-match': `"${lead.version}"` };
      return answerOf(await change({ ...event, headers, body }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => type === 'lead.qualified').length, messages: 0 }),
  };
}

/** A call is logged, or one that was is undone. */
const logCall = (isUndone: boolean) => async (): Promise<Repeatable> => {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  const { leadId } = lead;
  const log = async (asked: Asked, table: Table) => {
    const event = eventOf('POST /v1/leads/{leadId}/calls', { leadId }, asked);
    const body = JSON.stringify({ outcome: asked.what === 'other' ? 'busy' : 'noAnswer' });
    return createChanger({ ...world.parts, table }, silentLog)({ ...event, body }, {} as Context);
  };
  const told = (type: string) => world.timeline().filter((entry) => entry.type === type).length;
  if (!isUndone) {
    const made = () => ({ changes: told('call.logged'), messages: 0 });
    return { world, isNewEachTime: true, ask: async (asked = {}, table = world.table) => answerOf(await log(asked, table)), made };
  }
  const { callId } = LoggedCallView.parse(JSON.parse((await log({}, world.table)).body ?? ''));
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const path = { leadId, callId: asked.what === 'other' ? 'C2' : callId };
      const change = createChanger({ ...world.parts, table }, silentLog);
      return answerOf(await change(eventOf('DELETE /v1/leads/{leadId}/calls/{callId}', path, asked), {} as Context));
    },
    made: () => ({ changes: told('call.undone'), messages: 0 }),
  };
};

/** Something is to be done about a lead: the last task that fits. */
async function createTask(): Promise<Repeatable> {
  const { world, lead } = await withTasks(mostOpenTasks - 1);
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('POST /v1/leads/{leadId}/tasks', { leadId: lead.leadId }, asked);
      const body = JSON.stringify({ kind: asked.what === 'other' ? 'mail' : 'call', dueAt: later });
      return answerOf(await change({ ...event, body }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => type === 'task.created').length, messages: 0 }),
  };
}

const later = '2026-12-01T02:00:00.000Z';

/** A task is done, cancelled, put off or handed over. */
const actOnTask = (act: string, type: string, bodyOf: () => object) => async (): Promise<Repeatable> => {
  const { world, tasks } = await withTasks(1);
  const [task] = tasks;
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf(
        `POST /v1/tasks/{taskId}/${act}`,
        { taskId: asked.what === 'other' ? 'no.task' : taskIdOf(task ?? noTask) },
        asked,
      );
      return answerOf(await change({ ...event, body: JSON.stringify(bodyOf()) }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter((entry) => entry.type === type).length, messages: 0 }),
  };
};

const noTask = taskOf();

/** A lead with an owner who has so many tasks to do about it, the first contact among them. */
async function withTasks(count: number) {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  await world.assignAll();
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('nobody owns the lead');
  const draft = { leadId: lead.leadId, ownerRepId: lead.owner.repId };
  const more = Array.from({ length: count - 1 }, (_, place) => taskOf({ ...draft, name: TaskName.parse(`K${place}`) }));
  for (const after of more) await world.table.transact(writeTasks([{ before: null, after }], taskAt));
  return { world, lead, tasks: await readTasks(world.table, lead.leadId) };
}

/** A proposal is decided about. */
async function decideProposal(word: 'accept' | 'drop'): Promise<Repeatable> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' }));
  await world.takeIn(world.post({ email: 'huong@example.com', phone: '0987654321' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  const { open } = await readProposals(world.table, lead.leadId);
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const proposalId = asked.what === 'other' ? 'no-such-proposal' : (open[0]?.proposalId ?? '');
      const path = { leadId: lead.leadId, proposalId };
      const change = createChanger({ ...world.parts, table }, silentLog);
      return answerOf(await change(eventOf(`POST /v1/leads/{leadId}/proposals/{proposalId}/${word}`, path, asked), {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => /^lead\.proposal_(accepted|dropped)$/.test(type)).length, messages: 0 }),
  };
}

/** An order becomes known, or something that happened to it: the same fact with another amount is refused. */
const tellOfOrder = (routeKey: string) => async (): Promise<Repeatable> => {
  const world = createWorld();
  const shop = shopOf(world);
  const isNew = routeKey === 'POST /v1/purchases';
  if (!isNew) await shop.order({});
  const [lead] = world.leads();
  const known = isNew ? [] : world.itemsOf(' PURCHASE#');
  const path = { leadId: lead?.leadId ?? '', purchaseId: String(known[0]?.sk).slice(keys.purchasePrefix.length) };
  const entries = () => world.timeline().filter(({ type }) => type === 'purchase.recorded').length;
  const before = entries();
  const bodyOf = (fact: object) => ({
    'POST /v1/purchases': { ...orderOfHuong, facts: [fact] },
    'POST /v1/leads/{leadId}/purchases': { source: 'shop-hn', orderId: 'DH-1', currency: 'VND', facts: [fact] },
    'PATCH /v1/purchases/{purchaseId}': { facts: [fact] },
  });
  return {
    world,
    namesItself: true,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const fact = { ...paid(asked.what === 'other' ? 2 : 1), factId: 'money-1' };
      const body = JSON.stringify(new Map(Object.entries(bodyOf(fact))).get(routeKey));
      return answerOf(await change({ ...eventOf(routeKey, path, asked), body }, {} as Context));
    },
    made: () => ({ changes: entries() - before, messages: isNew ? world.sent.assign.length : 0 }),
  };
};

/** A kind of configuration is published. */
async function publishCompany(): Promise<Repeatable> {
  const world = createWorld();
  const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(world.table, world.parts.clock, configKinds, { changes, by: 'test' });
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const edit = createEditor({ table, config: createFixedConfig(), digests, clock: world.parts.clock }, silentLog);
      const documents = defaultConfig.company.map((company) => ({ ...company, name: asked.what === 'other' ? 'Sao Mai' : 'An Nhiên 2' }));
      const event = eventOf('PUT /v1/config/{kind}', { kind: 'company' }, { ifMatch: '"1"', ...asked });
      return answerOf(await edit({ ...event, body: JSON.stringify({ documents }) }, {} as Context));
    },
    made: () => ({ changes: world.itemsOf(`${keys.configVersion('company', 0).pk} VERSION#`).length - 1, messages: 0 }),
  };
}

/** A lead of which one more opportunity can be opened, with those that are open. */
async function almostFull() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  const asked = { leadId: lead.leadId, wish: {}, repId: null, actor: { kind: 'user', id: 'admin' }, correlationId: 'c' } as const;
  const open = async () => (await openOpportunity({ ...asked, along: () => [] }, world.parts)).opportunity;
  const opened = [await open()];
  while (opened.length < mostOpen - 1) opened.push(await open());
  return { world, lead, opened };
}

/** A need of a lead becomes an opportunity, the last one that may be open. */
async function openNeed(): Promise<Repeatable> {
  const { world, lead, opened } = await almostFull();
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('POST /v1/leads/{leadId}/opportunities', { leadId: lead.leadId }, asked);
      const body = JSON.stringify({ product: asked.what === 'other' ? 'ke-toan' : 'ban-hang' });
      return answerOf(await change({ ...event, body }, {} as Context));
    },
    made: () => ({ changes: world.itemsOf(' OPP#').length - opened.length, messages: 0 }),
  };
}

/** An opportunity moves on. */
async function changeNeed(): Promise<Repeatable> {
  const { world, opened } = await almostFull();
  const [{ opportunityId } = { opportunityId: '' }] = opened;
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const change = createChanger({ ...world.parts, table }, silentLog);
      const event = eventOf('PATCH /v1/opportunities/{opportunityId}', { opportunityId }, { ifMatch: '"1"', ...asked });
      const body = JSON.stringify({ stage: asked.what === 'other' ? 'proposal' : 'demo' });
      return answerOf(await change({ ...event, body }, {} as Context));
    },
    made: () => ({ changes: world.timeline().filter(({ type }) => type === 'opportunity.changed').length, messages: 0 }),
  };
}

/** Every route with a token that writes. */
export const writingRoutes = {
  'DELETE /v1/leads/{leadId}/visitors/{visitorId}': unlinkDevice,
  'POST /v1/quarantine/{heldId}/release': decideHeld('release'),
  'POST /v1/quarantine/{heldId}/reject': decideHeld('reject'),
  'POST /v1/leads/{leadId}/stage': moveStage,
  'POST /v1/leads/{leadId}/status': setStatus,
  'POST /v1/leads/{leadId}/qualification': qualify,
  'POST /v1/leads/{leadId}/opportunities': openNeed,
  'PATCH /v1/opportunities/{opportunityId}': changeNeed,
  'POST /v1/leads/{leadId}/calls': logCall(false),
  'DELETE /v1/leads/{leadId}/calls/{callId}': logCall(true),
  'POST /v1/purchases': tellOfOrder('POST /v1/purchases'),
  'POST /v1/leads/{leadId}/purchases': tellOfOrder('POST /v1/leads/{leadId}/purchases'),
  'PATCH /v1/purchases/{purchaseId}': tellOfOrder('PATCH /v1/purchases/{purchaseId}'),
  'POST /v1/leads/{leadId}/proposals/{proposalId}/accept': () => decideProposal('accept'),
  'POST /v1/leads/{leadId}/proposals/{proposalId}/drop': () => decideProposal('drop'),
  'POST /v1/leads/{leadId}/tasks': createTask,
  'POST /v1/tasks/{taskId}/done': actOnTask('done', 'task.done', () => ({})),
  'POST /v1/tasks/{taskId}/cancel': actOnTask('cancel', 'task.cancelled', () => ({})),
  'POST /v1/tasks/{taskId}/snooze': actOnTask('snooze', 'task.snoozed', () => ({ until: later })),
  'POST /v1/tasks/{taskId}/owner': actOnTask('owner', 'task.handed_over', () => ({ repId: 'rep-anh' })),
  'PUT /v1/config/{kind}': publishCompany,
} as const;
