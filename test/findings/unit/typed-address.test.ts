import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { writeDomain } from '../../../shared/findings/domain-store.ts';
import { slipsOf } from '../../../shared/findings/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912345678', province: 'TP.HCM' };

let world: World;
beforeEach(() => {
  world = createWorld();
});

const take = (fields: Record<string, string>) => world.takeIn(world.post({ ...huong, ...fields }));
const ask = (user: string, route: string, more: object = {}) => asksAs(world, `${user}@example.com`)(route, more);
const lead = () => {
  const [one] = world.leads();
  if (!one) throw new Error('no lead');
  return one;
};
const read = async (user: string) => (await ask(user, 'GET /v1/leads/{leadId}', { path: { leadId: lead().leadId } })).body;
const codesOf = ({ findings }: { findings: readonly { code: string }[] }) => findings.map(({ code }) => code);

describe('an address that a post is taken in without', () => {
  it('is kept as it was typed, and told to whoever may see it', async () => {
    await take({ email: 'huong@gmail' });

    const [admin, marketer] = [await read('admin'), await read('marketer')];
    expect([admin.email, admin.emailTyped, codesOf(admin)[0]]).toEqual([null, 'huong@gmail', 'emailUnusable']);
    expect([marketer.emailTyped, codesOf(marketer)]).toEqual([null, expect.not.arrayContaining(['emailUnusable'])]);
  });

  it('is none where words say that there is none', async () => {
    await take({ email: 'không có' });

    expect(lead().emailTyped).toBeUndefined();
  });

  it('is kept of a known person as well, and said no more once there is one', async () => {
    await take({});
    await take({ email: 'huong@gmail' });
    expect(codesOf(await read('admin'))).toContain('emailUnusable');

    await ask('admin', 'PATCH /v1/leads/{leadId}', {
      path: { leadId: lead().leadId },
      ifMatch: `"${lead().version}"`,
      body: { email: 'huong@gmail.com' },
    });

    const after = await read('admin');
    expect([after.email, after.emailTyped, codesOf(after)]).toEqual([
      'huong@gmail.com',
      null,
      expect.not.arrayContaining(['emailUnusable']),
    ]);
  });

  it('is masked where the company masks addresses', async () => {
    world.config.change(companyKind, 'company', (company) => ({ ...company, maskAddresses: true }));
    await take({ email: 'huong@gmail' });

    expect((await read('manager.south')).emailTyped).toBe('h•••@gmail');
  });
});

describe('a list by what is found', () => {
  const found = async (user: string, finding: string) => {
    world.project();
    const { status, body } = await ask(user, 'GET /v1/leads', { query: { finding } });
    return status === 200 ? body.items.map(({ fullName }: { fullName: string }) => fullName) : body.errors;
  };

  it('tells those of which the record says so, and those of which what lies beside it does', async () => {
    await take({ email: 'huong@gmail' });
    await world.takeIn(world.post({ ...huong, fullName: 'Lê Minh', phone: '0987654321', email: 'minh@songthu.vn' }));
    await world.takeIn(world.post({ ...huong, fullName: 'Trần Lan', phone: '0903111222', email: 'lan@gmial.com' }));
    await writeDomain('songthu.vn', 'noServers', world.parts.clock(), 6, { table: world.table, digests: world.parts.digests });

    expect(await Promise.all(['emailUnusable', 'emailSlip', 'emailNoServers', 'emailClosed'].map((code) => found('admin', code)))).toEqual([
      [huong.fullName],
      ['Trần Lan'],
      ['Lê Minh'],
      [],
    ]);
  });

  it('is nothing for roles that do not see contact details', async () => {
    expect(await found('marketer', 'emailSlip')).toMatchObject([{ path: 'finding' }]);
  });
});

describe('what a rep asks first', () => {
  it('is what is probably mistyped in how to reach the person, and nothing else', () => {
    const phone = { raw: '09123', e164: null, valid: false, type: null, claimed: false } as const;

    expect(slipsOf(sampleLead({ phone, email: 'ketoan@gmial.com', fullName: null, nameKey: '' })).map(({ vi }) => vi)).toEqual([
      'Không gọi được số này: thiếu chữ số.',
      'E-mail có thể gõ nhầm: gmail.com?',
    ]);
    expect(slipsOf(sampleLead({ email: 'ketoan@gmail.com' }))).toEqual([]);
  });
});
