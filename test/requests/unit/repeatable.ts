import type { Context } from 'aws-lambda';
import { LoggedCallView } from '../../../api/calls/call-view.ts';
import { NoteView } from '../../../api/notes/note-view.ts';
import { defaultConfig } from '../../../config/index.ts';
import templates from '../../../config/templates.json' with { type: 'json' };
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { createHandler as createCompiler } from '../../../functions/compile-templates/app.ts';
import { createHandler as createEditor } from '../../../functions/edit-config/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { publishAll } from '../../../shared/config/publish.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { newFirm } from '../../../shared/firms/index.ts';
import { putFirm } from '../../../shared/firms/store.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { RepChannels } from '../../../shared/notices/choice.ts';
import { mostOpen, openOpportunity } from '../../../shared/opportunities/index.ts';
import { SegmentId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { keepByHand } from '../../../shared/segments/index.ts';
import { putInByHand, sequenceKind } from '../../../shared/sequences/index.ts';
import { splitLeadsWork } from '../../../shared/splits/split-work.ts';
import { mostOpenTasks, readTasks, taskIdOf, writeTasks } from '../../../shared/tasks/index.ts';
import { compilers } from '../../support/compilers.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { offerLeads } from '../../support/offers.ts';
import { orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { unheardQueue } from '../../support/queues.ts';
import { south, splitWorld } from '../../support/splits.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

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
  /** Its key names what it makes, also once its answer is forgotten. @default - it is a new request then */
  readonly isKeyKept?: boolean;
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

/** A world with one lead in it. */
async function withLead(more: Record<string, string> = {}) {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', ...more }));
  return { world, lead: onlyLeadOf(world) };
}

function onlyLeadOf(world: Repeatable['world']) {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
}

/** What a test may vary of a request to a route of change-leads: its path, its body, and on what the change was made. */
interface Varied {
  readonly path: Record<string, string>;
  readonly body?: object;
  readonly ifMatch?: string;
}

/** Asks the function that changes leads, as a test varies what it is asked. */
const changeBy =
  (world: Repeatable['world'], routeKey: string, vary: (isOther: boolean) => Varied): Repeatable['ask'] =>
  async (asked = {}, table = world.table) => {
    const { path, body, ...made } = vary(asked.what === 'other');
    const event = eventOf(routeKey, path, { ...made, ...asked });
    const change = createChanger({ ...world.parts, table }, silentLog);
    return answerOf(await change({ ...event, ...(body && { body: JSON.stringify(body) }) }, {} as Context));
  };

/** How often the history tells of a change that asks nobody else for anything. */
const toldOf = (world: Repeatable['world'], ...types: readonly string[]) => {
  const told = () => world.timeline().filter(({ type }) => types.includes(type)).length;
  return () => ({ changes: told(), messages: 0 });
};

/** A lead is taken off one of two devices. */
async function unlinkDevice(): Promise<Repeatable> {
  const world = createWorld();
  await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' });
  const { leadId } = onlyLeadOf(world);
  world.sent.score.length = 0;
  return {
    world,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}/visitors/{visitorId}', (isOther) => ({
      path: { leadId, visitorId: isOther ? 'visitor-2' : 'visitor-1' },
    })),
    made: () => ({ ...toldOf(world, 'visitor.unlinked')(), messages: world.sent.score.length }),
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
    ask: changeBy(world, `POST /v1/quarantine/{heldId}/${what}`, (isOther) => ({
      path: { heldId: heldIdOf(isOther ? world.post(fields) : ref) },
    })),
    made: () => ({ changes: world.itemsOf('OUTCOME').filter(({ decision }) => decision !== undefined).length, messages: 0 }),
  };
};

/** Somebody says something of a lead, of which its history tells in one entry. */
const changeLeadBy =
  (what: string, type: string, vary: (isOther: boolean, lead: Lead) => Omit<Varied, 'path'>) => async (): Promise<Repeatable> => {
    const { world, lead } = await withLead();
    const ask = changeBy(world, `POST /v1/leads/{leadId}/${what}`, (isOther) => ({
      path: { leadId: lead.leadId },
      ...vary(isOther, lead),
    }));
    return { world, ask, made: toldOf(world, type) };
  };

const moveStage = changeLeadBy('stage', 'lead.stage_changed', (isOther) => ({
  body: { stage: isOther ? 'customer' : 'sql', reason: 'spoke' },
}));

const setStatus = changeLeadBy('status', 'lead.status_changed', (isOther) => ({
  body: { status: 'disqualified', reason: isOther ? 'spam' : 'wrongNumber' },
}));

