import { beforeEach, describe, expect, it } from '@jest/globals';
import { firmPersonProjector } from '../../../shared/firms/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';

let world: World;
beforeEach(() => {
  world = createWorld();
  for (const id of ['north', 'central', 'south']) {
    world.config.change(poolKind, id, (pool) => ({ ...pool, sticky: ['company' as const] }));
  }
});

async function post(fields: Record<string, string>): Promise<Lead> {
  await world.takeIn(world.post({ province: 'Hồ Chí Minh', ...fields }));
  await world.assignAll();
  const lead = world.leads().find(({ email }) => email === fields.email);
  if (!lead) throw new Error('no such lead');
  await firmPersonProjector.project(lead.leadId, { moments: [] }, world.parts);
  return lead;
}

const idOf = ({ companyId }: Lead) => companyId ?? '';
const ask = (route: string, path: Record<string, string>, body: object, user = admin, ifMatch?: string) =>
  asksAs(world, user)(route, { path, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
const merge = (one: string, other: string, more: object = {}, user = admin) =>
  ask('POST /v1/companies/{companyId}/merge', { companyId: one }, { otherCompanyId: other, ...more }, user);
const undo = (one: string, other: string) =>
  ask('POST /v1/companies/{companyId}/merge/undo', { companyId: one }, { otherCompanyId: other });
const read = async (route: string, path: Record<string, string> = {}, query: Record<string, string> = {}) =>
  Object((await readRoutes({ ...world, table: world.table })(route, admin, { path, query })).body);
const company = (companyId: string) => read('/v1/companies/{companyId}', { companyId });
const peopleOf = async (companyId: string): Promise<string[]> =>
  (await read('/v1/companies/{companyId}/people', { companyId })).items.map((lead: { email: string }) => lead.email).sort();
const listed = async (): Promise<string[]> =>
  (await read('/v1/companies')).items.map((firm: { companyId: string }) => firm.companyId).sort();

const lan = { fullName: 'Trần Lan', email: 'lan@songthu.vn' };
const minh = { fullName: 'Võ Minh', email: 'minh@gmail.com', taxCode: '0300588569', company: 'Công ty TNHH Sông Thu' };

describe('two companies that are one', () => {
  it('are shown field by field before, and nothing changes by it', async () => {
    const [one, other] = [await post(lan), await post(minh)];
    const before = JSON.stringify(world.itemsOf('COMPANY#'));

    const { status, body } = await merge(idOf(one), idOf(other), { preview: true });

    expect(status).toBe(200);
    expect(body.preview).toEqual({
      fields: [
        { field: 'name', company: null, other: 'Công ty TNHH Sông Thu', result: 'Công ty TNHH Sông Thu', from: 'other' },
        { field: 'taxCode', company: null, other: '0300588569', result: '0300588569', from: 'other' },
        { field: 'domains', company: 'songthu.vn', other: null, result: 'songthu.vn', from: 'both' },
        { field: 'owner', company: one.owner?.repId, other: other.owner?.repId, result: one.owner?.repId, from: 'company' },
      ],
    });
    expect(JSON.stringify(world.itemsOf('COMPANY#'))).toBe(before);
  });

  it('are one for whoever reads, lists, or has the next of its people, and its leads stay as they are', async () => {
    const [one, other] = [await post(lan), await post(minh)];
    const ownerOf = one.owner?.repId;

    const merged = await merge(idOf(one), idOf(other));

    expect(merged).toMatchObject({ status: 200, body: { companyId: idOf(one), members: [idOf(other)], preview: null } });
    expect(await company(idOf(other))).toMatchObject({ companyId: idOf(one), name: 'Công ty TNHH Sông Thu', taxCode: '0300588569' });
    expect(await peopleOf(idOf(other))).toEqual(['lan@songthu.vn', 'minh@gmail.com']);
    expect(await listed()).toEqual([idOf(one)]);
    expect((await read('/v1/companies', {}, { taxCode: '0300588569', domain: 'songthu.vn' })).items).toMatchObject([
      { companyId: idOf(one) },
    ]);
    const next = await post({ fullName: 'Lê Nam', email: 'nam@gmail.com', taxCode: '0300588569' });
    expect([next.companyId, next.owner?.repId]).toEqual([other.companyId, ownerOf]);
    expect(await peopleOf(idOf(one))).toHaveLength(3);
    expect(await merge(idOf(one), idOf(other))).toMatchObject({ status: 200, body: { members: [idOf(other)] } });
  });

  it('do not move a person from one to the other who names the tax code of either', async () => {
    const [one, other] = [await post(lan), await post(minh)];
    await merge(idOf(one), idOf(other));

    const again = await post({ ...lan, taxCode: '0300588569', company: 'Sông Thu' });

    expect(again.companyId).toBe(one.companyId);
  });

  it('are two again, each with its own and with what came under its code and domains since', async () => {
    const [one, other] = [await post(lan), await post(minh)];
    const [before, beforeOther] = [await company(idOf(one)), await company(idOf(other))];
    await merge(idOf(one), idOf(other));
    await post({ fullName: 'Lê Nam', email: 'nam@songthu.vn' });
    await post({ fullName: 'Hồ An', email: 'an@gmail.com', taxCode: '0300588569' });

    const parted = await undo(idOf(one), idOf(other));

    expect(parted).toMatchObject({ status: 200, body: { companyId: idOf(one), otherCompanyId: idOf(other) } });
    const stamped = { version: expect.any(Number), updatedAt: expect.any(String) };
    expect(await company(idOf(one))).toEqual({ ...before, ...stamped });
    expect(await company(idOf(other))).toEqual({ ...beforeOther, ...stamped });
    expect(await peopleOf(idOf(one))).toEqual(['lan@songthu.vn', 'nam@songthu.vn']);
    expect(await peopleOf(idOf(other))).toEqual(['an@gmail.com', 'minh@gmail.com']);
    expect(await listed()).toEqual([idOf(one), idOf(other)].sort());
    expect((await undo(idOf(one), idOf(other))).status).toBe(200);
  });

  it('are listed once over pages, and also where nobody is of either', async () => {
    const ids: string[] = [];
    for (const domain of ['songthu.vn', 'moctam.vn', 'gomxua.vn', 'langlua.vn']) {
      ids.push(idOf(await post({ fullName: 'Trần Lan', email: `a@${domain}` })));
      await post({ fullName: 'Lê Nam', email: `b@${domain}` });
    }
    const made = [];
    for (const name of ['Chè Tân Cương', 'Muối Sa Huỳnh'])
      made.push((await ask('POST /v1/companies', {}, { name })).body.companyId as string);
    await merge(String(ids[0]), String(ids[3]));
    await merge(String(made[0]), String(made[1]));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { companyId: string }[]; nextCursor: string | null } = await read(
        '/v1/companies',
        {},
        { limit: '1', ...(cursor === null ? {} : { cursor }) },
      );
      seen.push(...page.items.map(({ companyId }) => companyId));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen.sort()).toEqual([ids[0], ids[1], ids[2], made[0]].map(String).sort());
  });

  it('part at any edge of the tree, and what a person changed since stays with the company that was left', async () => {
    const [one, two, three] = [await post(lan), await post(minh), await post({ fullName: 'Hà', email: 'ha@moctam.vn' })];
    await merge(idOf(two), idOf(three));
    await merge(idOf(one), idOf(two));
    await ask(
      'PATCH /v1/companies/{companyId}',
      { companyId: idOf(one) },
      { name: 'Tập đoàn Sông Thu' },
      admin,
      `"${(await company(idOf(one))).version}"`,
    );
    expect((await company(idOf(three))).members).toEqual([idOf(two), idOf(three)]);

    expect((await undo(idOf(one), idOf(three))).status).toBe(200);

    expect(await company(idOf(three))).toMatchObject({ companyId: idOf(three), domains: ['moctam.vn'], members: [] });
    expect(await company(idOf(two))).toMatchObject({ companyId: idOf(one), members: [idOf(two)], domains: ['songthu.vn'] });
    await undo(idOf(one), idOf(two));
    expect(await company(idOf(one))).toMatchObject({ name: 'Tập đoàn Sông Thu', taxCode: null, members: [] });
    expect(await company(idOf(two))).toMatchObject({ name: 'Công ty TNHH Sông Thu', taxCode: '0300588569', members: [], domains: [] });
  });

  it('lose a domain and a tax code of either by a word of somebody, and these are nobody’s then', async () => {
    const [one, other] = [await post(lan), await post(minh)];
    await merge(idOf(other), idOf(one));
    const shown = await company(idOf(other));
    expect(shown.domains).toEqual(['songthu.vn']);

    const wish = { domains: [], taxCode: null };
    await ask('PATCH /v1/companies/{companyId}', { companyId: idOf(other) }, wish, admin, `"${shown.version}"`);

    expect([world.itemsOf('DOMAIN#'), world.itemsOf('TAXCODE#')]).toEqual([[], []]);
    await undo(idOf(other), idOf(one));
    expect([await company(idOf(one)), await company(idOf(other))]).toMatchObject([
      { domains: [], taxCode: null },
      { domains: [], taxCode: null },
    ]);
  });

  it('cannot be one with itself, part where they are two, or be changed by who may not change both', async () => {
    const [one, other] = [await post(lan), await post(minh)];

    expect((await merge(idOf(one), idOf(one))).status).toBe(409);
    expect((await undo(idOf(one), idOf(other))).status).toBe(409);
    expect((await merge(idOf(one), 'nosuchcompany')).status).toBe(404);
    expect((await merge(idOf(one), idOf(other), {}, 'marketer@example.com')).status).toBe(404);
    const stale = await ask(
      'POST /v1/companies/{companyId}/merge',
      { companyId: idOf(one) },
      { otherCompanyId: idOf(other) },
      admin,
      '"99"',
    );
    expect(stale.status).toBe(412);
  });

  it('name who decided it, and when', async () => {
    const [one, other] = [await post(lan), await post(minh)];

    await merge(idOf(one), idOf(other));
    await undo(idOf(one), idOf(other));

    expect(world.itemsOf(' MERGE#').filter(({ pk }) => String(pk).startsWith('COMPANY#'))).toMatchObject([
      { state: 'undone', reason: 'domainLikeName', decidedBy: 'admin', decidedAt: expect.any(String), version: 3 },
    ]);
  });
});
