import { describe, expect, it } from '@jest/globals';
import { contactOf } from '../../../shared/identity/index.ts';
import { detailsOf, newLead } from '../../../shared/intake/rules-record.ts';
import { applyPost } from '../../../shared/intake/rules-update.ts';
import type { FieldValue, Lead, Provenance } from '../../../shared/leads/index.ts';
import { LeadId, SubmissionId } from '../../../shared/platform/ids.ts';
import { resolveRegion } from '../../../shared/regions/index.ts';
import { submissionOf } from '../../support/lead-world/world.ts';

const at = '2026-11-22T04:00:00.000Z';
const first = {
  fullName: 'Nguyễn Thị Hường',
  email: 'huong@example.com',
  phone: '0912 345 678',
  province: 'TP.HCM',
  company: 'Hường Phát',
};
type Consent = { purpose: 'contact' | 'newsletter'; granted: boolean; textVersion: string };

function postOf(fields: Record<string, string>, claimsPhone = true, consent: Consent[] = []) {
  const submission = submissionOf({ submissionId: SubmissionId.parse('again'), fields, consent });
  const contact = contactOf(fields);
  return {
    submission,
    contact,
    region: resolveRegion({ province: fields.province, phone: contact.phone }),
    details: detailsOf(submission),
    claimsPhone,
    at,
    heldSince: null,
  };
}

function leadOf(fields: Record<string, string> = first): Lead {
  return newLead(LeadId.parse('L1'), { ...postOf(fields), locale: 'vi', at: '2026-11-22T03:00:00.000Z' });
}
const none: Provenance = { leadId: LeadId.parse('L1'), fields: {}, extra: {} };
const apply = (fields: Record<string, string>, lead = leadOf(), history = none, claimsPhone = true, consent: Consent[] = []) =>
  applyPost(lead, history, postOf(fields, claimsPhone, consent));

