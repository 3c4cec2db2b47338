import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { firmPersonProjector } from '../../../shared/firms/index.ts';
import { type Lead, readProvenance } from '../../../shared/leads/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

interface Shown {
  readonly companyId: string;
  readonly name: string | null;
  readonly taxCode: string | null;
  readonly domains: readonly string[];
  readonly owner: { readonly repId: string } | null;
  readonly version: number;
}

const post = async (world: World, fields: Record<string, string>): Promise<Lead> => {
  await world.takeIn(world.post(fields));
  await world.assignAll();
  const found = world.leads().find(({ email }) => email === fields.email);
  if (!found) throw new Error('no such lead');
  await firmPersonProjector.project(found.leadId, { moments: [] }, world.parts);
  return found;
};

describe('companies over the API', () => {
  let world: World;
  let lan: Lead;
  let nam: Lead;
  let other: Lead;
  const users: Record<'admin' | 'marketer' | 'manager' | 'rep' | 'stranger', string> = {
    admin: 'admin@example.com',
    marketer: 'marketer@example.com',
    manager: 'north@example.com',
    rep: '',
    stranger: '',
  };

  const read = async (route: string, user: string, path: Record<string, string> = {}, query: Record<string, string> = {}) =>
    readRoutes({ ...world, table: world.table })(route, user, { path, query });
  const change = async (routeKey: string, user: string, path: Record<string, string>, body: unknown, ifMatch?: string) => {
    const claims = { token_use: 'id', email: user, email_verified: 'true' };
    const answer = await createHandler(world.parts, silentLog)(
      {
        routeKey,
        pathParameters: path,
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        body: JSON.stringify(body),
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
      } as never,
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? 'null') };
  };
  const itemsOf = (body: unknown): Shown[] => Object(body).items;
  const idOf = ({ companyId }: Lead) => companyId ?? '';

  beforeEach(async () => {
    world = createWorld();
    lan = await post(world, { fullName: 'Trần Lan', email: 'lan@songthu.vn', company: 'Sông Thu', province: 'Hà Nội' });
    nam = await post(world, { fullName: 'Lê Nam', email: 'nam@songthu.vn', province: 'Hồ Chí Minh' });
    other = await post(world, {
      fullName: 'Võ Minh',
      email: 'minh@moctam.vn',
      taxCode: '0300588569',
      company: 'Mộc Tâm',
      province: 'Hồ Chí Minh',
    });
    const { documents } = await world.config.current(userKind);
    const repUsers = [...documents.values()].filter((one) => one.role === 'rep');
    users.rep = repUsers.find(({ repId }) => repId === lan.owner?.repId)?.email ?? '';
    users.stranger = repUsers.find(({ repId }) => ![lan, nam, other].some((lead) => lead.owner?.repId === repId))?.email ?? '';
    world.config.change(userKind, 'admin', (user) => user);
  });

  it('are on the page of a lead with others of them whom the caller may see', async () => {
    const page = async (lead: Lead, user: string) => {
      const query = { include: 'companyOfLead' };
      const { body } = await read('/v1/leads/{leadId}', user, { leadId: lead.leadId }, query);
      return Object(body).companyOfLead;
    };
    const namOfThem = { leadId: nam.leadId, fullName: 'Lê Nam', title: null, stage: nam.stage };

    const [all, own] = [await page(lan, users.admin), await page(lan, users.rep)];

    expect(all).toEqual({ company: expect.objectContaining({ name: 'Sông Thu', domains: ['songthu.vn'] }), people: [namOfThem] });
    expect(own).toEqual({ ...all, people: nam.owner?.repId === lan.owner?.repId ? [namOfThem] : [] });
    expect(await page(other, users.admin)).toMatchObject({ company: { name: 'Mộc Tâm', taxCode: '0300588569' }, people: [] });
    expect(await page(lan, users.marketer)).toBeNull();
  });

  it('lists to each role the companies whose people it may see, and to marketers none', async () => {
    const listed = async (user: string) =>
      itemsOf((await read('/v1/companies', user)).body)
        .map(({ name }) => name)
        .sort();

    expect(await listed(users.admin)).toEqual(['Mộc Tâm', 'Sông Thu']);
    expect(await listed(users.rep)).toContain('Sông Thu');
    expect(await listed(users.stranger)).toEqual([]);
    expect((await read('/v1/companies', users.marketer)).status).toBe(404);
  });

  it('lists each company once, over pages, also of a rep who has several of its people', async () => {
    world = createWorld();
    const leads: Lead[] = [];
    for (let index = 0; index < 12; index += 1) {
      leads.push(await post(world, { fullName: `Người ${index}`, email: `n${index}@cong-ty-${index % 4}.vn`, province: 'Hà Nội' }));
    }
    const { documents } = await world.config.current(userKind);
    const reps = new Map([...documents.values()].flatMap(({ role, repId, email }) => (role === 'rep' ? [[repId, email] as const] : [])));
    world.config.change(userKind, 'manager-south', (user) => ({ ...user, regions: ['north'] }));
    const all = [users.admin, 'manager.south@example.com'];
    for (const user of [...all, ...new Set(leads.map(({ owner }) => reps.get(owner?.repId) ?? ''))]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { body: unknown } = await read('/v1/companies', user, {}, { limit: '2', ...(cursor === null ? {} : { cursor }) });
        seen.push(...itemsOf(page.body).map(({ companyId }) => companyId));
        cursor = Object(page.body).nextCursor;
      } while (cursor !== null);
      const own = leads.filter(({ owner }) => all.includes(user) || reps.get(owner?.repId) === user);
      expect(seen.sort()).toEqual([...new Set(own.map(idOf))].sort());
    }
  });

  it('shows a company and its people as far as the caller may see them', async () => {
    const people = async (user: string) => {
      const answer = await read('/v1/companies/{companyId}/people', user, { companyId: idOf(lan) });
      return answer.status === 200 ? (Object(answer.body).items as { leadId: string }[]).map(({ leadId }) => leadId).sort() : answer.status;
    };

    expect((await read('/v1/companies/{companyId}', users.admin, { companyId: idOf(lan) })).body).toMatchObject({
      domains: ['songthu.vn'],
    });
    expect(await people(users.admin)).toEqual([lan.leadId, nam.leadId].sort());
    expect(await people(users.rep)).toContain(lan.leadId);
    expect(await people(users.stranger)).toBe(404);
    expect(await people(users.marketer)).toBe(404);
  });

  it('finds a company by its tax code or domain, for whoever may see it alone', async () => {
    const found = async (user: string, query: Record<string, string>) =>
      itemsOf((await read('/v1/companies', user, {}, query)).body).map(({ name }) => name);

    expect(await found(users.admin, { taxCode: '0300588569-001' })).toEqual(['Mộc Tâm']);
    expect(await found(users.admin, { domain: 'www.songthu.vn' })).toEqual(['Sông Thu']);
    expect(await found(users.admin, { domain: 'songthu.vn', taxCode: '0300588569' })).toEqual([]);
    expect(await found(users.admin, { taxCode: '0300588568' })).toEqual([]);
    expect(await found(users.stranger, { domain: 'songthu.vn' })).toEqual([]);
  });

  it('makes one known, and refuses what another has, what is no tax code and what is nobody’s domain', async () => {
    const make = (body: unknown, user = users.rep) => change('POST /v1/companies', user, {}, body);

    expect(await make({ name: 'Gốm Xưa', taxCode: '0101248141', domains: ['GomXua.vn'] })).toMatchObject({
      status: 201,
      body: { name: 'Gốm Xưa', taxCode: '0101248141', domains: ['gomxua.vn'], version: 1 },
    });
    expect((await make({ name: 'Khác', taxCode: '0101248141' })).status).toBe(409);
    expect((await make({ name: 'Khác', domains: ['songthu.vn'] })).status).toBe(409);
    expect((await make({ name: 'Khác', taxCode: '0101248142' })).status).toBe(422);
    expect((await make({ name: 'Khác', domains: ['gmail.com'] })).status).toBe(422);
    expect((await make({ name: 'Khác' }, users.marketer)).status).toBe(404);
    const own = itemsOf((await read('/v1/companies', users.admin)).body).find(({ name }) => name === 'Gốm Xưa');
    expect((await read('/v1/companies/{companyId}', users.rep, { companyId: own?.companyId ?? '' })).status).toBe(200);
    expect((await read('/v1/companies/{companyId}', users.stranger, { companyId: own?.companyId ?? '' })).status).toBe(404);
  });

  it('changes one on the version that was seen, frees what it has no more, and lets no rep say whose it is', async () => {
    const patch = (body: unknown, ifMatch?: string, user = users.admin) =>
      change('PATCH /v1/companies/{companyId}', user, { companyId: idOf(lan) }, body, ifMatch);
    const repId = lan.owner?.repId ?? '';

    expect(await patch({ name: 'Sông Thu Hai', taxCode: '0101248141', domains: [] }, '"1"')).toMatchObject({
      status: 200,
      body: { name: 'Sông Thu Hai', taxCode: '0101248141', domains: [], version: 2 },
    });
    expect((await patch({ name: 'Khác' }, '"1"')).status).toBe(412);
    expect((await patch({ ownerRepId: repId }, undefined, users.rep)).status).toBe(404);
    expect((await patch({ ownerRepId: 'nobody' })).status).toBe(422);
    expect(await patch({ ownerRepId: repId })).toMatchObject({ status: 200, body: { owner: { repId } } });
    expect((await patch({ name: 'Khác' }, undefined, users.stranger)).status).toBe(404);
    // Whoever posts from the domain next makes it known anew.
    const hoa = await post(world, { fullName: 'Phạm Hoa', email: 'hoa@songthu.vn' });
    expect(hoa.companyId).not.toBe(lan.companyId);
  });

  it('puts a person to another company, and no post says otherwise from then on', async () => {
    const put = (companyId: string | null, ifMatch?: string) =>
      change('PUT /v1/leads/{leadId}/company', users.admin, { leadId: lan.leadId }, { companyId }, ifMatch);

    expect(await put(idOf(other))).toMatchObject({ status: 200, body: { companyId: idOf(other) } });
    const { fields } = await readProvenance(world.table, lan.leadId);
    expect(fields.companyId?.map(({ value, verified }) => ({ value, verified }))).toEqual([
      { value: idOf(other), verified: true },
      { value: idOf(lan), verified: false },
    ]);
    expect((await put('nosuchcompany')).status).toBe(422);
    const asked = { fullName: 'Trần Lan', email: 'lan@songthu.vn', company: 'Gốm Xưa', taxCode: '0101248141' };
    expect((await post(world, asked)).companyId).toBe(idOf(other));
    expect((await put(null)).status).toBe(200);
    expect((await post(world, asked)).companyId).toBeNull();
  });
});
