import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FieldConfig, fieldKind } from '../../../shared/fields/field-config.ts';
import { answerAs } from '../../../shared/fields/index.ts';
import { contactOf, leadPhone, putEmailGuard, putPhoneClaim, shortText } from '../../../shared/identity/index.ts';
import { tagFault } from '../../../shared/identity/tag.ts';
import { joinAnswers } from '../../../shared/leads/answers.ts';
import type { Lead, LeadPhone } from '../../../shared/leads/index.ts';
import { DecisionId, LeadId, PoolId, RepId } from '../../../shared/platform/ids.ts';
import type { WriteItem } from '../../../shared/platform/table.ts';
import { regionOfPost } from '../../../shared/regions/index.ts';
import { digests } from '../../support/digests.ts';
import { exportingOf } from '../../support/exports.ts';
import { importingOf } from '../../support/imports.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { runs, seed } from '../../support/seeded.ts';

const both = (vi: string, en = vi) => ({ vi, en });

/** A field of each type, some with labels that a sheet or a list could take for something else. */
const fields = [
  { id: 'slogan', labels: both('Khẩu hiệu; "tên"', '=Slogan'), type: 'text' },
  { id: 'branches', labels: both('+Số chi nhánh', 'Branches'), type: 'number' },
  { id: 'opened', labels: both('Ngày mở cửa', 'Opened on'), type: 'date' },
  {
    id: 'trade',
    labels: both('@Ngành', 'Trade, of the shop'),
    type: 'choice',
    choices: [
      { value: 'ban-le', labels: both('Bán lẻ, tạp hóa', 'Retail, groceries') },
      { value: '-', labels: both('- khác', '- other') },
      { value: 'an;uong', labels: both('Ăn; uống', 'Food; drink') },
    ],
  },
  { id: 'hasShop', labels: both("'Có cửa hàng", 'Has a shop'), type: 'yesNo' },
  { id: 'site', labels: both('Trang web', 'Website'), type: 'url' },
].map((field) => FieldConfig.parse(field));

/** What people and sheets get wrong with each other. */
const hostile = fc.constantFrom(
  ...[
    "=cmd|' /C calc'!A0",
    '+84 là mã',
    '-Trần',
    '@Vy',
    "'=Lê",
    "'",
    '"',
    '""',
    'A;B',
    'A, B',
    'a\tb',
    '1E5',
    '0912',
    '03/05',
    'TRUE',
    '=',
    '﻿Ánh',
  ],
  ...[
    'null',
    '#REF!',
    '-1',
    '1,5',
    'Có',
    'Không',
    'x',
    '\\n',
    '=1+1',
    '<b>&amp;</b>',
    '％',
    'Ngô “Bảo” Châu',
    'O’Connor',
    "''=a",
    '–',
    '😀 =1',
    '***',
    'A;B;;',
    ';;',
    'a, b;',
    'x | y',
  ],
);
const words = fc.oneof(hostile, hostile, fc.string({ unit: 'grapheme', maxLength: 24 }), fc.constantFrom('Nguyễn Thị Hường', 'An Nhiên'));
const cleaned = words.map((text) => shortText(text)).filter((text) => text !== null);
const maybe = <T>(value: fc.Arbitrary<T>, freq = 3) => fc.option(value, { nil: null, freq });
const tags = fc.uniqueArray(
  cleaned.filter((tag) => tagFault(tag) === null),
  { maxLength: 4 },
);
const places = fc.constantFrom(
  'TP.HCM',
  'Bình Dương',
  'Hà Tây',
  'Thừa Thiên Huế',
  'Đắk Lắk',
  'Bà Rịa - Vũng Tàu',
  'Hà Nội',
  'Atlantis',
  '=Huế',
  '',
);
const ways = ['said-phone', 'said-email', 'said-message', 'said-inPerson', 'said-letter', '1', 'v2'];
const moments = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2026-11-21') }).map((at) => new Date(at).toISOString());
const grants = fc.record({
  granted: fc.boolean(),
  at: moments,
  textVersion: fc.constantFrom(...ways),
  channel: fc.constantFrom('form', 'manual', 'import', 'connector'),
  sourceId: fc.constant('contact'),
  submissionId: fc.constant('a'),
});
const answers = fc.record(
  {
    slogan: fc.array(cleaned, { minLength: 1, maxLength: 3 }).map(joinAnswers),
    branches: fc.constantFrom('12', '1.5', '-3', '1500000', '0', 'nhiều'),
    opened: fc.constantFrom('2026-03-05', '1999-12-31', '0999-01-01', 'hôm qua'),
    trade: fc.subarray(['ban-le', '-', 'an;uong', 'gì đó'], { minLength: 1 }).map(joinAnswers),
    hasShop: fc.constantFrom('yes', 'no', 'có lẽ'),
    site: fc.constantFrom('https://shop.example/?a=1,2;3', 'shop.example', 'không có'),
    // Nobody declared these.
    color: cleaned,
    '=Câu hỏi': cleaned,
  },
  { requiredKeys: [] },
);

