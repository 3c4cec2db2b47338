import { beforeAll, describe, expect, it } from '@jest/globals';
import { FoundLeadsView } from '../../../api/search/found-leads-view.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { mergeLeads } from '../../../shared/merging/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { markRevealed, readSeat } from '../../../shared/seats/index.ts';
import { countingTable } from '../../support/counting-table.ts';
import { type Answer, readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const south = { province: 'TP.HCM' };
const people = [
  { fullName: 'Nguyễn Thị Hường', email: 'huong.nguyen@example.com', phone: '0912345678', ...south },
  { fullName: 'Nguyễn Thị Hương', email: 'huong.other@example.com', phone: '0912345679', ...south },
  { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0987654321', province: 'Hà Nội' },
  { fullName: 'Lê Hoàng', email: 'hoang.le@example.com', phone: '0987650000', province: 'Hà Nội' },
];

async function setUp(company: (known: object) => object = (known) => known): Promise<World & { ownerOf(name: string): string }> {
  const world = createWorld();
  world.config.change(companyKind, 'company', (known) => ({ ...known, ...company(known) }));
  for (const fields of people) await world.takeIn(world.post(fields));
  await world.assignAll();
  const reps = (await world.config.current(repKind)).documents;
  const leadOf = (name: string) => world.leads().find(({ fullName }) => fullName === name);
  return { ...world, ownerOf: (name) => reps.get(String(leadOf(name)?.owner?.repId))?.email ?? '' };
}

const ask = async (world: World, email: string, q: string): Promise<Answer> => readRoutes(world)('/v1/search', email, { query: { q } });
const namesIn = (answer: Answer) => FoundLeadsView.parse(answer.body).items.map(({ fullName }) => fullName);

describe('GET /v1/search', () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    world = await setUp();
  });
  const admin = 'admin@example.com';
  const search = async (email: string, q: string) => namesIn(await ask(world, email, q));

  it.each([
    ['huong', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['Hường', ['Nguyễn Thị Hường', 'Nguyễn Thị Hương']],
    ['HƯỜNG nguyễn'.normalize('NFD'), ['Nguyễn Thị Hường', 'Nguyễn Thị Hương']],
    ['nguyen thi h', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['nguyễn hường', ['Nguyễn Thị Hường', 'Nguyễn Thị Hương']],
    ['thi huong', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['văn nam', ['Trần Văn Nam']],
    ['hoang', ['Lê Hoàng']],
    ['5678', ['Nguyễn Thị Hường']],
    ['0912 345 67', []],
    ['+84 987 654 321', ['Trần Văn Nam']],
    ['huong.n@', []],
    ['huong.nguyen@ex', ['Nguyễn Thị Hường']],
    ['NAM@example.com', ['Trần Văn Nam']],
    ['nobody', []],
  ])('finds by %s', async (q, names) => {
    expect(await search(admin, q)).toEqual(names);
  });

  it('says that more has to be typed, of what is too short or what millions have', async () => {
    for (const q of ['567', '@e', '.']) expect((await ask(world, admin, q)).body).toEqual({ by: null, items: [], more: true });
  });

  it.each([
    [admin, 'nguyễn', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    [admin, 'Trần', ['Trần Văn Nam']],
    [admin, 'hoàng', ['Lê Hoàng']],
    [admin, 'phan', []],
    ['manager.south@example.com', 'thị', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['leader.south@example.com', 'nguyễn', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['manager.south@example.com', 'trần', []],
    ['manager.south@example.com', 'nguyễn th', ['Nguyễn Thị Hương', 'Nguyễn Thị Hường']],
    ['leader.south@example.com', 'nguyễn x', []],
    [admin, 'hườ', []],
    ['leader.south@example.com', 'trần', []],
  ])(
    'tells %s by what millions have, or a word that is begun, %s, of their newest leads, and that there may be others',
    async (email, q, names) => {
      const { items, more } = FoundLeadsView.parse((await ask(world, email, q)).body);

      expect([items.map(({ fullName }) => fullName).sort(), more]).toEqual([names.toSorted(), true]);
    },
  );

  it('tells enough to tell one from another, and nothing else', async () => {
    const [item] = FoundLeadsView.parse((await ask(world, admin, 'nam@example.com')).body).items;

    expect(item).toMatchObject({
      fullName: 'Trần Văn Nam',
      email: 'nam@example.com',
      phone: { e164: '+84987654321' },
      provinceName: expect.stringContaining('Hà Nội'),
      owner: { name: expect.any(String) },
    });
  });

  it.each(['hường', '5678', 'huong.nguyen@example.com', 'nguyễn thị hường'])('finds nobody out of scope by %s', async (q) => {
    const owner = world.ownerOf('Nguyễn Thị Hường');

    expect(await search(owner, q)).toContain('Nguyễn Thị Hường');
    for (const inScope of ['manager.south@example.com', 'leader.south@example.com']) {
      expect(await search(inScope, q)).toContain('Nguyễn Thị Hường');
    }
    for (const outside of ['leader.north@example.com', world.ownerOf('Trần Văn Nam')]) {
      expect((await ask(world, outside, q)).status === 404 || (await search(outside, q)).length === 0).toBe(true);
    }
    expect((await ask(world, 'marketer@example.com', q)).status).toBe(404);
  });

  it('goes through a rep’s own leads for a word that millions have, and for the beginning of one', async () => {
    const owner = world.ownerOf('Nguyễn Thị Hường');

    expect(await search(owner, 'nguyễn')).toContain('Nguyễn Thị Hường');
    expect(await search(owner, 'hu')).toContain('Nguyễn Thị Hường');
    expect(await search(owner, 'nguyễn thị hư')).toContain('Nguyễn Thị Hường');
  });

  it('shows leads by their ids, in that order, to those who may see them', async () => {
    const idOf = (name: string) => world.leads().find(({ fullName }) => fullName === name)?.leadId ?? '';
    const [nam, hoang] = [idOf('Trần Văn Nam'), idOf('Lê Hoàng')];
    const opened = (email: string, query: Record<string, string>) => readRoutes(world)('/v1/search', email, { query });

    expect(namesIn(await opened(admin, { ids: `${hoang},nobody,${nam},${hoang}` }))).toEqual(['Lê Hoàng', 'Trần Văn Nam']);
    expect(namesIn(await opened('leader.south@example.com', { ids: `${hoang},${nam}` }))).toEqual([]);
    for (const query of [{}, { q: 'nam', ids: nam }, { ids: 'a/../b' }]) expect((await opened(admin, query)).status).toBe(422);
  });

  it('takes the same reads for digits of a foreign lead as for digits of nobody', async () => {
    const readsFor = async (q: string) => {
      const table = countingTable(world.table);
      const answer = await readRoutes({ ...world, table })('/v1/search', world.ownerOf('Trần Văn Nam'), { query: { q } });
      return { body: answer.text, reads: table.reads };
    };

    expect(await readsFor('5678')).toEqual(await readsFor('1111'));
    expect(await readsFor('huong.nguyen@example.com')).toEqual(await readsFor('nobody.at.all@example.com'));
  });
});

describe('a person of two records', () => {
  it('is found once, by the address and the number of either', async () => {
    const world = await setUp();
    const idOf = (name: string) => world.leads().find(({ fullName }) => fullName === name)?.leadId ?? LeadId.parse('nobody');
    const [leadId, otherLeadId] = [idOf('Nguyễn Thị Hương'), idOf('Nguyễn Thị Hường')];
    await mergeLeads({ leadId, otherLeadId, actor: { kind: 'user', id: 'U1' }, by: 'person', correlationId: 'request-1' }, world.parts);

    const found = await Promise.all(
      ['huong.other@', '5679', 'huong.nguyen@example', '5678', 'nguyễn hường'].map(async (q) =>
        namesIn(await ask(world, 'admin@example.com', q)),
      ),
    );

    expect(found).toEqual(Array(5).fill(['Nguyễn Thị Hương']));
  });
});

describe('a number that is masked', () => {
  it('finds a lead for whoever has asked for it, and for those who see all numbers', async () => {
    const world = await setUp(() => ({ maskNumbers: true }));
    const owner = world.ownerOf('Nguyễn Thị Hường');
    const lead = world.leads().find(({ fullName }) => fullName === 'Nguyễn Thị Hường');
    if (!lead?.owner) throw new Error('nobody has the lead');

    const before = await Promise.all([owner, 'leader.south@example.com', 'admin@example.com'].map((who) => ask(world, who, '5678')));
    expect(before.map(namesIn)).toEqual([[], [], ['Nguyễn Thị Hường']]);
    expect(namesIn(await ask(world, owner, 'hường'))).toContain('Nguyễn Thị Hường');

    const seat = await readSeat(world.table, lead.leadId, lead.owner.repId);
    if (!seat) throw new Error('the owner has no seat');
    await world.table.transact([markRevealed(seat, '2026-11-22T04:00:00.000Z')]);
    const after = await ask(world, owner, '5678');

    expect(namesIn(after)).toEqual(['Nguyễn Thị Hường']);
    expect(after.text).not.toMatch(/912345678|0912/);
  });
});
