import { describe, expect, it } from '@jest/globals';
import type { readLeadRoute } from '../../../api/leads/read-lead.ts';
import type { MeView } from '../../../api/me/me-view.ts';
import type { readTodayRoute } from '../../../api/me/read-today.ts';
import type { writeNoteRoute } from '../../../api/notes/write-note.ts';
import type { showWorkRoute } from '../../../api/tasks/show-work.ts';
import type { WorkView } from '../../../api/tasks/task-view.ts';
import { type Ask, ProblemError, readMe, routeCall, SignedOutError, UnreachableError } from '../../../web/src/console/api/index.ts';
import { createAnswers, type KeptAnswer } from '../../../web/src/console/offline/answers.ts';

const showWork = routeCall<typeof showWorkRoute>('GET', '/v1/work');
const writeNote = routeCall<typeof writeNoteRoute>('POST', '/v1/leads/{leadId}/notes');
const readLead = routeCall<typeof readLeadRoute>('GET', '/v1/leads/{leadId}');
const hoursMs = 3_600_000;

const anh: MeView = {
  userId: 'u-anh',
  role: 'rep',
  name: 'Anh',
  repId: 'rep-anh',
  rights: { 'task.read': 'own' } as MeView['rights'],
  zone: 'Asia/Ho_Chi_Minh',
  locale: 'vi',
  locales: ['vi', 'en'],
  company: null,
  products: [],
  features: { masking: false, events: false, telegram: false },
};
const lead = (leadId: string, repId: string | null = 'rep-anh') => ({
  leadId,
  owner: repId === null ? null : { repId, name: null, since: '' },
});

/** A browser whose shelf outlasts its pages; `answers` says what the API answers now. */
function browser() {
  const rows = new Map<string, KeptAnswer>();
  const world = { nowMs: Date.parse('2026-11-30T02:00:00Z'), who: 's-anh' as string | null, answer: (_: string): unknown => ({}) };
  const timers: (() => void)[] = [];
  const ask: Ask = async (call, request) => {
    const answer = world.answer(`${call.path} ${JSON.stringify(request)}`);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Promise) return await answer;
    return { body: answer, etag: '"1"' } as never;
  };
  const open = () =>
    createAnswers({
      ask,
      shelf: {
        all: async () => [...rows.values()],
        get: async (key) => rows.get(key),
        put: async (row) => void rows.set(row.question, row),
        delete: async (keys) => keys.forEach((key) => void rows.delete(key)),
      },
      who: () => world.who,
      nowMs: () => world.nowMs,
      later: (run) => {
        timers.push(run);
        return () => {};
      },
    });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { rows, world, open, settle, passThreeSeconds: () => timers.splice(0).forEach((run) => void run()) };
}
const noNetwork = () => new UnreachableError('no answer');

/** Anh was here, with their work and a lead of theirs. */
async function wasHere(me: MeView = anh) {
  const one = browser();
  const answers = one.open();
  await answers.bind(me);
  one.world.answer = () => ({ items: ['work'] });
  await answers.ask(showWork, { query: {} });
  one.world.answer = () => lead('L1');
  await answers.ask(readLead, { params: { leadId: 'L1' } } as never);
  await one.settle();
  return { ...one, answers };
}

