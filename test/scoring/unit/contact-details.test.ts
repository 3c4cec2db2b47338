import { describe, expect, it } from '@jest/globals';
import { parseDocuments } from '../../../shared/config/index.ts';
import { noFields } from '../../../shared/fields/index.ts';
import { withoutContactDetails } from '../../../shared/identity/text.ts';
import { attributesOf, fitOf } from '../../../shared/scoring/rules-fit.ts';
import { fits } from '../../../shared/scoring/rules-interest.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { postRef } from '../../support/post-ref.ts';
import { defaultRules } from '../../support/scoring/past-leads.ts';

const label = { vi: 'Quy tắc', en: 'Rule' };
const faultsOf = (condition: unknown) =>
  parseDocuments(scoringKind, [{ ...defaultRules, fit: [{ id: 'asked', label, points: 10, when: [condition] }] }]).faults.map(
    ({ path, message }) => `${path.slice(4).join('.')}: ${message}`,
  );

describe('a rule about contact details', () => {
  it.each([
    [{ field: 'phone', in: ['+8490*'] }, 'in: of phone a rule may ask only whether it is `known`'],
    [{ field: 'phone', has: ['90'] }, 'has: of phone a rule may ask only whether it is `known`'],
    [{ field: 'email', in: ['huong@example.com'] }, 'in: of email a rule may ask only whether it is `known`'],
    [{ field: 'fullName', has: ['hường'] }, 'has: of fullName a rule may ask only whether it is `known`'],
    [{ field: 'mailKind', in: ['free', 'gm*'] }, 'in.1: write one of free, company, disposable, role'],
    [{ field: 'mailKind', has: ['free'] }, 'has: write `in` and any of free, company, disposable, role'],
    [{ field: 'title' }, ': write one of `in`, `has` and `known`'],
    [{ field: 'title', known: true, in: ['x'] }, ': write one of `in`, `has` and `known`'],
  ])('%j is refused by name', (condition, fault) => {
    expect(faultsOf(condition)).toEqual([fault]);
  });

  it.each([
    { field: 'emailDomain', in: ['gmail.com'] },
    { field: 'emailDomain', known: true },
    { field: 'competitor', known: true },
  ])('%j is of no field that there is', (condition) => {
    expect(faultsOf(condition).length).toBe(1);
  });

  it.each([
    [{ field: 'phone', known: true }, true],
    [{ field: 'email', known: false }, false],
    [{ field: 'fullName', known: true }, true],
    [{ field: 'mailKind', in: ['free', 'role'] }, false],
    [{ field: 'mailKind', in: ['company'] }, true],
  ])('%j is allowed', (condition, holds) => {
    expect(faultsOf(condition)).toEqual([]);
    const lead = sampleLead({ email: 'an@congty.example' });

    expect(fitOf(attributesOf(lead, noFields), [{ id: 'asked', label, points: 10, when: [condition as never] }])).toBe(holds ? 10 : 0);
  });

  it('finds nothing to compare with, even past the schema', () => {
    const lead = sampleLead({ email: 'an@congty.example', extra: { zalo: '0912345678', other: 'an@congty.example' } });

    const given = JSON.stringify(attributesOf(lead, noFields));

    for (const detail of ['an@', 'congty', lead.phone?.e164 ?? 'none', '0912345678', lead.fullName ?? 'none']) {
      expect(given).not.toContain(detail);
    }
  });
});

describe('words of a post that a rule may look for', () => {
  const post = (fields: Record<string, string>) => ({ kind: 'submission', at: 0, ...postRef('s1'), fields }) as const;

  it.each<[string, Record<string, string>, string, boolean]>([
    ['the message', { message: 'Cho em báo giá' }, 'báo giá', true],
    ['an answer to a question of our own', { budget: 'dưới 50 triệu' }, '50 triệu', true],
    ['a name', { fullName: 'Trần Báo Giá' }, 'báo giá', false],
    ['an address', { email: 'quote@example.com' }, 'quote', false],
    ['a number', { phone: '0912 345 678' }, '345', false],
    ['a company', { company: 'Công ty Báo Giá' }, 'báo giá', false],
    ['a title', { title: 'Trưởng phòng báo giá' }, 'báo giá', false],
    ['a place', { province: 'Hà Nội' }, 'hà nội', false],
    ['a number in the message', { message: 'Gọi em 0912 345 678 nhé' }, '345', false],
    ['an address in the message', { message: 'mail: huong.nguyen@example.com' }, 'huong', false],
    ['a number in an answer', { zalo: '+84 912.345.678' }, '345', false],
  ])('are not those of %s unless it may be asked', (_what, fields, says, found) => {
    expect(fits({ submission: { says: [says] } }, post(fields))).toBe(found);
  });

  it.each([
    ['Gọi 0912.345.678 hoặc 84987654321', 'Gọi   hoặc  '],
    ['ngân sách 10.000.000-20.000.000 đồng', 'ngân sách 10.000.000-20.000.000 đồng'],
    ['500.000.000', '500.000.000'],
    ['912345678', ' '],
    ['từ 5 đến 19 người, năm 2026', 'từ 5 đến 19 người, năm 2026'],
    ['０９１２３４５６７８', ' '],
    ['a@b.vn, c.d@e.vn', ' ,  '],
  ])('%s without contact details is %j', (text, rest) => {
    expect(withoutContactDetails(text)).toBe(rest);
  });
});