describe('a known person says', () => {
  it.each([
    ['the same again', first],
    ['the name without accents', { fullName: 'nguyen thi huong' }],
    ['the name in capitals', { fullName: 'NGUYỄN THỊ HƯỜNG' }],
    ['the number in another spelling', { phone: '(+84) 912.345.678' }],
    ['nothing but blanks', { fullName: '  ', company: '', phone: '' }],
  ])('%s: nothing new', (_, fields) => {
    const lead = leadOf();

    expect(apply(fields, lead)).toEqual({ lead, provenance: null, fields: [] });
  });

  it.each([
    ['company', { company: 'An Nhiên' }, 'An Nhiên', 'Hường Phát'],
    ['province', { province: 'Hà Nội' }, 'Hà Nội', 'Hồ Chí Minh'],
  ] as const)('a new %s: it becomes current and the old one is kept', (field, fields, now, before) => {
    const update = apply(fields);

    expect(update.fields).toContain(field);
    expect(update.provenance?.fields[field]?.map(({ value }) => value)).toEqual([now, before]);
  });

  it.each([
    ['another name', { fullName: 'Trần Văn Nam' }],
    ['a longer name', { fullName: 'Nguyễn Thị Thu Hường' }],
    ['another address', { email: 'khac@example.com' }],
    ['another number', { phone: '0987654321' }],
    ['a second number', { phone: '0912345678 / 0987654321' }],
    ['a number that cannot be dialled', { phone: '12345678' }],
  ])('%s: the record stays as it is', (_, fields) => {
    const lead = leadOf();

    expect(apply(fields, lead)).toEqual({ lead, provenance: null, fields: [] });
  });

  it('an address where the record has none: it stays with the post', () => {
    const lead = leadOf({ ...first, email: '' });

    expect(apply({ email: 'khac@example.com' }, lead).lead).toEqual(lead);
  });

  it.each([
    ['a name', { fullName: '' }, { fullName: 'Nguyễn Thị Hường' }, 'Nguyễn Thị Hường'],
    ['a number', { phone: '' }, { phone: '0987654321' }, '+84987654321'],
  ])('%s where there was none: it is taken', (_, missing, fields, now) => {
    const { lead } = apply(fields, leadOf({ ...first, ...missing }));

    expect([lead.fullName, lead.phone?.e164]).toContain(now);
  });

  it.each([
    ['with a name that can be the record’s, or none', { phone: '0987654321' }, '+84987654321'],
    ['with another name', { phone: '0987654321', fullName: 'Lê Thị Bình' }, undefined],
  ])('a number that another lead claims, %s: it stands unclaimed where none did, or is only proposed', (_, fields, now) => {
    const { lead } = apply(fields, leadOf({ ...first, phone: '' }), none, false);

    expect([lead.phone?.e164, lead.phone?.claimed]).toEqual([now, now && false]);
  });

  it.each([
    ['Nguy?n Th? H??ng', 'Nguyễn Thị Hường'],
    ['Nguyá»…n Thá»‹ HÆ°á»ng', 'Nguyễn Thị Hường'],
    ['Nguy\ufffdn', 'Nguyễn Thị Hường'],
    ['0912345678', 'Nguyễn Thị Hường'],
    ['lan@example.com', 'Lan'],
  ])('a name where «%s» stood: it is taken', (mangled, posted) => {
    expect(apply({ fullName: posted }, leadOf({ ...first, fullName: mangled })).lead.fullName).toBe(posted);
  });

  it('a number that can be dialled where one stood that cannot: it is taken, and the other is kept', () => {
    const { lead } = apply({ phone: '0987654321' }, leadOf({ ...first, phone: '0912 34' }));

    expect([lead.phone?.e164, lead.extraPhones.map(({ raw }) => raw)]).toEqual(['+84987654321', ['0912 34']]);
  });

  it('another answer to a question of our own: it becomes current, the old ones are kept, and what was not asked stays', () => {
    const began = leadOf({ ...first, industry: 'ban-le', companySize: '1-4' });

    const once = apply({ industry: 'an-uong', constructor: 'x' }, began);
    const twice = apply({ industry: 'dich-vu' }, once.lead, once.provenance ?? none);

    expect(once.fields).toEqual(['extra.constructor', 'extra.industry']);
    expect(twice.lead).toMatchObject({ company: first.company, extra: { industry: 'dich-vu', companySize: '1-4' } });
    const told = (value: string, source: string, time: string) => ({
      value,
      at: time,
      source: { kind: 'submission', id: source },
      verified: false,
    });
    expect(twice.provenance?.extra.industry).toEqual([
      told('dich-vu', 'form/contact/again', at),
      told('an-uong', 'form/contact/again', at),
      told('ban-le', 'form/contact/again', began.createdAt),
    ]);
    expect(Object.keys(twice.provenance?.extra ?? {}).sort()).toEqual(['constructor', 'industry']);
  });

  it.each([
    ['before what stands', '2026-11-22T02:00:00.000Z', 'Hường Phát', '79', 'ban-le', ['title']],
    ['since', '2026-11-22T03:30:00.000Z', 'An Nhiên', '01', 'dich-vu', ['company', 'extra.industry', 'province', 'title']],
  ])('something in a post that was held back and came %s: the newest stands, and what was empty is filled', (_, heldSince, ...now) => {
    const said = { company: 'An Nhiên', province: 'Hà Nội', industry: 'dich-vu', title: 'Giám đốc' };

    const { lead, fields } = applyPost(leadOf({ ...first, industry: 'ban-le' }), none, { ...postOf(said), heldSince });

    expect([lead.company, lead.region.provinceCode, lead.extra.industry, fields]).toEqual(now);
    expect(lead.title).toBe('Giám đốc');
  });

  it('yes to a text in a post from before a decision: the later decision stands', () => {
    const yes = { purpose: 'newsletter' as const, granted: true, textVersion: '1' };
    const { lead } = apply({}, leadOf(), none, true, [yes]);
    const decided = { ...lead.consent.newsletter, granted: false, at: '2026-11-22T03:30:00.000Z' };
    const withdrawn = { ...lead, consent: { ...lead.consent, newsletter: decided } } as Lead;

    expect(apply({}, withdrawn, none, true, [yes]).fields).toEqual([]);
  });

  it('the accents that were missing: they are taken', () => {
    expect(apply(first, leadOf({ ...first, fullName: 'nguyen thi huong' })).lead.fullName).toBe('Nguyễn Thị Hường');
  });

  it('something else than what a rep entered or proved: the verified value stays', () => {
    const verified = (value: string): FieldValue[] => [{ value, at, source: { kind: 'rep', id: 'rep-lan' }, verified: true }];
    const history: Provenance = {
      leadId: LeadId.parse('L1'),
      fields: {
        fullName: verified('Nguyễn Thị Hường'),
        company: verified('Hường Phát'),
        phone: verified('+84912345678'),
        province: verified('Hồ Chí Minh'),
      },
      extra: { industry: verified('ban-le') },
    };

    const { lead, provenance, fields } = apply(
      { fullName: 'Trần Nam', company: 'X', phone: '0987654321', province: 'Hà Nội', industry: 'khac' },
      leadOf({ ...first, industry: 'ban-le' }),
      history,
    );

    expect([lead.fullName, lead.company, lead.phone?.e164, lead.region.provinceCode, lead.extra.industry]).toEqual([
      'Nguyễn Thị Hường',
      'Hường Phát',
      '+84912345678',
      '79',
      'ban-le',
    ]);
    expect([fields, lead.extraPhones, provenance]).toEqual([[], [], null]);
  });

  it('two numbers where there was none: the second stands beside the first', () => {
    const { lead } = apply({ phone: '0987654321 / 0901234567' }, leadOf({ ...first, phone: '' }));

    expect([lead.phone?.e164, lead.extraPhones.map(({ e164 }) => e164)]).toEqual(['+84987654321', ['+84901234567']]);
  });

  it('a number that cannot be dialled beside another such one: it may help to read that', () => {
    expect(apply({ phone: '12345678' }, leadOf({ ...first, phone: '0912 34' })).lead.extraPhones).toMatchObject([{ raw: '12345678' }]);
  });

  it('a province after an area code had only hinted at it: it is given now', () => {
    const hinted = leadOf({ email: 'huong@example.com', phone: '028 3822 1234' });

    const update = apply({ province: 'TP.HCM' }, hinted);

    expect([hinted.region.reason, update.lead.region.reason, update.fields]).toEqual(['areaCodeHint', 'given', ['province']]);
  });

  it('yes in a box: granted; an empty box withdraws nothing and grants nothing', () => {
    const yes = { purpose: 'newsletter' as const, granted: true, textVersion: '1' };
    const granted = apply({}, leadOf(), none, true, [yes]).lead;

    const later = apply({}, granted, none, true, [
      { ...yes, granted: false },
      { purpose: 'contact', granted: false, textVersion: '1' },
    ]);
    const newText = apply({}, granted, none, true, [{ ...yes, textVersion: '2' }]);

    expect(granted.consent.newsletter).toMatchObject({ granted: true, textVersion: '1', submissionId: 'again' });
    expect([later.fields, later.lead.consent]).toEqual([[], granted.consent]);
    expect([newText.fields, newText.lead.consent.newsletter?.textVersion]).toEqual([['consent.newsletter'], '2']);
  });

  it('anything twice: the second time says nothing new', () => {
    const fields = {
      fullName: 'Nguyễn Thị Thu Hường',
      company: 'An Nhiên',
      phone: '0987654321 / 0901234567',
      province: 'Huế',
      product: 'kho',
      employees: '5',
    };

    const once = apply(fields);
    const twice = apply(fields, once.lead, once.provenance ?? none);

    expect(once.fields).toEqual(['company', 'extra.employees', 'product', 'province']);
    expect([twice.lead, twice.fields]).toEqual([once.lead, []]);
  });
});