const one = fc.record({
  name: maybe(words),
  hasEmail: fc.boolean(),
  emails: fc.nat({ max: 3 }),
  phones: fc.array(fc.constantFrom('mobile', 'mobile', 'landline', 'foreign', 'broken'), { maxLength: 3 }),
  company: maybe(cleaned),
  title: maybe(cleaned),
  place: places,
  products: fc.uniqueArray(
    cleaned.filter((product) => !product.includes('\n')),
    { maxLength: 3 },
  ),
  tags,
  owner: fc.constantFrom(null, 'rep-lan', 'rep-anh', 'gone'),
  consent: fc.record({ contact: grants, newsletter: grants }, { requiredKeys: [] }),
  extra: answers,
  utm: fc.record({ source: cleaned, campaign: cleaned }, { requiredKeys: [] }),
  otherNames: fc.array(cleaned, { maxLength: 2 }),
});
type Drawn = typeof one extends fc.Arbitrary<infer Value> ? Value : never;

const numberOf = (kind: string, place: number): string => {
  const digits = String(1_000_000 + place * 13).slice(-6);
  if (kind === 'mobile') return `0912${digits}`;
  if (kind === 'landline') return `024 3${digits}0`;
  return kind === 'foreign' ? `+1 415 5${digits.slice(0, 2)} ${digits.slice(2)}` : `091${digits.slice(0, 3)}`;
};

function leadOf(drawn: Drawn, place: number): Lead {
  const { name, place: province, products, tags: own, extra, utm, owner, consent } = drawn;
  const typed = drawn.phones.map((kind, index) => numberOf(kind, place * 7 + index));
  const contact = contactOf({
    fullName: name ?? '',
    phone: typed.join(' / '),
    email: drawn.hasEmail ? `khach${place}@gmail.com` : '',
  });
  const beside = Array.from({ length: drawn.hasEmail ? drawn.emails : 0 }, (_, index) => `khach${place}.${index}@gmail.com`);
  const phone: LeadPhone | null = contact.phone ? leadPhone(contact.phone, true) : null;
  const region = regionOfPost(province === '' ? {} : { province }, contact.phone);
  const stored = Object.fromEntries(
    Object.entries(extra).map(([id, value]) => {
      const field = fields.find((declared) => declared.id === id);
      return [id, (field && answerAs(field, value)) ?? value];
    }),
  );
  return sampleLead({
    leadId: LeadId.parse(`L01K9ZQ3V7N8Q0WJ9F4T${String(place).padStart(7, '0')}`),
    fullName: contact.fullName,
    nameKey: contact.nameKey,
    email: contact.email,
    ...(beside.length > 0 ? { emails: beside } : {}),
    ...(drawn.otherNames.length > 0 ? { otherNames: drawn.otherNames } : {}),
    phone,
    extraPhones: contact.extraPhones.map((extraPhone) => leadPhone(extraPhone, false)),
    company: drawn.company,
    title: drawn.title,
    region: { ...regionFields(region), raw: region.raw },
    products,
    tags: own,
    extra: stored,
    consent: consent as Lead['consent'],
    owner:
      owner === null
        ? null
        : {
            repId: RepId.parse(owner),
            poolId: PoolId.parse('south'),
            since: '2026-11-01T00:00:00.000Z',
            decisionId: DecisionId.parse('D1'),
          },
    source: { ...sampleLead().source, first: { ...sampleLead().source.first, utm } },
  });
}

const regionFields = ({ provinceCode, provinceName, macroRegion, formerUnit, reason }: ReturnType<typeof regionOfPost>) => ({
  provinceCode,
  provinceName,
  macroRegion,
  formerCode: formerUnit?.code ?? null,
  reason,
});

function worldOf(leads: readonly Lead[]): World {
  const world = createWorld();
  world.config.add(fieldKind, fields);
  seedLeads(world.table, ...leads);
  const guards: WriteItem[] = leads.flatMap(({ leadId, email, emails = [], phone, nameKey }) => [
    ...[...(email === null ? [] : [email]), ...emails].map((address) => putEmailGuard(digests.email(address), leadId)),
    ...(phone?.type === 'mobile' && phone.e164 !== null ? [putPhoneClaim(digests.phone(phone.e164), leadId, nameKey)] : []),
  ]);
  for (const write of guards) if ('Put' in write && write.Put.Item) world.table.seed(write.Put.Item);
  world.project();
  return world;
}

describe('any leads that are taken out', () => {
  it.each([
    { format: 'csv', delimiter: ';', language: 'vi' },
    { format: 'csv', delimiter: ',', language: 'en' },
    { format: 'xlsx', language: 'vi' },
    { format: 'xlsx', language: 'en' },
  ])('come in again without anything new: %o', async (asked) => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 12 }), async (drawn) => {
        const leads = drawn.map(leadOf);
        const world = worldOf(leads);
        const exports = exportingOf(world);
        const imports = importingOf(world);
        const view = await exports.take(asked);
        expect(view).toMatchObject({ state: 'done', progress: { leads: leads.length } });

        const importId = await imports.bring(exports.fileOf(view), { fileName: `leads.${asked.format}`, source: 'xuat-lai' });
        const { body } = await imports.map(importId);

        const changed = (await imports.rows(importId, 'preview')).filter(
          ({ action, reason }) => action !== 'skip' || reason !== 'nothingNew',
        );
        expect({ changed, problem: body.problem ?? null }).toEqual({ changed: [], problem: null });
      }),
      { numRuns: runs(12, 200), seed },
    );
  });
});
