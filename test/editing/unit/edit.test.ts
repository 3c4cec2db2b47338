import { beforeEach, describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { type Edit, editedBy } from '../../../shared/editing/edited.ts';
import { areMergeCandidates, readProvenance } from '../../../shared/leads/index.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { Killed } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };
const minh = { fullName: 'Lê Minh', email: 'minh@example.com', phone: '0987654321', province: 'TP.HCM' };

const undeclared = { products: new Map(), offered: () => undefined };

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post(huong));
});

const leadBy = (fullName: string) => {
  const lead = world.leads().find((one) => one.fullName === fullName);
  if (!lead) throw new Error('no such lead');
  return lead;
};
const edit = (body: object, { name = huong.fullName, version = leadBy(name).version, user = 'admin@example.com', key }: EditOptions = {}) =>
  asksAs(world, user)('PATCH /v1/leads/{leadId}', {
    path: { leadId: leadBy(name).leadId },
    body,
    ifMatch: `"${version}"`,
    ...(key === undefined ? {} : { key }),
  });
interface EditOptions {
  readonly name?: string;
  readonly version?: number;
  readonly user?: string;
  readonly key?: string;
}
const claimOf = (e164: string) => {
  const digest = world.parts.digests.phone(e164);
  return world.itemsOf(`PHONE#${digest}`)[0];
};
const guardOf = (email: string) => world.itemsOf(`EMAIL#${world.parts.digests.email(email)} GUARD`)[0];

