import type { Context } from 'aws-lambda';
import type { SplitListView, SplitView } from '../../api/pools/split-view.ts';
import { WorkMessage } from '../../events/index.ts';
import { createHandler as createChanger } from '../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { PoolId, type RepId } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import { readPoolState } from '../../shared/routing/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { splitLeadsWork } from '../../shared/splits/split-work.ts';
import { Timer } from '../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import type { Dying } from './dying-table.ts';
import type { World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';
import { worldOfNobody } from './waiting.ts';

export const south = PoolId.parse('south');
export const southLeader = 'leader.south@example.com';

/** The south with some leads that wait, and its reps back. */
export async function splitWorld(count: number) {
  const { world, arrive, comeBack, leave } = await worldOfNobody();
  await arrive(count, 'Cần Thơ');
  comeBack();
  const members = (await world.config.current(poolKind)).documents.get(south)?.members.map(({ repId }) => repId) ?? [];
  return { world, members, arrive, leave, comeBack, ...splittingOf(world) };
}

/** What splits are asked for by, and done by, in a world. */
export function splittingOf(world: World) {
  const queues = { assign: world.parts.assign, work: world.parts.work, notice: unheardQueue, mail: unheardQueue, score: unheardQueue };
  let requests = 0;
  const ask = async (routeKey: string, params: Record<string, string>, { body, email = southLeader, key }: Asking = {}) => {
    requests += 1;
    const create = routeKey.startsWith('GET') ? createReader : createChanger;
    const answer = await create(world.parts, silentLog)(
      {
        routeKey,
        pathParameters: params,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        ...(body ? { body: JSON.stringify(body) } : {}),
        requestContext: {
          requestId: `request-${requests}`,
          authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') as SplitView & { detail: string } };
  };
  /** Does one message of work, by a process that may die. */
  const runOne = async (body: unknown, by?: Dying): Promise<void> => {
    const through = (queue: Queue) => by?.queue(queue) ?? queue;
    const parts: WorkParts = {
      ...world.parts,
      table: by?.table(world.table) ?? world.table,
      queues: { ...queues, assign: through(queues.assign), work: through(queues.work) },
    };
    await doWork(WorkMessage.parse(body), [splitLeadsWork], parts);
  };
  /** Does all that is asked of work about splits, each message as often as told. */
  const runAll = async (times = 1): Promise<void> => {
    for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
      if (next.groupId !== splitLeadsWork.kind) continue;
      for (let time = 0; time < times; time += 1) await runOne(next.body);
    }
  };
  /** Sends what timers have for the pools, as often as told, and has them book it. */
  const book = async (times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      for (const item of world.itemsOf('DUE#')) {
        const { queue, message } = Timer.parse(item);
        const request = message.request as { groupId: string; deduplicationId: string; body: Record<string, unknown> } | undefined;
        if (queue === 'work' && message.kind === 'forward' && request?.body.kind === 'book') await world.parts.assign.send(request);
      }
      await world.assignAll();
    }
  };
  /** Sends whatever timers have for the pools, and has them do it. */
  const forward = async (): Promise<void> => {
    for (const item of world.itemsOf('DUE#')) {
      const { queue, message } = Timer.parse(item);
      if (queue === 'work' && message.kind === 'forward') await world.parts.assign.send(message.request as never);
    }
    await world.assignAll();
  };
  const held = (repId: RepId | undefined) => world.leads().filter(({ owner }) => owner?.repId === repId).length;
  const ledger = async () => (await readPoolState(world.table, south)).members;
  return {
    ask,
    runOne,
    runAll,
    book,
    forward,
    held,
    ledger,
    split: (body: object, asking: Omit<Asking, 'body'> = {}) =>
      ask('POST /v1/pools/{poolId}/splits', { poolId: south }, { ...asking, body }),
    read: (splitId: string | null, email = southLeader) =>
      ask('GET /v1/pools/{poolId}/splits/{splitId}', { poolId: south, splitId: splitId ?? '' }, { email }),
    /** Names the splits of the pool that somebody sees. */
    list: async (email = southLeader): Promise<(string | null)[]> => {
      const { body } = await ask('GET /v1/pools/{poolId}/splits', { poolId: south }, { email });
      return (body as unknown as SplitListView).items.map(({ splitId }) => splitId);
    },
    undo: (splitId: string | null, asking: Omit<Asking, 'body'> = {}) =>
      ask('POST /v1/pools/{poolId}/splits/{splitId}/undo', { poolId: south, splitId: splitId ?? '' }, asking),
    handOver: (repId: string, body: object, asking: Omit<Asking, 'body'> = {}) =>
      ask('POST /v1/reps/{repId}/hand-over', { repId }, { ...asking, body }),
    readHandOver: (repId: string, splitId: string | null) =>
      ask('GET /v1/reps/{repId}/hand-over/{splitId}', { repId, splitId: splitId ?? '' }),
    undoHandOver: (repId: string, splitId: string | null) =>
      ask('POST /v1/reps/{repId}/hand-over/{splitId}/undo', { repId, splitId: splitId ?? '' }),
    /** Sets a rep active, or not. */
    setActive: (repId: string, active: boolean) => world.config.change(repKind, repId, (rep) => ({ ...rep, active })),
    notices: () => world.itemsOf('DUE#').filter(({ message }) => (message as { kind?: string }).kind === 'givenNotice'),
  };
}

interface Asking {
  readonly body?: object;
  readonly email?: string;
  readonly key?: string;
}
