import { describe, expect, it } from '@jest/globals';
import type { logCallRoute } from '../../../api/calls/log-call.ts';
import { type Ask, ProblemError, routeCall, SignedOutError, UnreachableError } from '../../../web/src/console/api/index.ts';
import type { Shelf } from '../../../web/src/console/offline/database.ts';
import { createOutbox, type KeptAct } from '../../../web/src/console/offline/outbox.ts';

const logCall = routeCall<typeof logCallRoute>('POST', '/v1/leads/{leadId}/calls');
const daysMs = 24 * 3_600_000;

type Answer = 'taken' | 'no network' | 'no answer' | 'signed out' | number;

/** A browser whose shelf outlasts its pages, and a server that does each key once. */
function browser() {
  const rows = new Map<string, KeptAct>();
  const done: string[] = [];
  const asked: string[] = [];
  const world = {
    nowMs: Date.parse('2026-11-30T02:00:00Z'),
    isOffline: false,
    keepsNothing: false,
    answers: [] as Answer[],
    usual: 'taken' as Answer,
  };
  const refuse = () => (world.keepsNothing ? Promise.reject(new Error('keeps nothing')) : Promise.resolve());
  const shelf: Shelf<KeptAct> = {
    all: async () => [...rows.values()],
    get: async (id) => rows.get(id),
    put: async (row) => {
      await refuse();
      rows.set(row.id, row);
    },
    delete: async (ids) => {
      await refuse();
      for (const id of ids) rows.delete(id);
    },
  };
  const kept: unknown[] = [];
  const ask: Ask = async (call, request) => {
    const { headers } = request as unknown as { readonly headers: { readonly 'Idempotency-Key': string } };
    const key = headers['Idempotency-Key'];
    asked.push(key);
    const answer = world.answers.shift() ?? world.usual;
    if (answer === 'no network') throw new UnreachableError('no answer');
    if (answer === 'signed out') throw new SignedOutError();
    if (answer === 'no answer') {
      done.push(key);
      return new Promise(() => {});
    }
    if (call.path.endsWith('/late-acts') && answer === 'taken') kept.push((request as { body?: unknown }).body);
    if (answer !== 'taken') throw new ProblemError({ type: '', title: 'Refused', status: answer, detail: 'Because.', id: 'r-1' });
    if (!done.includes(key)) done.push(key);
    return { body: { callId: `C${key}` }, etag: null } as never;
  };
  let last: Promise<unknown> = Promise.resolve();
  const tabs = new Set<() => void>();
  const open = (userId = 'u-anh') =>
    createOutbox({
      userId,
      ask,
      shelf,
      alone: (work) => {
        const mine = last.then(work);
        last = mine.catch(() => {});
        return mine;
      },
      tabs: { tell: () => tabs.forEach((tab) => void tab()), hear: (tab) => void tabs.add(tab) },
      isOffline: () => world.isOffline,
      // The server never answers: whoever waits gives up at once.
      after: () => ({ signal: AbortSignal.timeout(5), cancel: () => {} }),
      nowMs: () => world.nowMs,
      serverMs: () => world.nowMs + 3_600_000,
    });
  return { rows, done, asked, kept, world, open };
}

const act = (key: string, leadId = 'L1') =>
  [
    logCall,
    { params: { leadId }, headers: { 'Idempotency-Key': key }, body: { outcome: 'noAnswer' } },
    { what: 'Không nghe', who: 'Chị Hường', leadId },
  ] as unknown as Parameters<ReturnType<typeof createOutbox>['post']>;