const sayConsent = changeLeadBy('consent', 'lead.consent_changed', (isOther) => ({
  body: { purpose: 'newsletter', granted: false, how: isOther ? 'email' : 'phone', at: '2026-11-22T03:00:00.000Z' },
}));

/** A lead that waits is given to a rep: given to the same one again, it is theirs already. */
const setOwner = changeLeadBy('owner', 'lead.assigned', (isOther) => ({
  body: { repId: 'rep-lan', reason: isOther ? 'other' : 'workload' },
}));

/** Two leads become one; another request names the lead itself, which is refused. */
async function mergeTwo(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'other@example.com' }));
  const other = world.leads().find(({ email }) => email === 'other@example.com');
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { otherLeadId: isOther ? lead.leadId : other?.leadId },
  }));
  return { world, ask, made: toldOf(world, 'lead.merged'), namesItself: true };
}

/** Two leads that are one are two again; another request names the lead itself, which is refused. */
async function partTwo(): Promise<Repeatable> {
  const { world, ask: merge } = await mergeTwo();
  await merge();
  const [one, part] = [...world.leads()].sort((a) => (a.mergedInto === null ? -1 : 1));
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge/undo', (isOther) => ({
    path: { leadId: one?.leadId ?? '' },
    body: { otherLeadId: isOther ? one?.leadId : part?.leadId },
  }));
  const made = toldOf(world, 'lead.merge_undone');
  const before = made().messages;
  return { world, ask, made: () => ({ changes: made().changes / 2, messages: made().messages - before }), namesItself: true };
}

/** A pair that may be one person is two; another request names the lead itself, which is refused. */
async function dropPair(): Promise<Repeatable> {
  const { world, lead } = await withLead({ phone: '0912 345 678' });
  await world.takeIn(world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912 345 678' }));
  const other = world.leads().find(({ email }) => email === 'hai@example.com');
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/merge/drop', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { otherLeadId: isOther ? lead.leadId : other?.leadId },
  }));
  return { world, ask, made: toldOf(world, 'lead.merge_candidate_dropped'), namesItself: true };
}

/** A lead floats, or is taken by a rep who may take one a day. */
const float = (what: 'release' | 'claim') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const poolId = lead.routing?.poolId ?? '';
  world.config.change(poolKind, poolId, (pool) => ({ ...pool, floating: { perDay: 1 } }));
  const members = (await world.config.current(poolKind)).documents.get(poolId)?.members ?? [];
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === members[0]?.repId)?.email ?? '';
  const asking = (route: string, leadIds: readonly string[]) =>
    changeBy(world, `POST /v1/leads/{leadId}/${route}`, (isOther) => ({
      path: { leadId: leadIds[isOther ? 1 : 0] ?? lead.leadId },
      ...(route === 'release' ? { body: { reason: isOther ? 'other' : 'workload' } } : {}),
    }));
  if (what === 'release') {
    const told = () => world.timeline().filter(({ data }) => data.reason === 'floating').length;
    return { world, ask: asking('release', [lead.leadId]), made: () => ({ changes: told(), messages: 0 }) };
  }
  await world.takeIn(world.post({ fullName: 'Trần Văn Nam', email: 'nam@example.com' }));
  const leadIds = world.leads().map(({ leadId }) => leadId);
  for (const leadId of leadIds) await asking('release', [leadId])();
  const ask = asking('claim', leadIds);
  return {
    world,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: () => ({
      changes: world.timeline().filter(({ data }) => data.how === 'claim').length,
      messages: world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('"book"')).length,
    }),
  };
};

/** A need floats, or is taken. */
const floatNeed = (what: 'release' | 'claim') => async (): Promise<Repeatable> => {
  const { world, need, second } = await withTwoTeams();
  world.config.change(poolKind, 'specialists', (pool) => ({ ...pool, floating: { perDay: 5 } }));
  const unknown = `${need.opportunityId.slice(0, -1)}Z`;
  const asking = (route: string) =>
    changeBy(world, `POST /v1/opportunities/{opportunityId}/${route}`, (isOther) => ({
      path: { opportunityId: route === 'claim' && isOther ? unknown : need.opportunityId },
      ...(route === 'release' ? { body: { reason: isOther ? 'other' : 'workload' } } : {}),
    }));
  if (what === 'release') {
    const told = () => world.timeline().filter(({ data }) => data.reason === 'floating').length;
    return { world, ask: asking('release'), made: () => ({ changes: told(), messages: 0 }) };
  }
  await asking('release')();
  const ask = asking('claim');
  return {
    world,
    ask: (asked = {}, table = world.table) => ask({ user: second.email, ...asked }, table),
    made: () => ({
      changes: world.timeline().filter(({ data }) => data.how === 'claim').length,
      messages: world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('"book"')).length,
    }),
  };
};