describe('a record that a colleague changes', () => {
  it('holds what they say, as verified by them, and posts do not replace it', async () => {
    const { status, body } = await edit({ title: 'Kế toán trưởng', company: ' Công ty  An Nhiên ', locale: 'en', products: ['ban-hang'] });
    await world.takeIn(world.post({ ...huong, title: 'Chủ', company: 'Sao Mai' }));

    expect(status).toBe(200);
    expect(body.changed).toEqual(['company', 'locale', 'product', 'title']);
    const lead = leadBy(huong.fullName);
    expect(lead).toMatchObject({ title: 'Kế toán trưởng', company: 'Công ty An Nhiên', locale: 'en', products: ['ban-hang'] });
    const { fields } = await readProvenance(world.table, lead.leadId);
    expect(fields.title?.[0]).toMatchObject({ value: 'Kế toán trưởng', verified: true, source: { kind: 'user', id: 'admin' } });
    expect(world.timeline().filter(({ type, actor }) => type === 'lead.updated' && actor.id === 'admin')).toHaveLength(1);
  });

  it("keeps three digits of a person's tax code", async () => {
    const { status } = await edit({ extra: { taxCode: '079 085 001 234', size: '20–49' } });

    expect([status, leadBy(huong.fullName).extra]).toEqual([200, { taxCode: '*********234', size: '20–49' }]);
  });

  it('tells nothing, and has no other version, where it says so already', async () => {
    const before = leadBy(huong.fullName);

    const { body } = await edit({
      fullName: ' Nguyễn  Thị Hường',
      phone: '0912 345 678',
      email: 'HUONG@example.com',
      province: 'Hồ Chí Minh',
    });

    expect(body).toEqual({ leadId: before.leadId, version: before.version, changed: [] });
    expect(leadBy(huong.fullName)).toEqual(before);
  });

  it('is refused to whoever names no version, and to whoever saw another one: of two tabs one writes', async () => {
    const { leadId, version } = leadBy(huong.fullName);
    const ask = asksAs(world, 'admin@example.com');

    const without = await ask('PATCH /v1/leads/{leadId}', { path: { leadId }, body: { title: 'A' } });
    const tabs = await Promise.all([edit({ title: 'B' }, { version }), edit({ title: 'C' }, { version })]);

    expect(without.status).toBe(428);
    expect(tabs.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each<[string, object, string]>([
    ['a number with too few digits', { phone: '0912' }, 'phone'],
    ['two numbers in one field', { phone: '0912345678 / 0987654321' }, 'phone'],
    ['an address without its end', { email: 'huong@' }, 'email'],
    ['one of other numbers', { extraPhones: ['0987654321', 'x'] }, 'extraPhones.1'],
    ['a product that is none', { products: ['ban-hang', 'ban-hàng-x'] }, 'products.1'],
    ['more products than a record holds', { products: Array.from({ length: 21 }, (_, place) => `p${place}`) }, 'products'],
  ])('is as it was where something cannot be: %s', async (_, body, path) => {
    const before = leadBy(huong.fullName);

    const answer = await edit({ title: 'Chủ', ...body });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ path }]);
    expect(leadBy(huong.fullName)).toEqual(before);
  });

  it('keeps the place and the products that a post called as nobody else does', async () => {
    await world.takeIn(world.post({ fullName: 'Trần An', email: 'an@example.com', province: 'Viêng Chăn', product: 'Máy in' }));
    const { region, products } = leadBy('Trần An');
    expect([region.raw, products]).toEqual(['Viêng Chăn', ['Máy in']]);

    const answer = await edit({ province: 'Viêng Chăn', products: ['Máy in', 'Bán hàng'] }, { name: 'Trần An' });

    expect(answer.body.changed).toEqual(['product']);
    expect(leadBy('Trần An')).toMatchObject({ region, products: ['Máy in', 'ban-hang'] });
  });

  it('takes a place abroad and what a form offers, as a post does', async () => {
    world.config.change(formKind, 'contact', (form) => ({
      ...form,
      fields: form.fields.map((field) =>
        field.name === 'product'
          ? { ...field, options: [...(field.options ?? []), { value: 'may-in', label: { vi: 'Máy in', en: 'Printer' } }] }
          : field,
      ),
    }));

    const { status } = await edit({ province: 'Viêng Chăn, Lào', products: ['MÁY-IN', 'Bán hàng'] });

    const { region, products } = leadBy(huong.fullName);
    expect([status, region.raw, region.provinceCode, products]).toEqual([200, 'Viêng Chăn, Lào', null, ['may-in', 'ban-hang']]);
  });

  it('calls products as it likes where the company has declared none', () => {
    const edited = editedBy(
      leadBy(huong.fullName),
      { products: ['Máy in'] },
      { products: undeclared, macroRegions: undefined, fields: new Map() },
    );

    expect(edited.after.products).toEqual(['Máy in']);
  });

  it('changes where it keeps more answers than fit, as long as they grow no more', () => {
    const extra = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`q${place}`, 'x']));
    const edited = (said: Edit) =>
      editedBy({ ...leadBy(huong.fullName), extra }, said, { products: undeclared, macroRegions: undefined, fields: new Map() });

    expect(edited({ title: 'Chủ' }).changed).toEqual(['title']);
    expect(Object.keys(edited({ extra: { q0: null } }).after.extra)).toHaveLength(59);
    expect(() => edited({ extra: { more: 'x' } })).toThrow(InvalidInputError);
  });

  it('lets a later post fill what was taken away', async () => {
    await edit({ company: 'Sao Mai' });
    await edit({ company: null });
    expect(leadBy(huong.fullName).company).toBeNull();

    await world.takeIn(world.post({ ...huong, company: 'An Nhiên' }));

    expect(leadBy(huong.fullName).company).toBe('An Nhiên');
  });
});