describe('the outbox', () => {
  it('sends at once where there is a network, and keeps nothing', async () => {
    const { open, rows, done } = browser();

    expect(await open().post(...act('k1'))).toEqual({ is: 'done', body: { callId: 'Ck1' } });

    expect(done).toEqual(['k1']);
    expect(rows.size).toBe(0);
  });

  it('keeps without a network, and sends in order when there is one, each once', async () => {
    const { open, rows, done, world } = browser();
    world.isOffline = true;
    const before = open();
    for (const key of ['k1', 'k2', 'k3']) {
      world.nowMs += 1_000;
      expect(await before.post(...act(key))).toEqual({ is: 'kept' });
    }

    world.isOffline = false;
    // The browser was closed meanwhile.
    const after = open();
    await Promise.all([after.flush(), after.flush(), before.flush()]);

    expect(done).toEqual(['k1', 'k2', 'k3']);
    expect(rows.size).toBe(0);
    expect(after.acts()).toEqual([]);
  });

  it.each(['no network', 'no answer', 'signed out', 503, 429] as const)(
    'keeps what met "%s" and sends it under the same key',
    async (answer) => {
      const { open, asked, rows, world } = browser();
      world.answers = [answer];
      const outbox = open();

      expect(await outbox.post(...act('k1'))).toEqual({ is: 'kept' });
      expect(outbox.acts()).toMatchObject([{ id: 'k1' }]);
      await outbox.flush();

      expect(asked).toEqual(['k1', 'k1']);
      expect(rows.size).toBe(0);
    },
  );

  it('says at once what the server does not take, and keeps nothing of it', async () => {
    const { open, rows, world } = browser();
    world.answers = [422];

    await expect(open().post(...act('k1'))).rejects.toThrow(ProblemError);

    expect(rows.size).toBe(0);
  });

  it('tells of a lead that was lost meanwhile, and goes on with the others', async () => {
    const { open, done, world } = browser();
    world.isOffline = true;
    const outbox = open();
    await outbox.post(...act('k1', 'L1'));
    await outbox.post(...act('k2', 'L2'));
    world.isOffline = false;
    world.answers = [404, 404];

    await outbox.flush();
    await outbox.flush();

    expect(done).toEqual(['k2']);
    expect(outbox.acts()).toMatchObject([{ id: 'k1', refused: { is: 'lost' } }]);
    await outbox.drop('k1');
    expect(outbox.acts()).toEqual([]);
  });

  it('has an act about a lead that went to somebody else kept for the leader, under its key and at its time', async () => {
    const { open, asked, kept, rows, world } = browser();
    world.isOffline = true;
    const outbox = open();
    await outbox.post(...act('k1'));
    world.nowMs += 600_000;
    world.isOffline = false;
    world.answers = [404];

    await outbox.flush();

    expect(asked).toEqual(['k1', 'k1']);
    // By the clock of the server, which is an hour ahead of the device.
    const notedAt = new Date(world.nowMs - 600_000 + 3_600_000).toISOString();
    expect(kept).toEqual([{ notedAt, act: { is: 'call', outcome: 'noAnswer' } }]);
    expect(outbox.acts()).toMatchObject([{ id: 'k1', refused: { is: 'forLeader' } }]);
    await outbox.drop('k1');
    expect(rows.size).toBe(0);
  });

  it('tells at once who has a network that it is kept for the leader', async () => {
    const { open, kept, rows, world } = browser();
    world.answers = [404];

    expect(await open().post(...act('k1'))).toEqual({ is: 'forLeader' });

    expect(kept).toHaveLength(1);
    expect(rows.size).toBe(0);
  });

  it.each(['no network', 503] as const)('asks again for what met "%s" on its way to the leader', async (answer) => {
    const { open, kept, world } = browser();
    world.answers = [404, answer];
    const outbox = open();

    expect(await outbox.post(...act('k1'))).toEqual({ is: 'kept' });
    world.answers = [404];
    await outbox.flush();

    expect(kept).toHaveLength(1);
    expect(outbox.acts()).toMatchObject([{ refused: { is: 'forLeader' } }]);
  });

  it('sends one that was refused again when somebody says so', async () => {
    const { open, done, world } = browser();
    world.isOffline = true;
    const outbox = open();
    await outbox.post(...act('k1'));
    world.isOffline = false;
    world.answers = [409];
    await outbox.flush();
    expect(outbox.acts()).toMatchObject([{ refused: { is: 'fault', problem: { detail: 'Because.' } } }]);

    await outbox.again('k1');

    expect(done).toEqual(['k1']);
  });

  it('lets one lead that the server cannot take now hold up nothing but itself', async () => {
    const { open, done, world } = browser();
    world.isOffline = true;
    const outbox = open();
    await outbox.post(...act('k1', 'L1'));
    await outbox.post(...act('k2', 'L1'));
    await outbox.post(...act('k3', 'L2'));
    world.isOffline = false;
    world.answers = [500];

    await outbox.flush();

    expect(done).toEqual(['k3']);
    expect(outbox.acts().map(({ id }) => id)).toEqual(['k1', 'k2']);
  });

  it('does not send by itself what is older than the server knows its key', async () => {
    const { open, asked, world } = browser();
    world.isOffline = true;
    const outbox = open();
    await outbox.post(...act('k1'));
    world.isOffline = false;
    world.nowMs += 7 * daysMs + 1;

    await outbox.flush();

    expect(asked).toEqual([]);
    expect(outbox.acts()).toMatchObject([{ refused: { is: 'late' } }]);
  });

  it('sends nothing of somebody else, who finds it when they are back', async () => {
    const { open, done, world } = browser();
    world.isOffline = true;
    await open('u-anh').post(...act('k1'));
    world.isOffline = false;

    const other = open('u-bao');
    await other.flush();
    await other.drop('k1');
    expect(other.acts()).toEqual([]);
    await open('u-anh').flush();

    expect(done).toEqual(['k1']);
  });

  it('leaves to the page what the page is sending, until it has given up', async () => {
    const { open, asked, world } = browser();
    world.answers = ['no answer'];
    const sending = open().post(...act('k1'));
    await Promise.resolve();

    await open().flush();
    expect(asked).toHaveLength(1);
    await sending;
    await open().flush();

    expect(asked).toEqual(['k1', 'k1']);
  });

  it('works without a shelf as long as there is a network, and says so when there is none', async () => {
    const { open, world, done } = browser();
    world.keepsNothing = true;
    expect(await open().post(...act('k1'))).toMatchObject({ is: 'done' });
    world.usual = 'no network';

    await expect(open().post(...act('k2'))).rejects.toThrow(UnreachableError);

    expect(done).toEqual(['k1']);
  });

  it('tells of changes, to other tabs as well', async () => {
    const { open, world } = browser();
    world.isOffline = true;
    const outbox = open();
    const other = open();
    const heard: number[] = [];
    other.onChange(() => heard.push(other.acts().length));

    await outbox.post(...act('k1'));
    await new Promise((resolve) => setTimeout(resolve, 0));

    expect(heard.at(-1)).toBe(1);
  });
});