/** What waits goes to a rep; asked again, there is nothing left. */
async function startSplit(): Promise<Repeatable> {
  const { world, members } = await splitWorld(2);
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/pools/{poolId}/splits', (isOther) => ({
      path: { poolId: south },
      body: { to: [{ repId: members[isOther ? 1 : 0] }] },
    })),
    made: () => ({ changes: world.itemsOf('SPLITS#').length, messages: timersOf(world, splitLeadsWork.kind) }),
  };
}

/** What a rep has goes to a colleague; the plan is made anew each time. */
async function handOver(): Promise<Repeatable> {
  const { world, members, split, runAll } = await splitWorld(2);
  await split({ to: [{ repId: members[0] }] });
  await runAll();
  const [before, timers] = [world.itemsOf('SPLITS#').length, timersOf(world, splitLeadsWork.kind)];
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/reps/{repId}/hand-over', (isOther) => ({
      path: { repId: members[0] ?? '' },
      body: { to: [{ repId: members[isOther ? 2 : 1] }] },
    })),
    made: () => ({ changes: world.itemsOf('SPLITS#').length - before, messages: timersOf(world, splitLeadsWork.kind) - timers }),
  };
}

/** A rep is given back what was handed over. */
async function undoHandOver(): Promise<Repeatable> {
  const { world, members, split, handOver: ask, runAll } = await splitWorld(2);
  const [repId = '', other] = members;
  await split({ to: [{ repId }] });
  await runAll();
  const { splitId } = (await ask(repId, { to: [{ repId: other }] })).body;
  await runAll();
  return {
    world,
    ask: changeBy(world, 'POST /v1/reps/{repId}/hand-over/{splitId}/undo', (isOther) => ({
      path: { repId, splitId: isOther ? 'nosuchsplit' : (splitId ?? '') },
    })),
    made: () => ({
      changes: world.itemsOf('SPLITS#').filter(({ phase }) => phase === 'undoing').length,
      messages: timersOf(world, splitLeadsWork.kind),
    }),
  };
}

/** Timers of a kind of work, each the net behind a message. */
const timersOf = (world: Repeatable['world'], kind: string) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === kind).length;

/** A split is taken back. */
async function undoSplit(): Promise<Repeatable> {
  const { world, members, split, runAll } = await splitWorld(2);
  const { splitId } = (await split({ to: [{ repId: members[0] }] })).body;
  await runAll();
  return {
    world,
    ask: changeBy(world, 'POST /v1/pools/{poolId}/splits/{splitId}/undo', (isOther) => ({
      path: { poolId: south, splitId: isOther ? 'nosuchsplit' : (splitId ?? '') },
    })),
    made: () => ({
      changes: world.itemsOf('SPLITS#').filter(({ phase }) => phase === 'undoing').length,
      messages: timersOf(world, splitLeadsWork.kind),
    }),
  };
}

/** What a call brought, of the lead as it was seen: said again it is news, but of another version. */
const qualify = changeLeadBy('qualification', 'lead.qualified', (isOther, { version }) => ({
  ifMatch: `"${version}"`,
  body: { factors: { need: isOther ? 'no' : 'yes' } },
}));

/** A rep is switched off duty: said twice, it was said twice. */
async function switchDuty(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'PUT /v1/reps/{repId}/duty', (isOther) => ({ path: { repId: 'rep-lan' }, body: { on: isOther } })),
    made: () => ({ changes: world.itemsOf(' DUTY#').length, messages: 0 }),
  };
}

/** Reps of a pool are switched off duty at once. */
async function switchPoolDuty(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'PUT /v1/pools/{poolId}/duty', (isOther) => ({
      path: { poolId: south },
      body: { reps: [{ repId: 'rep-lan', on: isOther }] },
    })),
    made: () => ({ changes: world.itemsOf(' DUTY#').length, messages: 0 }),
  };
}

const repUser = 'anh.nguyen@example.com';

/** How often the channels of a rep changed. */
const choicesIn = (world: Repeatable['world']) => () => ({
  changes: world.itemsOf(' CHANNELS').reduce((most, { version }) => Math.max(most, Number(version)), 0),
  messages: 0,
});

/** A rep chooses where they hear of leads: said twice, it was said twice. */
async function chooseNotices(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'PUT /v1/me/notices', (isOther) => ({
    path: {},
    body: { channels: ['email'], ...(isOther ? { quiet: { from: '21:00', to: '07:00' } } : {}) },
  }));
  return {
    world,
    isNewEachTime: true,
    ask: (asked = {}, table = world.table) => ask({ user: repUser, ...asked }, table),
    made: choicesIn(world),
  };
}