describe('answers that are kept', () => {
  it('are there without a network, after the browser was closed as well, and say that they are old', async () => {
    const { open, world } = await wasHere();
    world.answer = noNetwork;
    world.who = null;
    const answers = open();

    expect(await answers.ask(readMe, {})).toEqual({ body: anh, etag: null, isKept: true });
    expect(await answers.ask(showWork, { query: {} })).toEqual({ body: { items: ['work'], nextCursor: null }, etag: null, isKept: true });
    expect((await answers.ask(readLead, { params: { leadId: 'L1' } } as never)).isKept).toBe(true);
    await expect(answers.ask(readLead, { params: { leadId: 'L2' } } as never)).rejects.toThrow(UnreachableError);
  });

  it('tell how the day of a rep stood as well', async () => {
    const { world, answers, settle } = await wasHere();
    const readToday = routeCall<typeof readTodayRoute>('GET', '/v1/me/today');
    world.answer = () => ({ numbers: { calls: 4 } });
    await answers.ask(readToday, {});
    await settle();
    world.answer = noNetwork;

    expect(await answers.ask(readToday, {})).toMatchObject({ body: { numbers: { calls: 4 } }, isKept: true });
  });

  it('are shown where a network keeps somebody waiting', async () => {
    const { answers, world, passThreeSeconds, settle } = await wasHere();
    world.answer = () => new Promise(() => {});

    const asked = answers.ask(showWork, { query: {} });
    await settle();
    passThreeSeconds();

    expect((await asked).isKept).toBe(true);
  });

  it('give way to what the API says', async () => {
    const { answers, world } = await wasHere();
    world.answer = () => ({ items: [] });

    expect(await answers.ask(showWork, { query: {} })).toEqual({ body: { items: [] }, etag: '"1"' });
  });

  it.each([
    ['another user', { ...anh, userId: 'u-bao' }],
    ['other rights', { ...anh, rights: {} as MeView['rights'] }],
    ['another role', { ...anh, role: 'marketer' as const }],
    ['masked numbers', { ...anh, features: { masking: true, events: false, telegram: false } }],
  ])('are forgotten with %s', async (_, me) => {
    const { open, rows } = await wasHere();

    await open().bind(me);

    expect([...rows.values()].filter(({ question }) => !question.startsWith('/v1/me '))).toEqual([]);
  });

  it('are not shown to whoever has another session, before it is known who they are', async () => {
    const { open, world } = await wasHere();
    world.who = 's-bao';
    world.answer = noNetwork;
    const answers = open();

    await expect(answers.ask(readMe, {})).rejects.toThrow(UnreachableError);
    await expect(answers.ask(showWork, { query: {} })).rejects.toThrow(UnreachableError);
  });

  it('are none at all while numbers are masked', async () => {
    const { rows } = await wasHere({ ...anh, features: { masking: true, events: false, telegram: false } });

    expect(rows.size).toBe(0);
  });

  it.each([
    ['a colleague’s', lead('L1', 'rep-bao')],
    ['nobody’s', lead('L1', null)],
  ])('end with a lead that is %s by now', async (_, now) => {
    const { answers, world, rows, settle } = await wasHere();
    world.answer = () => now;

    await answers.ask(readLead, { params: { leadId: 'L1' } } as never);
    await settle();

    expect([...rows.values()].some(({ leadId }) => leadId === 'L1')).toBe(false);
  });

  it('end with a lead that is there no more, such as an erased one', async () => {
    const { answers, world, rows } = await wasHere();
    world.answer = () => new ProblemError({ type: '', title: '', status: 404, detail: '', id: '' });

    await expect(answers.ask(readLead, { params: { leadId: 'L1' } } as never)).rejects.toThrow(ProblemError);

    expect([...rows.values()].some(({ leadId }) => leadId === 'L1')).toBe(false);
  });

  it.each([403, 404, 410])('end with a lead of which anything else is refused by %d', async (status) => {
    const { answers, world, rows } = await wasHere();
    world.answer = () => new ProblemError({ type: '', title: '', status, detail: '', id: '' });

    await expect(answers.ask(writeNote, { params: { leadId: 'L1' } } as never)).rejects.toThrow(ProblemError);

    expect([...rows.values()].some(({ leadId }) => leadId === 'L1')).toBe(false);
  });

  it('stay where something else of the lead is refused for what it says', async () => {
    const { answers, world, rows } = await wasHere();
    world.answer = () => new ProblemError({ type: '', title: '', status: 409, detail: '', id: '' });

    await expect(answers.ask(writeNote, { params: { leadId: 'L1' } } as never)).rejects.toThrow(ProblemError);

    expect([...rows.values()].some(({ leadId }) => leadId === 'L1')).toBe(true);
  });

  it('end with a lead that a poll of the work says has left, though nobody opened it', async () => {
    const { answers, world, rows, settle } = await wasHere();
    let asked = '';
    world.answer = (question) => {
      asked = question;
      return { items: [], left: ['L1'] };
    };

    await answers.ask(showWork, { query: {} });
    await settle();

    expect(asked).toBe('/v1/work {"query":{"kept":"L1"}}');
    expect([...rows.values()].some(({ leadId }) => leadId === 'L1')).toBe(false);
    await answers.ask(showWork, { query: {} });
    expect(asked).toBe('/v1/work {"query":{}}');
  });

  it('are asked about in turn, so that no poll asks for many', async () => {
    const { answers, world, settle } = await wasHere();
    world.answer = (question) => lead(question);
    for (let count = 0; count < 59; count += 1) await answers.ask(readLead, { params: { leadId: `N${count}` } } as never);
    await settle();
    const asked = new Set<string>();
    world.answer = (question) => {
      const ids = (JSON.parse(question.slice('/v1/work '.length)) as { query: { kept?: string } }).query.kept?.split(',') ?? [];
      expect(ids.length).toBeLessThanOrEqual(25);
      for (const id of ids) asked.add(id);
      return { items: [] };
    };

    for (let poll = 0; poll < 4; poll += 1) {
      await answers.ask(showWork, { query: {} });
      await settle();
    }

    expect(asked.size).toBe(60);
  });

  const row = (index: number, place = 'new') => ({ taskId: `T${index}`, leadId: `L${index}`, place });
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => row(from + index, index % 2 ? 'hot' : 'new'));
  /** A rep with 120 things to do, of which the screen shows eight. */
  async function withMuchToDo() {
    const here = await wasHere();
    const { world, answers, settle, passThreeSeconds } = here;
    const asked: string[] = [];
    world.answer = (question) => {
      asked.push(question);
      const { query = {} } = JSON.parse(question.slice('/v1/work '.length)) as { query?: { limit?: number; cursor?: string } };
      const from = Number(query.cursor ?? 0);
      const to = Math.min(120, from + (query.limit ?? 10));
      return { items: rows(from, to), nextCursor: to < 120 ? String(to) : null, lateActs: [], day: null };
    };
    const look = () => answers.ask(showWork, { query: { limit: 8 } });
    await look();
    await settle();
    passThreeSeconds();
    await settle();
    return { ...here, asked, look };
  }
  const bodyOf = async (asked: Promise<{ readonly body: WorkView }>) => (await asked).body;

  it('hold all of the day’s work, read behind what is on the screen and not at every poll, for whatever page is asked for', async () => {
    const { answers, world, settle, asked, look, passThreeSeconds } = await withMuchToDo();
    const cursors = () => asked.filter((question) => question.includes('"limit":50'));
    expect(cursors()).toHaveLength(3);
    await look();
    await settle();
    passThreeSeconds();
    await settle();
    expect(cursors()).toHaveLength(3);
    world.answer = noNetwork;

    const all = await bodyOf(answers.ask(showWork, { query: { limit: 8 } }));
    expect(all.items.map(({ taskId }) => taskId)).toEqual(rows(0, 120).map(({ taskId }) => taskId));
    expect(all.nextCursor).toBeNull();
    const hot = await bodyOf(answers.ask(showWork, { query: { limit: 50, place: 'hot' } }));
    expect(hot.items).toHaveLength(60);
    expect(new Set(hot.items.map(({ place }) => place))).toEqual(new Set(['hot']));
    await expect(answers.ask(showWork, { query: { cursor: '50' } })).rejects.toThrow(UnreachableError);
  });

  it('leave out of it what the newer page says is done, and a lead that left', async () => {
    const { answers, world, settle } = await withMuchToDo();
    world.answer = () => ({ items: rows(2, 10), nextCursor: '10', lateActs: [], day: null, left: ['L20'] });
    await answers.ask(showWork, { query: { limit: 8 } });
    await settle();
    world.answer = noNetwork;

    const { items } = await bodyOf(answers.ask(showWork, { query: { limit: 50 } }));

    const ids = items.map(({ taskId }) => taskId);
    expect(ids.slice(0, 3)).toEqual(['T2', 'T3', 'T4']);
    expect(ids).not.toContain('T0');
    expect(ids).not.toContain('T20');
    expect(ids).toContain('T21');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are one page of it where that holds all', async () => {
    const { answers, world, settle, rows: kept } = await withMuchToDo();
    world.answer = () => ({ items: rows(0, 3), nextCursor: null, lateActs: [], day: null });
    await answers.ask(showWork, { query: { limit: 8 } });
    await settle();

    expect([...kept.keys()].filter((question) => question.startsWith('/v1/work'))).toEqual(['/v1/work']);
  });

  it('end with the session', async () => {
    const { answers, world, rows } = await wasHere();
    world.answer = () => new SignedOutError();

    await expect(answers.ask(showWork, { query: {} })).rejects.toThrow(SignedOutError);

    expect(rows.size).toBe(0);
  });

  it('are none of an answer that came as somebody left', async () => {
    const { answers, world, rows, settle } = await wasHere();
    // What has to be forgotten first keeps it from being kept at once.
    world.answer = () => ({ items: [], left: ['L7', 'L8', 'L9'] });

    await answers.ask(showWork, { query: {} });
    void answers.purge();
    await settle();

    expect(rows.size).toBe(0);
  });

  it('are a day old at most, and two hundred', async () => {
    const { answers, world, rows, settle } = await wasHere();
    world.nowMs += 24 * hoursMs + 1;
    world.answer = noNetwork;
    await expect(answers.ask(showWork, { query: {} })).rejects.toThrow(UnreachableError);
    world.answer = (question) => lead(question);

    for (let count = 0; count < 210; count += 1) {
      world.nowMs += 1;
      await answers.ask(readLead, { params: { leadId: `N${count}` } } as never);
    }
    await settle();

    expect(rows.size).toBe(200);
    expect(JSON.stringify([...rows.keys()])).not.toContain('L1');
  });
});
