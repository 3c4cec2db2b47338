import { describe, expect, it } from '@jest/globals';
import type { Firm } from '../../../shared/firms/index.ts';
import { newFirm } from '../../../shared/firms/place-lead.ts';
import { belongingOf, type FirmSaid } from '../../../shared/firms/rules-belong.ts';
import { isNamedLike, isSameFirmName } from '../../../shared/firms/rules-firm-name.ts';
import { CompanyId } from '../../../shared/platform/ids.ts';

const firm = (change: Partial<Firm>): Firm => ({
  ...newFirm(CompanyId.parse('F1'), { kind: 'user', id: 'admin' }, '2026-11-22T03:00:00.000Z'),
  ...change,
});
const taxCode = { kind: 'enterprise' as const, code: '0101248141' };
const kept = { kind: 'enterprise' as const, shown: '0100109106', digest: 'other' };
const said = (change: Partial<FirmSaid>): FirmSaid => ({ name: null, taxCode: null, domain: null, ...change });
const claimOf = (one: Firm, isShared = false) => ({ companyId: one.companyId, isShared, firm: one });

describe('to which firm somebody belongs', () => {
  it('is none by a name alone', () => {
    expect(belongingOf(said({ name: 'Công ty ABC' }), { byTaxCode: null, claim: null }).kind).toBe('none');
  });

  it('is that of the domain of a mailbox, without a tax code', () => {
    const abc = firm({ name: 'ABC', domains: ['abc.vn'] });

    expect(belongingOf(said({ domain: 'abc.vn' }), { byTaxCode: null, claim: claimOf(abc) })).toMatchObject({ kind: 'known', firm: abc });
    expect(belongingOf(said({ domain: 'abc.vn' }), { byTaxCode: null, claim: null })).toMatchObject({
      kind: 'new',
      gains: { domain: true },
    });
  });

  it('is none by a domain that firms share', () => {
    const abc = firm({ domains: ['abc.vn'] });

    expect(belongingOf(said({ domain: 'abc.vn' }), { byTaxCode: null, claim: claimOf(abc, true) }).kind).toBe('none');
  });

  it('is that of the tax code, whoever has the domain, which then tells of no firm any more', () => {
    const [abc, other] = [firm({ name: 'ABC', taxCode: kept }), firm({ companyId: CompanyId.parse('F2'), name: 'Xưởng Mộc' })];

    const belonging = belongingOf(said({ taxCode, domain: 'abc.vn' }), { byTaxCode: other, claim: claimOf(abc) });

    expect(belonging).toMatchObject({ kind: 'known', firm: other, sharesDomain: true });
  });

  it('is a firm of its own for a new tax code under the mailbox of an accountant, who keeps the domain', () => {
    const accountant = firm({ name: 'Kế toán XYZ', domains: ['ketoanxyz.vn'] });
    const client = said({ name: 'Xưởng Mộc Tâm', taxCode, domain: 'ketoanxyz.vn' });

    expect(belongingOf(client, { byTaxCode: null, claim: claimOf(accountant) })).toEqual({
      kind: 'new',
      gains: { name: true, taxCode: true, domain: false },
      sharesDomain: false,
    });
  });

  it('gives a tax code to the firm of the domain where the names are one', () => {
    const abc = firm({ name: 'Cty TNHH ABC', domains: ['abc.vn'] });
    const more = said({ name: 'Công ty Trách nhiệm hữu hạn ABC', taxCode, domain: 'abc.vn' });

    expect(belongingOf(more, { byTaxCode: null, claim: claimOf(abc) })).toMatchObject({
      kind: 'known',
      firm: abc,
      gains: { taxCode: true },
    });
  });

  it('claims the domain together with a new tax code only where it is called like the firm', () => {
    const claims = (name: string, domain: string) => {
      const belonging = belongingOf(said({ name, taxCode, domain }), { byTaxCode: null, claim: null });
      return belonging.kind === 'new' && belonging.gains.domain;
    };

    expect(claims('Công ty CP Tập đoàn Hòa Phát', 'hoaphat.com.vn')).toBe(true);
    expect(claims('Xưởng Mộc Tâm', 'ketoanxyz.vn')).toBe(false);
  });
});

describe('names of firms', () => {
  it.each([
    ['Công ty TNHH MTV Sông Thu', 'SONG THU', true],
    ['Công ty Cổ phần Sông Thu', 'Sông Thu JSC', true],
    ['Sông Thu', 'Sông Thu Hai', false],
    ['Công ty TNHH', 'Công ty Cổ phần', false],
    ['', '', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSameFirmName(one, other)).toBe(same);
  });

  it.each([
    ['song-thu.vn', 'Công ty TNHH Sông Thu', true],
    ['songthu.com.vn', 'Sông Thu Logistics', true],
    ['so.vn', 'Sở Hữu Trí Tuệ', false],
    ['song.vn', 'Song Thu', true],
    ['thuha.vn', 'Sông Thu', false],
    ['abc.vn', null, false],
  ])('%s is called like %s: %s', (domain, name, like) => {
    expect(isNamedLike(domain, name)).toBe(like);
  });
});