/** Somebody saves a list, and saves it once more. */
async function saveView(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'PUT /v1/views/{viewId}', (isOther) => ({
    path: { viewId: 'hot' },
    body: { name: isOther ? 'Cold' : 'Hot', query: { temperature: isOther ? 'cold' : 'hot' } },
  }));
  return { world, isNewEachTime: true, ask, made: () => viewsIn(world) };
}

/** Somebody deletes a list that they saved. */
async function deleteView(): Promise<Repeatable> {
  const world = createWorld();
  await changeBy(world, 'PUT /v1/views/{viewId}', () => ({ path: { viewId: 'hot' }, body: { name: 'Hot', query: {} } }))({});
  const ask = changeBy(world, 'DELETE /v1/views/{viewId}', (isOther) => ({ path: { viewId: isOther ? 'cold' : 'hot' } }));
  return { world, ask, made: () => ({ changes: 1 - viewsIn(world).changes, messages: 0 }) };
}

const viewsIn = (world: Repeatable['world']) => ({
  changes: world.itemsOf(' VIEW#').reduce((sum, { version }) => sum + Number(version), 0),
  messages: 0,
});

/** A rep types in the code that the bot sent. */
async function proveTelegram(): Promise<Repeatable> {
  const world = createWorld();
  world.config.change(companyKind, 'company', (company) => ({ ...company, telegram: { tokenParameter: 'bot' } }));
  const choose = changeBy(world, 'PUT /v1/me/notices', () => ({
    path: {},
    body: { channels: ['email', 'telegram'], telegramChatId: '123456789' },
  }));
  await choose({ user: repUser });
  const [item] = world.itemsOf(' CHANNELS');
  const { ownChat } = RepChannels.parse({ ...item });
  const code = ownChat?.sent?.code ?? '';
  const ask = changeBy(world, 'POST /v1/me/notices/telegram', (isOther) => ({
    path: {},
    body: { code: isOther ? String((Number(code) + 1) % 1_000_000).padStart(6, '0') : code },
  }));
  const made = choicesIn(world);
  return {
    world,
    namesItself: true,
    ask: (asked = {}, table = world.table) => ask({ user: repUser, ...asked }, table),
    made: () => ({ changes: made().changes - 1, messages: 0 }),
  };
}

/** A rep answers what is offered to them: what they have accepted stays theirs. */
const answerOffer = (what: 'accept' | 'decline') => async (): Promise<Repeatable> => {
  const world = createWorld();
  offerLeads(world);
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  await world.assignAll();
  const { leadId, owner } = onlyLeadOf(world);
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
  const bodyOf = (isOther: boolean) =>
    what === 'accept' ? { ...(isOther ? { subject: 'lead' } : {}) } : { reason: isOther ? 'other' : 'noCapacity' };
  const ask = changeBy(world, `POST /v1/leads/{leadId}/${what}`, (isOther) => ({ path: { leadId }, body: bodyOf(isOther) }));
  return {
    world,
    namesItself: what === 'accept',
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: () => ({
      changes: world.timeline().filter(({ type, data }) => (what === 'accept' ? type === 'lead.accepted' : data.because !== undefined))
        .length,
      // The timer that the change itself sets has the pool asked.
      messages: what === 'accept' ? 0 : world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('declined')).length,
    }),
  };
};

/** A call is logged: a person may call twice. */
async function logCall(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return { world, isNewEachTime: true, ask: loggingCalls(world, lead.leadId), made: toldOf(world, 'call.logged') };
}

/** A call that was logged is undone. */
async function undoCall(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  const { leadId } = lead;
  const { body } = await loggingCalls(world, leadId)();
  const { callId } = LoggedCallView.parse(JSON.parse(body));
  return {
    world,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}/calls/{callId}', (isOther) => ({ path: { leadId, callId: isOther ? 'C2' : callId } })),
    made: toldOf(world, 'call.undone'),
  };
}

const loggingCalls = (world: Repeatable['world'], leadId: string) =>
  changeBy(world, 'POST /v1/leads/{leadId}/calls', (isOther) => ({
    path: { leadId },
    body: { outcome: isOther ? 'busy' : 'noAnswer' },
  }));

/** Something is to be done about a lead: the last task that fits. */
async function createTask(): Promise<Repeatable> {
  const { world, lead } = await withTasks(mostOpenTasks - 1);
  return {
    world,
    ask: changeBy(world, 'POST /v1/leads/{leadId}/tasks', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { kind: isOther ? 'mail' : 'call', dueAt: later },
    })),
    made: toldOf(world, 'task.created'),
  };
}

const later = '2026-12-01T02:00:00.000Z';

