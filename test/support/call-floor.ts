import type { Context } from 'aws-lambda';
import { LoggedCallView } from '../../api/calls/call-view.ts';
import { createHandler } from '../../functions/change-leads/app.ts';
import { userKind } from '../../shared/access/user-config.ts';
import { EntryId, leadSubject, RepId } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import { hotCall, parseTask, writeTasks } from '../../shared/tasks/index.ts';
import { readRoutes } from './lead-world/read-routes.ts';
import { createWorld } from './lead-world/world.ts';

/** A lead of the south with an owner who calls, and everybody else who could. Users: `rep` is the owner. */
export async function createCallFloor(world = createWorld()) {
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', email: 'huong@example.com', province: 'TP.HCM' }));
  await world.assignAll();
  const lead = () => {
    const [only] = world.leads();
    if (!only) throw new Error('no lead');
    return only;
  };
  const { leadId, owner } = lead();
  const users = [...(await world.config.current(userKind)).documents.values()];
  const ofRep = users.find(({ repId }) => repId === owner?.repId);
  const other = users.find(({ role, repId }) => role === 'rep' && repId !== owner?.repId);
  const emailOf = (user: string): string => {
    if (user === 'rep') return ofRep?.email ?? '';
    if (user === 'leader') return 'leader.south@example.com';
    return user.includes('@') ? user : `${user}@example.com`;
  };
  const handler = createHandler(world.parts, silentLog);
  const read = readRoutes({ ...world, table: world.table });
  let requests = 0;

  async function ask(routeKey: string, path: Record<string, string>, user: string, { body, key }: { body?: object; key?: string } = {}) {
    requests += 1;
    const claims = { token_use: 'id', email: emailOf(user), email_verified: 'true' };
    const answer = await handler(
      {
        routeKey,
        pathParameters: path,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: { requestId: `request-${requests}`, authorizer: { jwt: { claims } } },
      },
      {} as Context,
    );
    const text = answer.body ?? '';
    return { status: answer.statusCode, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  const log = (body: object, user = 'rep', key?: string) =>
    ask('POST /v1/leads/{leadId}/calls', { leadId }, user, { body, ...(key === undefined ? {} : { key }) });
  const tasks = () => world.itemsOf(`${leadId} TASK#`).map(parseTask);
  return {
    world,
    lead,
    ask,
    log,
    /** Logs a call that has to be taken. */
    async logged(body: object, user = 'rep') {
      const answer = await log(body, user);
      if (answer.status !== 200) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
      const { by, ...view } = LoggedCallView.parse(answer.body);
      return { ...view, by: by === ofRep?.id ? 'rep' : by };
    },
    undo: (callId: string, user = 'rep', key?: string) =>
      ask('DELETE /v1/leads/{leadId}/calls/{callId}', { leadId, callId }, user, key === undefined ? {} : { key }),
    list: (user: string) => read('/v1/leads/{leadId}/calls', emailOf(user), { path: { leadId } }),
    /** The lead becomes hot, which asks for a call. */
    async becomeHot() {
      const now = world.parts.clock();
      const whose = { leadId, subject: leadSubject, repId: RepId.parse(owner?.repId) };
      const rise = { ...whose, dueAt: now.toISOString(), entryId: EntryId.parse('T9') };
      await world.table.transact(writeTasks([hotCall(rise, now)], now));
    },
    tasks,
    open: () => tasks().filter(({ status }) => status === 'open'),
    entries: (type: string) => world.timeline().filter((entry) => entry.type === type),
    otherRep: other?.email ?? '',
  };
}