describe('numbers of a record', () => {
  it('are claimed as they come, and the one that stood is kept beside', async () => {
    await edit({ phone: '0903 111 222' });

    expect(leadBy(huong.fullName)).toMatchObject({
      phone: { e164: '+84903111222', claimed: true },
      extraPhones: [{ e164: '+84912345678', claimed: true }],
    });
    await world.takeIn(world.post({ fullName: huong.fullName, phone: '0903111222' }));
    await world.takeIn(world.post({ fullName: huong.fullName, phone: '0912345678' }));
    expect(world.leads()).toHaveLength(1);
  });

  it('are let go where they are taken out, so that whoever has them is somebody else', async () => {
    await edit({ phone: null });
    expect(claimOf('+84912345678')).toBeUndefined();

    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912345678' }));

    expect(world.leads()).toHaveLength(2);
  });

  it('of another lead are shared with it, and the two noted as one person perhaps', async () => {
    await world.takeIn(world.post(minh));
    const other = leadBy(minh.fullName);

    const { status } = await edit({ phone: minh.phone });

    const lead = leadBy(huong.fullName);
    expect(status).toBe(200);
    expect(lead.phone).toMatchObject({ e164: '+84987654321', claimed: false });
    expect(claimOf('+84987654321')).toMatchObject({ leadId: other.leadId, sharers: [{ leadId: lead.leadId }] });
    expect(await areMergeCandidates(world.table, lead.leadId, other.leadId)).toBe(true);
  });

  it('that are let go are claimed by whoever shares them', async () => {
    await world.takeIn(world.post(minh));
    await edit({ phone: minh.phone });

    await edit({ phone: null }, { name: minh.fullName });

    expect(claimOf('+84987654321')).toMatchObject({ leadId: leadBy(huong.fullName).leadId });
    expect(claimOf('+84987654321')?.sharers).toBeUndefined();
  });

  it('keep leading to a person who has another name now', async () => {
    await edit({ fullName: 'Trần Văn Bình', email: null });
    await world.takeIn(world.post({ fullName: 'Trần Văn Bình', phone: huong.phone }));

    expect(world.leads()).toHaveLength(1);
  });
});

describe('the address of a record', () => {
  it('leads here from now on, and the one before it still does', async () => {
    await edit({ email: 'huong.moi@example.com' });

    await world.takeIn(world.post({ fullName: 'Hường', email: 'huong.moi@example.com' }));
    await world.takeIn(world.post({ fullName: 'Hường', email: huong.email }));

    expect(world.leads()).toHaveLength(1);
    expect(guardOf('huong.moi@example.com')).toMatchObject({ leadId: leadBy(huong.fullName).leadId });
  });

  it('is let go where it is taken out', async () => {
    await edit({ email: null });

    expect(guardOf(huong.email)).toBeUndefined();
  });

  it('is one lead’s alone: the two are noted, and the other one is named to whoever may read it', async () => {
    await world.takeIn(world.post(minh));
    const [lead, other] = [leadBy(huong.fullName), leadBy(minh.fullName)];

    const { status, body } = await edit({ email: minh.email, title: 'Chủ' });

    expect({ status, body }).toMatchObject({ status: 409, body: { type: '/v1/docs#problem-address_held' } });
    expect(body.detail).toContain(other.leadId);
    expect(leadBy(huong.fullName)).toMatchObject({ email: huong.email, title: null, version: lead.version });
    expect(await areMergeCandidates(world.table, lead.leadId, other.leadId)).toBe(true);
    expect((await edit({ email: minh.email })).status).toBe(409);
  });

  it('of a lead of somebody else is told without naming that', async () => {
    await world.takeIn(world.post({ ...minh, province: 'Hà Nội' }));
    await world.assignAll();
    const { userKind } = await import('../../../shared/access/user-config.ts');
    const owner = leadBy(huong.fullName).owner?.repId;
    const user = [...(await world.config.current(userKind)).documents.values()].find(({ repId }) => repId === owner)?.email ?? '';

    const { status, body } = await edit({ email: minh.email }, { user });

    expect(status).toBe(409);
    expect(body.detail).not.toContain(leadBy(minh.fullName).leadId);
    expect((await edit({ title: 'x' }, { name: minh.fullName, user })).status).toBe(404);
  });
});