/** A task is done, cancelled, put off or handed over. */
const actOnTask =
  (act: string, type: string, body: object = {}) =>
  async (): Promise<Repeatable> => {
    const { world, tasks } = await withTasks(1);
    const [task = noTask] = tasks;
    const vary = (isOther: boolean) => ({ path: { taskId: isOther ? 'no.task' : taskIdOf(task) }, body });
    return { world, ask: changeBy(world, `POST /v1/tasks/{taskId}/${act}`, vary), made: toldOf(world, type) };
  };

const noTask = taskOf();

/** A lead with an owner who has so many tasks to do about it, the first contact among them. */
async function withTasks(count: number) {
  const { world } = await withLead();
  await world.assignAll();
  const lead = onlyLeadOf(world);
  if (!lead.owner) throw new Error('nobody owns the lead');
  const draft = { leadId: lead.leadId, ownerRepId: lead.owner.repId };
  const more = Array.from({ length: count - 1 }, (_, place) => taskOf({ ...draft, name: TaskName.parse(`K${place}`) }));
  for (const after of more) await world.table.transact(writeTasks([{ before: null, after }], taskAt));
  return { world, lead, tasks: await readTasks(world.table, lead) };
}

/** A proposal is decided about. */
const decideProposal = (word: 'accept' | 'drop') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead({ phone: '0912345678' });
  await world.takeIn(world.post({ email: 'huong@example.com', phone: '0987654321' }));
  const { leadId } = lead;
  const { open } = await readProposals(world.table, leadId);
  return {
    world,
    ask: changeBy(world, `POST /v1/leads/{leadId}/proposals/{proposalId}/${word}`, (isOther) => ({
      path: { leadId, proposalId: isOther ? 'no-such-proposal' : (open[0]?.proposalId ?? '') },
    })),
    made: toldOf(world, 'lead.proposal_accepted', 'lead.proposal_dropped'),
  };
};

/** An order becomes known, or something that happened to it: the same fact with another amount is refused. */
const tellOfOrder = (routeKey: string) => async (): Promise<Repeatable> => {
  const world = createWorld();
  const shop = shopOf(world);
  const isNew = routeKey === 'POST /v1/purchases';
  if (!isNew) await shop.order({});
  const [lead] = world.leads();
  const known = isNew ? [] : world.itemsOf(' PURCHASE#');
  const path = { leadId: lead?.leadId ?? '', purchaseId: String(known[0]?.sk).slice(keys.purchasePrefix.length) };
  const told = toldOf(world, 'purchase.recorded');
  const before = told().changes;
  const bodyOf = (fact: object) => ({
    'POST /v1/purchases': { ...orderOfHuong, facts: [fact] },
    'POST /v1/leads/{leadId}/purchases': { source: 'shop-hn', orderId: 'DH-1', currency: 'VND', facts: [fact] },
    'PATCH /v1/purchases/{purchaseId}': { facts: [fact] },
  });
  return {
    world,
    namesItself: true,
    ask: changeBy(world, routeKey, (isOther) => {
      const fact = { ...paid(isOther ? 2 : 1), factId: 'money-1' };
      return { path, body: new Map<string, object>(Object.entries(bodyOf(fact))).get(routeKey) ?? {} };
    }),
    made: () => ({ changes: told().changes - before, messages: isNew ? world.sent.assign.length : 0 }),
  };
};

/** A fact of an order never happened. */
async function voidFact(): Promise<Repeatable> {
  const world = createWorld();
  const { body } = await shopOf(world).order({ facts: [...orderOfHuong.facts, { ...paid(1), factId: 'money' }] });
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/purchases/{purchaseId}/facts/{factId}/void', (isOther) => ({
      path: { purchaseId: body.purchaseId, factId: 'money' },
      body: { reason: isOther ? 'test' : 'mistake' },
    })),
    made: toldOf(world, 'purchase.fact_voided'),
  };
}

/** A lead comes into a list that is kept by hand, or goes. */
const keepInList = (method: 'PUT' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const list = { leadId: lead.leadId, segmentId: SegmentId.parse('khach-vip') };
  const act = { ...list, isIn: true, actor: { kind: 'user', id: 'mai' }, correlationId: 'c', along: () => [] } as const;
  if (method === 'DELETE') await keepByHand(act, world.parts);
  return {
    world,
    namesItself: true,
    ask: changeBy(world, `${method} /v1/segments/{segmentId}/leads/{leadId}`, (isOther) => ({
      path: isOther ? { ...list, segmentId: 'no-such-segment' } : list,
    })),
    made: toldOf(world, method === 'PUT' ? 'segment.entered' : 'segment.left'),
  };
};

