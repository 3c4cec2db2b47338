import { describe, expect, it } from '@jest/globals';
import { firmPersonProjector } from '../../../shared/firms/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../../shared/platform/keys.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const leadOf = (world: World, email: string): Lead => {
  const lead = world.leads().find((one) => one.email === email);
  if (!lead) throw new Error(`no lead has ${email}`);
  return lead;
};
const firmsIn = (world: World) => world.itemsOf('COMPANY#');
const take = async (world: World, fields: Record<string, string>) => world.takeIn(world.post(fields));

describe('posts of people of firms', () => {
  it('bring colleagues to one firm by the domain of their mailboxes', async () => {
    const world = createWorld();

    await take(world, { fullName: 'Trần Lan', email: 'lan@songthu.vn', company: 'Công ty TNHH Sông Thu' });
    await take(world, { fullName: 'Lê Nam', email: 'nam@mail.songthu.vn' });

    expect(firmsIn(world)).toMatchObject([{ name: 'Công ty TNHH Sông Thu', domains: ['songthu.vn'], taxCode: null }]);
    expect(leadOf(world, 'lan@songthu.vn').companyId).toBe(leadOf(world, 'nam@mail.songthu.vn').companyId);
  });

  it('read and write nothing more where nothing tells of a firm', async () => {
    const world = createWorld();

    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com', company: 'Sông Thu' });

    expect(leadOf(world, 'lan@gmail.com').companyId).toBeNull();
    expect(['COMPANY#', 'TAXCODE#', 'DOMAIN#'].flatMap((prefix) => world.itemsOf(prefix))).toEqual([]);
  });

  it('never bring people with different tax codes together, whatever they share otherwise', async () => {
    const world = createWorld();
    const shared = { company: 'Sông Thu' };

    await take(world, { ...shared, fullName: 'Trần Lan', email: 'lan@songthu.vn', taxCode: '0101248141' });
    await take(world, { ...shared, fullName: 'Lê Nam', email: 'nam@songthu.vn', taxCode: '0300588569' });
    await take(world, { ...shared, fullName: 'Võ Minh', email: 'minh@songthu.vn' });

    expect(leadOf(world, 'lan@songthu.vn').companyId).not.toBe(leadOf(world, 'nam@songthu.vn').companyId);
    // The domain is of both by now, so that it tells of neither.
    expect(leadOf(world, 'minh@songthu.vn').companyId).toBeNull();
  });

  it('keep the number of a citizen nowhere in clear but in the post', async () => {
    const world = createWorld();

    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com', company: 'Tạp hóa Lan', taxCode: '079085001234' });

    const stored = JSON.stringify([...world.table.items.values()].filter(({ pk }) => !String(pk).startsWith('SUBMISSION#')));
    expect(stored).not.toContain('079085001234');
    expect(firmsIn(world)).toMatchObject([{ taxCode: { kind: 'household', shown: '*********234' } }]);
    expect(leadOf(world, 'lan@gmail.com').extra.taxCode).toBe('*********234');
  });

  it('keep the code of an individual nowhere in clear but in the post, and know their business by it', async () => {
    const world = createWorld();

    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com', company: 'Tạp hóa Lan', taxCode: '8001234566' });
    await take(world, { fullName: 'Lê Nam', email: 'nam@gmail.com', taxCode: '8001234566-001' });

    const stored = JSON.stringify([...world.table.items.values()].filter(({ pk }) => !String(pk).startsWith('SUBMISSION#')));
    expect(stored).not.toContain('8001234566');
    expect(firmsIn(world)).toMatchObject([{ taxCode: { kind: 'household', shown: '*******566' } }]);
    expect(leadOf(world, 'nam@gmail.com')).toMatchObject({
      companyId: leadOf(world, 'lan@gmail.com').companyId,
      extra: { taxCode: '*******566' },
    });
  });

  it('show the code of an individual in part, where it was kept whole before it counted as one', async () => {
    const world = createWorld();
    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com', taxCode: '0101248141' });
    const { leadId } = leadOf(world, 'lan@gmail.com');
    const profile = world.table.items.get(`${keys.profile(leadId).pk} ${keys.profile(leadId).sk}`);
    world.table.seed({ ...Object(profile), extra: { taxCode: '8001234566' } });

    const { text } = await readRoutes(world)('/v1/leads/{leadId}', 'admin@example.com', { path: { leadId } });

    expect(text).toContain('*******566');
    expect(text).not.toContain('8001234566');
  });

  it('give a known person a firm who had none, and say so in the history', async () => {
    const world = createWorld();
    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com' });

    await take(world, { fullName: 'Trần Lan', email: 'lan@gmail.com', company: 'Sông Thu', taxCode: '0101248141' });

    expect(leadOf(world, 'lan@gmail.com').companyId).not.toBeNull();
    expect(world.timeline().filter(({ type }) => type === 'lead.updated')).toMatchObject([
      { data: { fields: expect.arrayContaining(['companyId']) } },
    ]);
  });

  it('bring who changes the job to the new firm, and nobody by a mailbox alone', async () => {
    const world = createWorld();
    await take(world, { fullName: 'Trần Lan', email: 'lan@songthu.vn', company: 'Sông Thu' });
    const before = leadOf(world, 'lan@songthu.vn').companyId;

    await take(world, { fullName: 'Trần Lan', email: 'lan@songthu.vn', company: 'Mộc Tâm', taxCode: '0300588569' });

    const after = leadOf(world, 'lan@songthu.vn').companyId;
    expect(after).not.toBe(before);
    expect(firmsIn(world)).toHaveLength(2);
  });

  it('make one firm of a hundred that come at once', async () => {
    const world = createWorld();
    world.slow(() => new Promise((resolve) => setImmediate(resolve)));
    const posts = Array.from({ length: 100 }, (_, index) =>
      world.post({ fullName: `Người ${index}`, email: `nguoi-${index}@songthu.vn`, company: 'Sông Thu', taxCode: '0101248141' }),
    );

    await Promise.all(posts.map((post) => world.takeIn(post)));

    expect(firmsIn(world)).toHaveLength(1);
    expect(new Set(world.leads().map(({ companyId }) => companyId)).size).toBe(1);
    expect(world.leads()).toHaveLength(100);
  });
});

describe('the place of a lead among the people of its firm', () => {
  const project = (world: World, leadId: string, isNew = false) =>
    firmPersonProjector.project(LeadId.parse(leadId), { moments: [], isNew }, world.parts);

  it('follows the firm of the lead, and goes with the lead', async () => {
    const world = createWorld();
    await take(world, { fullName: 'Trần Lan', email: 'lan@songthu.vn', province: 'Hà Nội' });
    const lead = leadOf(world, 'lan@songthu.vn');

    expect(await project(world, lead.leadId, true)).toBe('written');
    expect(await project(world, lead.leadId)).toBe('unchanged');

    const place = lead.companyId && indexKeys.firmPerson(lead.companyId, lead.leadId, { region: 'north', createdAt: lead.createdAt });
    expect(world.itemsOf(' FIRM')).toMatchObject([place]);

    world.table.remove(keys.lead(lead.leadId));
    expect(await project(world, lead.leadId)).toBe('removed');
    expect(world.itemsOf(' FIRM')).toEqual([]);
  });
});
