import { describe, expect, it } from '@jest/globals';
import { applyAgain, erasuresDone, kindOfItem, readErasure, wasErased } from '../../../shared/erasing/index.ts';
import { eraseAll } from '../../../shared/erasing-registry/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table, WriteItem } from '../../../shared/platform/table.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { digests } from '../../support/digests.ts';
import { findIn } from '../../support/dump.ts';
import { dying } from '../../support/dying-table.ts';
import { atWork, lan, minh, wordsOfLan, worldOfLan } from '../../support/erasing.ts';
import type { World } from '../../support/lead-world/world.ts';
import { full } from '../../support/proof.ts';
import { beaconBody, event, message, track } from '../../support/tracking.ts';

/** Where Lan is found. */
const whereLanIs = (world: World) => findIn(world.table.all(), wordsOfLan);

/** All that stands but what erasing itself makes anew each time. */
const standing = (world: World) =>
  world.table
    .all()
    .filter((item) => !['DUE *', 'LEAD TIMELINE'].includes(kindOfItem(item)) && !String(item.pk).startsWith('DUE#'))
    .map(({ writeId: _writeId, endedAt: _endedAt, closedAt: _closedAt, version: _version, ...item }) => item)
    // What is left of a fact goes so long after the slice that came last.
    .map(({ expiresAt, ...item }) => (String(item.pk).startsWith(keys.factsPrefix) ? item : { ...item, expiresAt }))
    .map((item) => ({ ...item, at: undefined, choices: undefined }));