/** A lead is put into a sequence by hand, or taken out of it. */
const enrolByHand = (method: 'POST' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const [sequenceId, otherId] = ['cam-on', 'no-such-sequence'];
  world.config.change(sequenceKind, sequenceId, ({ enterIf: _enterIf, ...one }) => ({
    ...one,
    exits: [],
    triggers: [{ on: 'manual' as const }],
  }));
  const act = { leadId: lead.leadId, sequenceId, actor: { kind: 'user', id: 'mai' }, correlationId: 'c', along: () => [] } as const;
  if (method === 'DELETE') await putInByHand(act, { ...world.parts, queues: { mail: unheardQueue, work: unheardQueue } });
  const ask =
    method === 'POST'
      ? changeBy(world, 'POST /v1/leads/{leadId}/enrolments', (isOther) => ({
          path: { leadId: lead.leadId },
          body: { sequenceId: isOther ? otherId : sequenceId },
        }))
      : changeBy(world, 'DELETE /v1/leads/{leadId}/enrolments/{sequenceId}', (isOther) => ({
          path: { leadId: lead.leadId, sequenceId: isOther ? otherId : sequenceId },
        }));
  return { world, ask, namesItself: method === 'DELETE', made: toldOf(world, method === 'POST' ? 'sequence.enrolled' : 'sequence.ended') };
};

/** One mail, and no sequence that sends others: each is compiled with every try. */
const fewTemplates = templates.slice(0, 1);

/** What stands when everything is published, worked out once. */
let published: Promise<readonly Item[]> | undefined;

async function publishDefaults(): Promise<readonly Item[]> {
  const table = memoryTable();
  const defaults: Readonly<Record<string, readonly unknown[]>> = { ...defaultConfig, templates: fewTemplates, sequences: [] };
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, () => new Date('2026-11-22T02:00:00.000Z'), configKinds, { changes, by: 'test', compilers });
  return table.all();
}

/** A kind of configuration is published. @param documentsOf what one request asks for, and another one */
async function publish(
  route: 'PUT /v1/config/{kind}' | 'PUT /v1/config/templates',
  kind: 'company' | 'templates',
  documentsOf: (isOther: boolean) => readonly unknown[],
): Promise<Repeatable> {
  const world = createWorld();
  published ??= publishDefaults();
  world.table.seed(...(await published));
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const parts = { table, config: createFixedConfig(), digests, clock: world.parts.clock };
      const edit = kind === 'templates' ? createCompiler(parts, silentLog) : createEditor(parts, silentLog);
      const event = eventOf(route, kind === 'templates' ? {} : { kind }, { ifMatch: '"1"', ...asked });
      return answerOf(await edit({ ...event, body: JSON.stringify({ documents: documentsOf(asked.what === 'other') }) }, {} as Context));
    },
    made: () => ({ changes: world.itemsOf(`${keys.configVersion(kind, 0).pk} VERSION#`).length - 1, messages: 0 }),
  };
}

const publishCompany = () =>
  publish('PUT /v1/config/{kind}', 'company', (isOther) =>
    defaultConfig.company.map((company) => ({ ...company, name: isOther ? 'Sao Mai' : 'An Nhiên 2' })),
  );

const publishTemplates = () =>
  publish('PUT /v1/config/templates', 'templates', (isOther) =>
    fewTemplates.map((template) => ({ ...template, names: { ...template.names, en: isOther ? 'Another mail' : 'A mail' } })),
  );

/** A lead of which one more opportunity can be opened, with those that are open. */
async function almostFull() {
  const { world, lead } = await withLead();
  const asked = { leadId: lead.leadId, wish: {}, principal: { role: 'admin', userId: 'admin' }, correlationId: 'c' } as const;
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
    ask: changeBy(world, 'POST /v1/leads/{leadId}/opportunities', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { product: isOther ? 'ke-toan' : 'ban-hang' },
    })),
    made: () => ({ changes: world.itemsOf(' OPP#').length - opened.length, messages: 0 }),
  };
}

/** An opportunity moves on. */
async function changeNeed(): Promise<Repeatable> {
  const { world, opened } = await almostFull();
  const [{ opportunityId } = { opportunityId: '' }] = opened;
  return {
    world,
    ask: changeBy(world, 'PATCH /v1/opportunities/{opportunityId}', (isOther) => ({
      path: { opportunityId },
      ifMatch: '"1"',
      body: { stage: isOther ? 'proposal' : 'demo' },
    })),
    made: toldOf(world, 'opportunity.changed'),
  };
}

/** A company is made known; its tax code is held then. */
async function makeCompany(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'POST /v1/companies', (isOther) => ({
    path: {},
    body: { name: isOther ? 'Mộc Tâm' : 'Sông Thu', taxCode: '0101248141' },
  }));
  return { world, ask, made: () => ({ changes: world.itemsOf(' COMPANY').length, messages: 0 }) };
}

