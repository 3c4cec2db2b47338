import { beforeEach, describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { firmPersonProjector } from '../../../shared/firms/index.ts';
import { domainsLike } from '../../../shared/firms/rules-likeness.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';

let world: World;
beforeEach(() => {
  world = createWorld();
});

async function post(fields: Record<string, string>): Promise<Lead> {
  await world.takeIn(world.post({ fullName: 'Trần Lan', province: 'Hồ Chí Minh', ...fields }));
  await world.assignAll();
  const lead = world.leads().find(({ email }) => email === fields.email);
  if (!lead) throw new Error('no such lead');
  await firmPersonProjector.project(lead.leadId, { moments: [] }, world.parts);
  return lead;
}

const ask = (route: string, path: Record<string, string>, body: object) => asksAs(world, admin)(route, { path, body });
const list = async (user = admin, query: Record<string, string> = {}) =>
  Object((await readRoutes({ ...world, table: world.table })('/v1/company-merge-candidates', user, { path: {}, query })).body);
const reasons = async (): Promise<string[]> => (await list()).items.map(({ reason }: { reason: string }) => reason);
const idOf = ({ companyId }: Lead) => companyId ?? '';

const hanoi = { province: 'Hà Nội' };
const code = '0300588569';

describe('companies that may be one', () => {
  it.each([
    ['domains that differ by their suffix', [{ email: 'lan@songthu.vn' }, { email: 'nam@songthu.com.vn' }], ['similarDomain']],
    [
      'a domain that is called like the one that was there',
      [
        { email: 'a@gmail.com', taxCode: code, company: 'Công ty TNHH Sông Thu' },
        { email: 'lan@songthu.vn' },
        { email: 'b@gmail.com', taxCode: code },
      ],
      ['domainLikeName'],
    ],
    [
      'a name that the domain of another one is called by',
      [{ email: 'lan@songthu.vn' }, { email: 'a@gmail.com', taxCode: code, company: 'Công ty TNHH Sông Thu' }],
      ['domainLikeName'],
    ],
    [
      'one name in one province',
      [
        { email: 'lan@stgroup.vn', company: 'Sông Thu' },
        { email: 'a@gmail.com', taxCode: code, company: 'CTY CP SONG THU' },
      ],
      ['sameName'],
    ],
  ])('are listed for %s', async (_what, posts, expected) => {
    for (const fields of posts) await post(fields);

    expect(await reasons()).toEqual(expected);
  });

  it.each([
    [
      'one name in two provinces',
      [
        { email: 'lan@stgroup.vn', company: 'Sông Thu' },
        { email: 'a@gmail.com', taxCode: code, company: 'Sông Thu', ...hanoi },
      ],
    ],
    [
      'a tax code each',
      [
        { email: 'a@gmail.com', taxCode: code, company: 'Sông Thu' },
        { email: 'b@gmail.com', taxCode: '0101248141', company: 'Sông Thu' },
      ],
    ],
    ['short labels', [{ email: 'a@abc.vn' }, { email: 'b@abc.com.vn' }]],
    ['one firm', [{ email: 'a@songthu.vn' }, { email: 'b@mail.songthu.vn' }]],
    [
      'free mail',
      [
        { email: 'a@gmail.com', company: 'Sông Thu' },
        { email: 'b@yahoo.com', company: 'Sông Thu' },
      ],
    ],
  ])('are not listed for %s', async (_what, posts) => {
    for (const fields of posts) await post(fields);

    expect(await reasons()).toEqual([]);
  });

  it('are looked for as well when somebody makes one known, or names it, and once however often', async () => {
    const lan = await post({ email: 'lan@stgroup.vn', company: 'Sông Thu' });
    await post({ email: 'ha@moctam.vn', company: 'Mộc Tâm' });

    await ask('POST /v1/companies', {}, { name: 'Công ty Sông Thu' });
    await ask('POST /v1/companies', {}, { name: 'Gốm Xưa', domains: ['moctam.com.vn'] });
    await firmPersonProjector.project(lan.leadId, { moments: [] }, world.parts);

    expect((await reasons()).sort()).toEqual(['sameName', 'similarDomain']);
  });

  it('are listed no more once they are one, or somebody says that they are two; nothing brings them up again', async () => {
    const [one, other] = [await post({ email: 'lan@songthu.vn' }), await post({ email: 'nam@songthu.com.vn' })];
    const [three, four] = [await post({ email: 'a@moctam.vn' }), await post({ email: 'b@moctam.com.vn' })];
    const [first] = (await list()).items;
    expect(first).toMatchObject({ company: { companyId: idOf(three) }, other: { companyId: idOf(four), domains: ['moctam.com.vn'] } });

    await ask('POST /v1/companies/{companyId}/merge', { companyId: idOf(one) }, { otherCompanyId: idOf(other) });
    const dropped = await ask('POST /v1/companies/{companyId}/merge/drop', { companyId: idOf(four) }, { otherCompanyId: idOf(three) });
    const again = await ask('POST /v1/companies/{companyId}/merge/drop', { companyId: idOf(three) }, { otherCompanyId: idOf(four) });

    expect([dropped.status, again.status, await reasons()]).toEqual([204, 204, []]);
    await ask('POST /v1/companies/{companyId}/merge/undo', { companyId: idOf(one) }, { otherCompanyId: idOf(other) });
    await post({ email: 'c@moctam.vn' });
    await ask('POST /v1/companies', {}, { name: 'Khác', domains: ['songthu.net'] });
    expect(
      (await list()).items.map(({ company, other: second }: { company: { domains: string[] }; other: { domains: string[] } }) => [
        company.domains,
        second.domains,
      ]),
    ).toEqual(expect.not.arrayContaining([[['songthu.vn'], ['songthu.com.vn']]]));
    expect((await ask('POST /v1/companies/{companyId}/merge/drop', { companyId: idOf(one) }, { otherCompanyId: idOf(other) })).status).toBe(
      409,
    );
  });

  it('are shown to those who may change both, over pages', async () => {
    for (const name of ['songthu', 'moctam', 'gomxua']) for (const suffix of ['vn', 'com.vn']) await post({ email: `a@${name}.${suffix}` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { company: { domains: string[] } }[]; nextCursor: string | null } = await list(admin, {
        limit: '1',
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.flatMap(({ company }) => company.domains));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen).toEqual(['gomxua.vn', 'moctam.vn', 'songthu.vn']);
    const { documents } = await world.config.current(userKind);
    const reps = [...documents.values()].flatMap(({ role, repId, email }) => (role === 'rep' ? [[repId, email] as const] : []));
    const ownersOf = new Map(world.leads().map(({ email, owner }) => [String(email?.split('@')[1]), owner?.repId]));
    for (const [repId, email] of reps) {
      const both = ['songthu', 'moctam', 'gomxua'].filter((name) =>
        ['vn', 'com.vn'].every((suffix) => ownersOf.get(`${name}.${suffix}`) === repId),
      );
      expect((await list(email)).items.map(({ company }: { company: { domains: string[] } }) => company.domains[0]).sort()).toEqual(
        both.map((name) => `${name}.vn`).sort(),
      );
    }
    expect((await list('marketer@example.com')).items).toBeUndefined();
  });

  it('show the code of an individual in part, where it was kept whole before it counted as one', async () => {
    const one = await post({ email: 'lan@songthu.vn', taxCode: '0300588569', company: 'Sông Thu' });
    await post({ email: 'nam@songthu.com.vn' });
    const firm = world.itemsOf(`COMPANY#${idOf(one)}`).find(({ taxCode }) => taxCode !== undefined && taxCode !== null);
    if (!firm) throw new Error('no such firm');
    await world.table.transact([{ Put: { Item: { ...firm, taxCode: { ...Object(firm.taxCode), shown: '8001234566' } } } }]);

    const { items } = await list();

    expect(items).toMatchObject([{ company: { companyId: idOf(one), taxCode: '*******566' } }]);
    expect(JSON.stringify(items)).not.toContain('8001234566');
  });

  it('are looked for under few domains, whatever a firm is called', () => {
    const many = domainsLike({
      name: 'Công ty TNHH Một Thành Viên Sông Thu',
      domains: ['songthu.vn', 'thu-song.com', 'st.vn', 'abcd.vn', 'xyzt.vn'],
    });

    expect(many).toEqual(expect.arrayContaining(['songthu.com.vn', 'thu-song.vn']));
    expect(many.length).toBeLessThanOrEqual(30);
    expect(domainsLike({ name: 'Công ty', domains: [] })).toEqual([]);
  });
});