describe('a person who is erased', () => {
  it('is found nowhere any more; whoever shares their number keeps it, and the certificate counts what went', async () => {
    const { world, leadId, erase } = await worldOfLan();
    expect(new Set(whereLanIs(world).map((hit) => hit.split('#')[0]))).toEqual(new Set(['CALL', 'LEAD', 'PHONE', 'REQUEST', 'SUBMISSION']));

    const erasureId = await erase.ask(leadId, { reason: 'personAsked', reference: 'YC-2026-017' });
    await erase.runAll();

    expect(whereLanIs(world)).toEqual([]);
    const view = await erase.read(erasureId);
    expect(view).toMatchObject({ state: 'done', reason: 'personAsked', reference: 'YC-2026-017', by: 'admin', late: 0 });
    expect(view.leadIds).toHaveLength(2);
    const counts = Object.fromEntries(view.gone.map(({ what, items }: { what: { en: string }; items: number }) => [what.en, items]));
    expect(counts).toMatchObject({
      'The record': expect.any(Number),
      Posts: 10,
      Notes: 1,
      Orders: 1,
      'Answers kept for repeated requests': 2,
      'Calls to other systems': 1,
    });
    expect(JSON.stringify(view)).not.toMatch(/lan\.chi|912345678/i);
    const [left] = world.leads();
    expect(world.leads()).toHaveLength(1);
    expect(left).toMatchObject({ email: minh.email, fullName: minh.fullName });
    const claim = world.itemsOf('PHONE#').filter(({ sk }) => sk === 'CLAIM');
    expect(claim).toEqual([expect.objectContaining({ leadId: left?.leadId })]);
    expect(claim[0]?.sharers ?? []).toEqual([]);
  });

  it('has one certificate of all that went, also where two people ask for it at once', async () => {
    const { world, leadId, erase } = await worldOfLan();

    const asked = [await erase.ask(leadId), await erase.ask(leadId)];
    await erase.runAll();

    expect(whereLanIs(world)).toEqual([]);
    const views = await Promise.all(asked.map((erasureId) => erase.read(erasureId)));
    expect(views.map(({ state, gone }) => [state, gone.length > 0]).sort()).toEqual([
      ['done', false],
      ['done', true],
    ]);
  });

  it.each([1, 2])(
    'leaves the same wherever the work is killed, each message coming %i times',
    async (times) => {
      const whole = await worldOfLan();
      await whole.erase.ask(whole.leadId);
      await whole.erase.runAll();
      const expected = standing(whole.world);
      let points = 0;
      // Each takes a life of its own: all of them are for the whole proof.
      for (let point = 1; ; point += full ? 1 : 5) {
        const { world, leadId, erase } = await worldOfLan();
        await erase.ask(leadId);
        const message = world.sent.work.at(-1);
        world.pass(11_000);
        const died = dying(point);
        let isKilled = false;
        const run = async () => {
          for (let next: typeof message = message; next; next = world.sent.work.shift()) {
            if (next.groupId === 'erasePerson') await erase.runOne(next.body, died.table(world.table), died.queue(world.parts.work));
          }
        };
        await run().catch(() => {
          isKilled = true;
        });
        if (!isKilled) break;
        points += 1;
        world.sent.work.splice(0);
        if (message) world.sent.work.push(message);
        await erase.runAll(times);
        expect(standing(world)).toEqual(expected);
        expect(whereLanIs(world)).toEqual([]);
      }
      expect(points).toBeGreaterThan(full ? 60 : 12);
    },
    300_000,
  );

  it('does not come back by whatever happens meanwhile, and whoever posts is somebody new', async () => {
    const acts: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
      post: (world) => world.takeIn(world.post({ ...lan }, { receivedAt: world.parts.clock().toISOString() })),
      visit: (world) => track(world.table, message(beaconBody(900, [event('late', 890)], { visitorId: 'visitor-1' }))),
      score: async () => {},
      cards: async (world) => world.project(),
    };
    for (const [name, act] of Object.entries(acts)) {
      for (let point = 1; point < 60; point += 7) {
        const { world, leadId, erase } = await worldOfLan();
        const gone = world
          .leads()
          .filter(({ email }) => email !== minh.email)
          .map((lead) => lead.leadId);
        const score = () => scoreLead(leadId, [{ v: 1, kind: 'recount', leadId } as never], world.parts);
        await erase.ask(leadId);
        world.pass(11_000);
        let calls = 0;
        const meanwhile = actingTable(world.table, async () => {
          calls += 1;
          if (calls === point) await (name === 'score' ? score().catch(() => {}) : act(world));
        });
        for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
          if (next.groupId === 'erasePerson') await erase.runOne(next.body, meanwhile);
        }
        world.pass(15 * 60_000);
        const looks = world.itemsOf('DUE#').filter(({ sk }) => String(sk) < world.parts.clock().toISOString());
        for (const { message: body } of looks) if (Object(body).kind === 'erasePerson') world.sent.work.push({ body } as never);
        await erase.runAll();

        const left = world.table.all().filter(({ pk }) => gone.some((id) => pk === `LEAD#${id}`));
        expect([name, point, left.map(({ sk, type }) => type ?? sk).filter((one) => one !== 'lead.erased' && one !== 'CARD')]).toEqual([
          name,
          point,
          [],
        ]);
        const comers = world.leads().filter(({ email }) => email === lan.email);
        expect(comers.flatMap(({ leadId: id }) => (gone.includes(id) ? [id] : []))).toEqual([]);
        expect(comers.map(({ leadId: id }) => world.itemsOf(`LEAD#${id} POST#`).length)).toEqual(comers.map(() => 1));
        expect(comers.map(({ leadId: id }) => world.itemsOf(`LEAD#${id} NOTE#`).length)).toEqual(comers.map(() => 0));
        const state = world.itemsOf(`ADDRESS#${digests.address(lan.email)}`)[0];
        expect(state).toMatchObject({ choices: { refusedAll: expect.any(String), confirmed: {} } });
      }
    }
  }, 60_000);

  it('is erased again in a table that was restored, and whoever came since stays', async () => {
    const { world, leadId, erase } = await worldOfLan();
    const backup = structuredClone(world.table.all());
    const erasureId = await erase.ask(leadId);
    await erase.runAll();
    const list = await erasuresDone(world.table);
    const certificate = await readErasure(world.table, erasureId);
    await world.table.deleteAll(world.table.all() as never);
    world.table.seed(...backup);
    world.pass(20 * daysMs);
    const post = world.post({ fullName: 'Somebody New', email: 'new@example.com' }, { receivedAt: world.parts.clock().toISOString() });
    await world.takeIn(post);
    expect(whereLanIs(world).length).toBeGreaterThan(5);

    // Where somebody was with files when the list was written says nothing of those that are looked through now.
    const files = { capability: 'exports', place: null };
    const begun: unknown[] = [];
    const noted: typeof eraseAll = async (id, parts) => {
      begun.push((await readErasure(world.table, id))?.files);
      return eraseAll(id, parts);
    };
    for (const _time of [1, 2]) for (const one of list) await applyAgain({ ...one, files }, noted, { ...world.parts });

    expect(begun).toEqual([undefined, undefined]);
    expect(list.map((one) => one.erasureId)).toEqual([erasureId]);
    const { gone, endedAt, closedAt } = certificate ?? {};
    const again = await readErasure(world.table, erasureId);
    expect(again).toMatchObject({ phase: 'done', gone, endedAt, closedAt });
    expect(again?.late).toBe(Object.values(gone ?? {}).reduce((sum, count) => sum + count, 0));
    expect(whereLanIs(world)).toEqual([]);
    expect(
      world
        .leads()
        .map(({ email }) => email)
        .toSorted(),
    ).toEqual([minh.email, 'new@example.com']);
    const asked = [lan.email, atWork, minh.email].map((email) => digests.email(email));
    expect(await wasErased(world.table, asked)).toEqual(new Set(asked.slice(0, 2)));
  });

  it('can be called off for ten seconds', async () => {
    const { world, leadId, erase, admin } = await worldOfLan();
    const erasureId = await erase.ask(leadId);

    const cancelled = await admin('POST /v1/erasures/{erasureId}/cancel', { path: { erasureId } });
    await erase.runAll();

    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect(world.leads().some((lead) => lead.leadId === leadId)).toBe(true);
    const other = await erase.ask(leadId);
    await erase.runAll();
    expect(await admin('POST /v1/erasures/{erasureId}/cancel', { path: { erasureId: other } })).toMatchObject({ status: 409 });
  });
});

/** A table before whose every call something may happen. */
function actingTable(table: Table, before: () => Promise<void>): Table {
  const during =
    <Arguments extends unknown[], Result>(run: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments) => {
      await before();
      return run(...given);
    };
  return {
    ...table,
    get: during(table.get.bind(table)),
    batchGet: during(table.batchGet.bind(table)),
    query: during(table.query.bind(table)),
    transact: during((writes: readonly WriteItem[]) => table.transact(writes)),
  };
}