/** Somebody names a company, or says of which company a lead is. */
const changeCompany = (what: 'change' | 'set') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const at = world.parts.clock();
  const made = newFirm(world.parts.ids.companyId(at), { kind: 'user', id: 'admin' }, at.toISOString());
  await world.table.transact([putFirm(null, made)]);
  const changed = () => world.itemsOf(' COMPANY').filter(({ version }) => version !== 1).length;
  if (what === 'set') {
    const body = (isOther: boolean) => ({ companyId: isOther ? null : made.companyId });
    const ask = changeBy(world, 'PUT /v1/leads/{leadId}/company', (isOther) => ({
      path: { leadId: lead.leadId },
      ifMatch: `"${lead.version}"`,
      body: body(isOther),
    }));
    return { world, ask, made: toldOf(world, 'lead.updated') };
  }
  const ask = changeBy(world, 'PATCH /v1/companies/{companyId}', (isOther) => ({
    path: { companyId: made.companyId },
    ifMatch: '"1"',
    body: { name: isOther ? 'Mộc Tâm' : 'Sông Thu' },
  }));
  return { world, ask, made: () => ({ changes: changed(), messages: 0 }) };
};

/** Somebody types a person in; without a key, one who comes again is a new entry of a known person. */
async function enterLead(): Promise<Repeatable> {
  const world = createWorld();
  let asked = 0;
  const ask: Repeatable['ask'] = async ({ what, ...more } = {}, table = world.table) => {
    asked += 1;
    const event = eventOf('POST /v1/leads', {}, more);
    const body = JSON.stringify({ fullName: 'Nguyễn Thị Hường', phone: what === 'other' ? '0987654321' : '0912345678' });
    const requestContext = { ...event.requestContext, requestId: `request-${asked}` };
    return answerOf(await createChanger({ ...world.parts, table }, silentLog)({ ...event, requestContext, body }, {} as Context));
  };
  return {
    world,
    isNewEachTime: true,
    isKeyKept: true,
    ask,
    made: () => ({ changes: world.itemsOf(' OUTCOME').length, messages: world.sent.assign.length }),
  };
}

/** Somebody asks whether a person is known, which is counted. */
async function checkLead(): Promise<Repeatable> {
  const { world } = await withLead({ phone: '0912345678' });
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/leads/check', (isOther) => ({ path: {}, body: { phone: isOther ? '0987654321' : '0912345678' } })),
    made: () => ({ changes: world.itemsOf('CHECKS#').reduce((sum, { version }) => sum + Number(version), 0), messages: 0 }),
  };
}

/** A colleague notes something of a person. */
async function setProfile(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'PATCH /v1/leads/{leadId}/profile', (isOther) => ({
    path: { leadId: lead.leadId },
    ifMatch: '"0"',
    body: { readiness: isOther ? 'later' : 'now' },
  }));
  return { world, ask, made: toldOf(world, 'lead.updated') };
}

/** A colleague changes what a record holds, as they saw it. */
async function editLead(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return {
    world,
    ask: changeBy(world, 'PATCH /v1/leads/{leadId}', (isOther) => ({
      path: { leadId: lead.leadId },
      ifMatch: `"${lead.version}"`,
      body: { title: isOther ? 'Giám đốc' : 'Kế toán trưởng' },
    })),
    made: toldOf(world, 'lead.updated'),
  };
}

/** A tag is put on a lead: the same one again is there already. */
async function tagLead(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/leads/{leadId}/tags', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { add: [isOther ? 'gọi lại' : 'hội chợ'] },
    })),
    made: toldOf(world, 'lead.updated'),
  };
}

/** Somebody writes a note: said twice, it was said twice. */
const writeNote = async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/notes', (isOther) => ({
    path: { leadId: lead.leadId },
    body: { text: isOther ? 'Bận' : 'Hẹn gọi lại' },
  }));
  return { world, isNewEachTime: true, ask, made: toldOf(world, 'note.changed') };
};

/** A note is written anew, or taken away. */
const changeNote = (method: 'PATCH' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, ask: write, made } = await writeNote();
  const { noteId } = NoteView.parse(JSON.parse((await write()).body));
  const { leadId } = onlyLeadOf(world);
  const before = made().changes;
  return {
    world,
    namesItself: method === 'PATCH',
    ask: changeBy(world, `${method} /v1/leads/{leadId}/notes/{noteId}`, (isOther) => ({
      path: { leadId, noteId: isOther ? 'nosuchnote' : noteId },
      ...(method === 'PATCH' ? { body: { text: 'Hẹn gọi lại sau Tết' } } : {}),
    })),
    made: () => ({ ...made(), changes: made().changes - before }),
  };
};