describe('where a lead belongs', () => {
  it('changes with its place while it waits, and the new pool is asked; once, wherever the change ended', async () => {
    world.sent.assign.length = 0;
    const before = leadBy(huong.fullName);
    expect(before.routing).toMatchObject({ poolId: 'south', state: 'waiting' });

    await edit({ province: 'Hà Nội' });

    expect(leadBy(huong.fullName)).toMatchObject({
      region: { provinceCode: '01' },
      routing: { poolId: 'north', state: 'waiting' },
      owner: null,
    });
    expect(world.sent.assign).toMatchObject([{ groupId: 'north' }]);
    expect(
      world.itemsOf('DUE#').filter(({ queue, groupId, message }) => JSON.stringify({ queue, groupId, message }).includes('"north"')),
    ).toHaveLength(1);
    await world.assignAll();
    expect(leadBy(huong.fullName).owner).toMatchObject({ poolId: 'north' });
    expect(world.timeline().map(({ type }) => type)).toContain('lead.rerouted');
  });

  it('stays with whoever has it', async () => {
    await world.assignAll();
    const { owner } = leadBy(huong.fullName);
    world.sent.assign.length = 0;

    await edit({ province: 'Hà Nội' });

    expect(leadBy(huong.fullName)).toMatchObject({ owner, routing: { poolId: 'south' }, region: { provinceCode: '01' } });
    expect(world.sent.assign).toEqual([]);
  });

  it('asks nobody where the territory is the same', async () => {
    world.sent.assign.length = 0;
    expect((await world.config.current(territoryKind)).documents.size).toBeGreaterThan(1);

    await edit({ province: 'Cần Thơ' });

    expect(world.sent.assign).toEqual([]);
  });
});

describe('a change that ends at any point', () => {
  it('is made once, or not at all', async () => {
    const calls: string[] = [];
    world.fail({ before: ({ what }) => void calls.push(what) });
    await edit({ province: 'Hà Nội', phone: '0903111222' }, { key: 'count' });
    world.fail({});

    for (const place of calls.keys()) {
      world = createWorld();
      await world.takeIn(world.post(huong));
      const { version } = leadBy(huong.fullName);
      let count = 0;
      world.fail({
        before() {
          count += 1;
          if (count === place + 1) throw new Killed();
        },
      });
      await edit({ province: 'Hà Nội', phone: '0903111222' }, { key: 'k', version }).catch(() => undefined);
      world.fail({});
      const { status } = await edit({ province: 'Hà Nội', phone: '0903111222' }, { key: 'k', version });

      expect([place, status]).toEqual([place, 200]);
      expect(leadBy(huong.fullName).version).toBe(version + 1);
      expect(world.timeline().filter(({ type }) => type === 'lead.rerouted')).toHaveLength(1);
    }
  });
});

describe('what a post proposed and a colleague writes', () => {
  const proposalsOf = async () => readProposals(world.table, leadBy(huong.fullName).leadId, { consistent: true });
  const proposes = async () => {
    await world.takeIn(world.post({ ...huong, phone: '0903111222' }));
    await world.takeIn(world.post({ ...huong, phone: '0903333444' }));
  };

  it('is decided by that, in the same transaction, and what else was proposed stays open', async () => {
    await proposes();
    expect((await proposalsOf()).open).toHaveLength(2);

    await edit({ phone: '0903 111 222' });

    const { open, decided } = await proposalsOf();
    expect(open).toMatchObject([{ field: 'phone', value: { e164: '+84903333444' } }]);
    expect(decided).toMatchObject([{ field: 'phone', became: 'accepted', actor: { kind: 'user', id: 'admin' } }]);
    expect(leadBy(huong.fullName).openProposals).toBe(true);
    expect(world.timeline().filter(({ type }) => type === 'lead.proposal_accepted')).toHaveLength(1);
  });

  it('leaves the record without anything to decide where it was all of it', async () => {
    await proposes();

    await edit({ extraPhones: ['0903111222', '0903333444'] });

    expect((await proposalsOf()).open).toEqual([]);
    expect(leadBy(huong.fullName).openProposals).toBe(false);
  });

  it('stays open where a colleague writes something else', async () => {
    await proposes();

    await edit({ title: 'Chủ', phone: '0905555666' });

    expect((await proposalsOf()).open).toHaveLength(2);
    expect(leadBy(huong.fullName).openProposals).toBe(true);
  });
});
