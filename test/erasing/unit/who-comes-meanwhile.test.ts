import { describe, expect, it } from '@jest/globals';
import type { Table, WriteItem } from '../../../shared/platform/table.ts';
import { connectingOf } from '../../support/connectors.ts';
import { digests } from '../../support/digests.ts';
import { findIn } from '../../support/dump.ts';
import { lan, minh, wordsOfLan, worldOfLan } from '../../support/erasing.ts';
import { importingOf } from '../../support/imports.ts';
import { full, report } from '../../support/proof.ts';
import { beaconBody, event, message, track } from '../../support/tracking.ts';

/** Rule: what arrives of a person while they are erased, or afterwards, does not bring them back as known, at whatever call of whichever work it does. */

const landing = { id: 'landing', type: 'generic', isApproved: true } as const;
const list = Buffer.from(
  `Họ tên,SĐT,Email,Ghi chú\n${lan.fullName},0987654321,${lan.email},khách cũ\nBình,0977000222,binh@example.vn,mới\n`,
);

async function life() {
  const made = await worldOfLan();
  const { world } = made;
  const imports = importingOf(world);
  const connecting = connectingOf(world, landing);
  const gone = new Set(world.leads().flatMap(({ leadId, email }) => (email === minh.email ? [] : [leadId])));
  const importId = await imports.bring(list, { fileName: 'a.csv' });
  await imports.map(importId);
  return { ...made, imports, connecting, importId, gone };
}
type Life = Awaited<ReturnType<typeof life>>;

/** What arrives, over a table that may be looked at. */
const arrivals: Readonly<Record<string, (life: Life, table?: Table) => Promise<void>>> = {
  beacon: ({ world }, table = world.table) =>
    track(table, message(beaconBody(900, [event('late', 890)], { visitorId: 'visitor-1' }))).then(() => undefined),
  async 'import row'({ imports, importId }, table) {
    await imports.ask('POST /v1/imports/{importId}/start', { importId });
    await imports.runWork(table ? { table } : {});
  },
  async 'connector post'({ connecting, world }, table) {
    await connecting.post('landing', { ho_ten: lan.fullName, sdt: '0987654321', email: lan.email }, {}, table ? { table } : {});
    for (const { body } of connecting.takeWaiting()) await connecting.doOne(body, table ?? world.table);
    await connecting.runWork();
  },
};

/** A table at one of whose calls something happens first. */
function actingAt(table: Table, point: number, act: () => Promise<void>) {
  let calls = 0;
  const during =
    <Arguments extends unknown[], Result>(run: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments) => {
      calls += 1;
      if (calls === point) await act();
      return run(...given);
    };
  const acting: Table = {
    ...table,
    get: during(table.get.bind(table)),
    batchGet: during(table.batchGet.bind(table)),
    query: during(table.query.bind(table)),
    put: during(table.put.bind(table)),
    update: during(table.update.bind(table)),
    transact: during((writes: readonly WriteItem[]) => table.transact(writes)),
  };
  return { acting, wasReached: () => calls >= point };
}

async function runErasure({ world, erase }: Life, table: Table = world.table): Promise<void> {
  for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
    if (next.groupId === 'erasePerson') await erase.runOne(next.body, table);
  }
}

/** The looks after the end. */
async function look(made: Life): Promise<void> {
  const { world } = made;
  world.pass(15 * 60_000);
  const looks = world.itemsOf('DUE#').filter(({ sk }) => String(sk) < world.parts.clock().toISOString());
  for (const { message: body } of looks)
    if (Object(body).kind === 'erasePerson') world.sent.work.push({ body, groupId: 'erasePerson' } as never);
  await runErasure(made);
}

/** What would say that the company knows the person yet. */
function knownStill({ world, gone }: Life, what: string): string[] {
  const comers = world.leads().filter(({ email, phone }) => email === lan.email || phone?.e164 === '+84987654321');
  const left = world.table
    .all()
    .filter(({ pk, sk, type }) => gone.has(String(pk).slice(5) as never) && type !== 'lead.erased' && sk !== 'CARD')
    .map(({ sk, type }) => `of the record that is gone: ${String(type ?? sk)}`);
  return [
    ...left,
    ...comers.flatMap(({ leadId }) => (gone.has(leadId) ? ['the record itself'] : [])),
    // Whoever writes to the company again is somebody new; by a list nobody comes back, and no visit says who it was.
    ...(what === 'connector post' ? comers.slice(1) : comers).map(() => 'a record by a list'),
    ...comers.flatMap(({ leadId }) => [
      ...world.itemsOf(`LEAD#${leadId} NOTE#`).map(() => 'a note'),
      ...world.itemsOf(`LEAD#${leadId} DEVICE#`).map(() => 'a device'),
    ]),
    ...(what === 'connector post' ? [] : findIn(world.table.all(), wordsOfLan)),
    ...(world.itemsOf(`ADDRESS#${digests.address(lan.email)}`)[0]?.choices ? [] : ['no refusal']),
  ];
}

describe.each(Object.keys(arrivals))('a %s of somebody who is erased', (what) => {
  const arrive = (made: Life, table?: Table) => arrivals[what]?.(made, table) ?? Promise.resolve();

  it('brings nobody back, at whichever call of the erasure it arrives', async () => {
    let points = 0;
    for (let point = 1, isReached = true; isReached; point += full ? 1 : 4) {
      const made = await life();
      await made.erase.ask(made.leadId);
      made.world.pass(11_000);
      const { acting, wasReached } = actingAt(made.world.table, point, () => arrive(made));
      await runErasure(made, acting);
      isReached = wasReached();
      points += 1;
      await look(made);

      expect([point, ...new Set(knownStill(made, what))]).toEqual([point]);
    }
    report(`a ${what} at a call of the erasure`, { points });
  }, 300_000);

  it('brings nobody back, where the whole erasure happens at one of its own calls', async () => {
    let points = 0;
    for (let point = 1, isReached = true; isReached; point += 1) {
      const made = await life();
      await made.erase.ask(made.leadId);
      made.world.pass(11_000);
      const { acting, wasReached } = actingAt(made.world.table, point, () => runErasure(made));
      await arrive(made, acting);
      isReached = wasReached();
      points += 1;
      await runErasure(made);
      await look(made);

      expect([point, ...new Set(knownStill(made, what))]).toEqual([point]);
    }
    expect(points).toBeGreaterThan(1);
    report(`an erasure at a call of a ${what}`, { points });
  }, 300_000);

  it('brings nobody back afterwards', async () => {
    const made = await life();
    await made.erase.ask(made.leadId);
    await made.erase.runAll();

    for (let time = 0; time < 2; time += 1) await arrive(made);
    await look(made);

    expect([...new Set(knownStill(made, what))]).toEqual([]);
  });
});