/** Every route with a token that writes. */
export const writingRoutes = {
  'POST /v1/leads': enterLead,
  'POST /v1/leads/check': checkLead,
  'PATCH /v1/leads/{leadId}': editLead,
  'POST /v1/leads/{leadId}/tags': tagLead,
  'POST /v1/leads/{leadId}/notes': writeNote,
  'PATCH /v1/leads/{leadId}/notes/{noteId}': changeNote('PATCH'),
  'DELETE /v1/leads/{leadId}/notes/{noteId}': changeNote('DELETE'),
  'DELETE /v1/leads/{leadId}/visitors/{visitorId}': unlinkDevice,
  'POST /v1/quarantine/{heldId}/release': decideHeld('release'),
  'POST /v1/quarantine/{heldId}/reject': decideHeld('reject'),
  'POST /v1/leads/{leadId}/stage': moveStage,
  'POST /v1/leads/{leadId}/owner': setOwner,
  'POST /v1/leads/{leadId}/merge': mergeTwo,
  'POST /v1/leads/{leadId}/merge/undo': partTwo,
  'POST /v1/leads/{leadId}/merge/drop': dropPair,
  'POST /v1/leads/{leadId}/release': float('release'),
  'POST /v1/leads/{leadId}/claim': float('claim'),
  'POST /v1/opportunities/{opportunityId}/release': floatNeed('release'),
  'POST /v1/opportunities/{opportunityId}/claim': floatNeed('claim'),
  'POST /v1/pools/{poolId}/splits': startSplit,
  'POST /v1/reps/{repId}/hand-over': handOver,
  'POST /v1/reps/{repId}/hand-over/{splitId}/undo': undoHandOver,
  'POST /v1/pools/{poolId}/splits/{splitId}/undo': undoSplit,
  'POST /v1/leads/{leadId}/status': setStatus,
  'POST /v1/leads/{leadId}/consent': sayConsent,
  'POST /v1/leads/{leadId}/qualification': qualify,
  'POST /v1/leads/{leadId}/opportunities': openNeed,
  'PATCH /v1/opportunities/{opportunityId}': changeNeed,
  'PATCH /v1/leads/{leadId}/profile': setProfile,
  'POST /v1/companies': makeCompany,
  'PATCH /v1/companies/{companyId}': changeCompany('change'),
  'PUT /v1/leads/{leadId}/company': changeCompany('set'),
  'POST /v1/leads/{leadId}/accept': answerOffer('accept'),
  'POST /v1/leads/{leadId}/decline': answerOffer('decline'),
  'POST /v1/leads/{leadId}/calls': logCall,
  'DELETE /v1/leads/{leadId}/calls/{callId}': undoCall,
  'POST /v1/purchases': tellOfOrder('POST /v1/purchases'),
  'POST /v1/leads/{leadId}/purchases': tellOfOrder('POST /v1/leads/{leadId}/purchases'),
  'PATCH /v1/purchases/{purchaseId}': tellOfOrder('PATCH /v1/purchases/{purchaseId}'),
  'POST /v1/purchases/{purchaseId}/facts/{factId}/void': voidFact,
  'POST /v1/leads/{leadId}/proposals/{proposalId}/accept': decideProposal('accept'),
  'POST /v1/leads/{leadId}/proposals/{proposalId}/drop': decideProposal('drop'),
  'PUT /v1/segments/{segmentId}/leads/{leadId}': keepInList('PUT'),
  'DELETE /v1/segments/{segmentId}/leads/{leadId}': keepInList('DELETE'),
  'POST /v1/leads/{leadId}/tasks': createTask,
  'PUT /v1/reps/{repId}/duty': switchDuty,
  'PUT /v1/pools/{poolId}/duty': switchPoolDuty,
  'PUT /v1/me/notices': chooseNotices,
  'PUT /v1/views/{viewId}': saveView,
  'DELETE /v1/views/{viewId}': deleteView,
  'POST /v1/me/notices/telegram': proveTelegram,
  'POST /v1/tasks/{taskId}/done': actOnTask('done', 'task.done'),
  'POST /v1/tasks/{taskId}/cancel': actOnTask('cancel', 'task.cancelled'),
  'POST /v1/tasks/{taskId}/snooze': actOnTask('snooze', 'task.snoozed', { until: later }),
  'POST /v1/tasks/{taskId}/owner': actOnTask('owner', 'task.handed_over', { repId: 'rep-anh' }),
  'POST /v1/leads/{leadId}/enrolments': enrolByHand('POST'),
  'DELETE /v1/leads/{leadId}/enrolments/{sequenceId}': enrolByHand('DELETE'),
  'PUT /v1/config/{kind}': publishCompany,
  'PUT /v1/config/templates': publishTemplates,
} as const;
