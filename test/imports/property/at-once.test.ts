import { describe, expect, it } from '@jest/globals';
import { erasingOf } from '../../support/erasing.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, seed, size } from '../../support/proof.ts';
import { dirtyList, toCsv } from '../../support/sheets/dirty-list.ts';

const reps = ['Trần Thị Lan', 'do thu ha', 'dat.vo@example.com'];
const dirty = (rows: number) => Buffer.from(toCsv(dirtyList({ seed, rows, reps, isCsv: true }).sheets[0] ?? { rows: [] }));

const options = [
  ['rule', false],
  ['file', false],
  ['file', true],
  ['none', false],
] as const;

/** Nobody is there twice, and whoever finds somebody finds one who is there. */
function whoIsThere(world: ReturnType<typeof createWorld>) {
  const leads = world.leads();
  const ids = new Set<string>(leads.map(({ leadId }) => leadId));
  const emails = leads.flatMap(({ email }) => email ?? []);
  return {
    twice: emails.filter((email, index) => emails.indexOf(email) !== index),
    dangling: [...world.itemsOf('EMAIL#'), ...world.itemsOf('PHONE#')].filter(
      ({ sk, leadId }) => ['GUARD', 'CLAIM'].includes(String(sk)) && !ids.has(String(leadId)),
    ),
    unled: world.itemsOf(' ASSIGN#').filter(({ pk }) => !ids.has(String(pk).slice(5))),
  };
}
const nothing = { twice: [], dangling: [], unled: [] };

describe('two lists of the same people at once, with posts of some of them', () => {
  it.each(options)('make nobody twice and lose nobody, and go back (owner: %s, known ones move: %s)', async (owner, movesKnown) => {
    const world = createWorld();
    const bytes = dirty(size(150, 3_000));
    const [one, other] = [importingOf(world), importingOf(world)];
    const first = await one.bring(bytes, { fileName: 'mot.csv', source: 'mot' });
    const second = await other.bring(bytes, { fileName: 'hai.csv', source: 'hai' });
    const { body: foreseen } = await one.map(first, {}, owner, movesKnown);
    await other.map(second, {}, owner, movesKnown);
    await one.ask('POST /v1/imports/{importId}/start', { importId: first });
    await other.ask('POST /v1/imports/{importId}/start', { importId: second });
    const posted = ['khach1@example.vn', 'khach2@example.vn'].map((email) => world.post({ fullName: 'Khách Gửi', email }));

    await Promise.all([
      one.runWork(),
      other.runWork(),
      ...posted.map(async (ref) => {
        await world.takeIn(ref);
      }),
    ]);
    await world.assignAll();

    expect(whoIsThere(world)).toEqual(nothing);
    const results = await Promise.all([one.show(first), other.show(second)]);
    for (const { state, result, progress } of results) {
      const { create = 0, update = 0, skip = 0, quarantine = 0 } = result ?? {};
      expect([state, create + update + skip + quarantine]).toEqual(['done', progress.rows]);
    }
    const created = results.reduce((sum, { result }) => sum + (result?.create ?? 0), 0);
    const people = world.leads().length;
    const ofPosts = people - created;
    expect(ofPosts).toBeGreaterThanOrEqual(0);
    expect(ofPosts).toBeLessThanOrEqual(posted.length);
    report('two lists at once', { owner, movesKnown: String(movesKnown), rows: foreseen.progress.rows, people });

    const undone = await one.undo(first);
    await other.undo(second);

    expect(undone).toMatchObject({ state: 'undone' });
    expect(whoIsThere(world)).toEqual(nothing);
  });
});

describe('a list that is taken back while one of its people is erased', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('leaves nothing of either, whichever goes first (%i)', async (turn) => {
    const world = createWorld();
    const imports = importingOf(world);
    const list = Buffer.from('Tên,SĐT,Email\nLan,0912345678,lan@example.vn\nAn,0912345679,an@example.vn\n');
    const importId = await imports.bring(list, { fileName: 'a.csv' });
    await imports.map(importId);
    await imports.start(importId);
    await world.assignAll();
    const leadId = world.leads().find(({ email }) => email === 'lan@example.vn')?.leadId ?? '';
    const erase = erasingOf(world);
    world.sent.work.length = 0;
    await erase.ask(leadId);
    world.pass(11_000);
    await imports.ask('POST /v1/imports/{importId}/undo', { importId });

    const erasing = async () => {
      for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) await erase.runOne(next.body);
    };
    for (let step = 0; step < turn && world.sent.work.length > 0; step += 1) await erase.runOne(world.sent.work.shift()?.body);
    await Promise.all([imports.runWork(), erasing()]);
    await erasing();

    expect(await imports.show(importId)).toMatchObject({ state: 'undone' });
    expect(world.leads()).toEqual([]);
    expect(whoIsThere(world)).toEqual(nothing);
    expect(world.itemsOf('LEAD#').filter(({ pk, sk }) => /^LEAD#/.test(String(pk)) && !/^TIMELINE#/.test(String(sk)))).toEqual([]);
    expect(world.itemsOf('SUBMISSION#')).toEqual([]);
  });
});
