import { describe, expect, it } from '@jest/globals';
import { hideFrom, type MaskRules, maskingOf, type Principal, seesUnmasked } from '../../../shared/access/index.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const rep: Principal = { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') };
const leader: Principal = { role: 'leader', userId: 'l', pools: [PoolId.parse('south')] };
const admin: Principal = { role: 'admin', userId: 'a' };
const manager: Principal = { role: 'manager', userId: 'm', regions: [] };
const phone = { raw: '0912 345 678', e164: '+84912345678', valid: true };
const hidden = { raw: '+84 9•• ••• 678', e164: null, valid: true, masked: true };

const inPool = (poolId: string) => ({ owner: { poolId } as never, routing: null });
const rules = (company: object, pools: Record<string, object>): MaskRules => ({
  company: { phone: '1900 0000', ...company },
  pools: new Map(Object.entries(pools)),
});

describe('what is masked of a lead', () => {
  it.each([
    ['nothing where nobody asks for it', {}, {}, false],
    ['what the company says', { maskNumbers: true }, {}, true],
    ['not what the pool leaves open', { maskNumbers: true }, { maskNumbers: false }, false],
    ['what the pool says', {}, { maskNumbers: true }, true],
  ])('%s', (_what, company, south, masked) => {
    expect(maskingOf(inPool('south'), rules(company, { south })).numbers).toBe(masked);
  });

  it('is what any pool masks, where nobody knows which lead it is', () => {
    expect(maskingOf(null, rules({}, { north: {}, south: { maskNumbers: true } })).numbers).toBe(true);
    expect(maskingOf(inPool('north'), rules({}, { north: {}, south: { maskNumbers: true } })).numbers).toBe(false);
  });

  it('is shown to admins, or to whom the company names, and never to reps and leaders', () => {
    const seers = (company: object) => [admin, manager, leader, rep].map((one) => seesUnmasked(one, rules(company, {})));

    expect(seers({})).toEqual([true, false, false, false]);
    expect(seers({ unmaskedFor: ['admin', 'manager'] })).toEqual([true, true, false, false]);
    expect(seers({ unmaskedFor: [] })).toEqual([false, false, false, false]);
  });
});

describe('an answer', () => {
  const answer = (leadId: string) => ({
    leadId,
    phone,
    extraPhones: [{ ...phone, claimed: true }],
    email: '0912345678@gmail.com',
    emails: ['0912345678@gmail.com', 'lan@songthu.vn'],
    proposals: [{ field: 'phone', value: 'gọi sau' }],
    extra: { note: 'Zalo 0912.345.678' },
    lastTouch: { submissionId: '0912345678' },
  });

  it('carries no number of a masked pool, but for ids', async () => {
    const config = createFixedConfig();
    config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: true }));
    const { table } = createWorld();

    const shown = await hideFrom(leader, answer('L1'), { leadId: null, table, config });

    expect(shown).toEqual({
      leadId: 'L1',
      phone: hidden,
      extraPhones: [{ ...hidden, claimed: true }],
      email: '0•••@gmail.com',
      emails: ['0•••@gmail.com', 'lan@songthu.vn'],
      proposals: [{ field: 'phone', value: '•••' }],
      extra: { note: 'Zalo +84 9•• ••• 678' },
      lastTouch: { submissionId: '0912345678' },
    });
  });

  it('is the same where nothing is masked, and for admins; then no lead is read', async () => {
    const config = createFixedConfig();
    const { table } = createWorld();
    const body = answer('L1');

    expect(await hideFrom(rep, body, { leadId: 'L1', table, config })).toBe(body);
    config.change(poolKind, 'south', (pool) => ({ ...pool, maskNumbers: true }));
    expect(await hideFrom(admin, body, { leadId: 'L1', table, config })).toBe(body);
  });

  it('of leads of several pools masks those of the pools that mask', async () => {
    const world = createWorld();
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, maskNumbers: true }));
    await world.takeIn(world.post({ email: 'a@example.com', phone: '0912 345 678', province: 'Hồ Chí Minh' }));
    await world.takeIn(world.post({ email: 'b@example.com', phone: '0987 654 321', province: 'Hà Nội' }));
    await world.assignAll();
    const { table, config } = world;
    const body = { items: world.leads().map(({ leadId, phone: known, region }) => ({ leadId, phone: known, place: region.provinceName })) };

    const shown = (await hideFrom(manager, body, { leadId: null, table, config })) as typeof body;

    const numberOf = (place: string) => shown.items.find((one) => one.place?.includes(place))?.phone;
    expect(numberOf('Hồ Chí Minh')).toMatchObject({ e164: null, raw: '+84 9•• ••• 678' });
    expect(numberOf('Hà Nội')).toMatchObject({ e164: '+84987654321' });
  });
});
