import fc from 'fast-check';
import { Lead, type LeadEvidence } from '../../../shared/leads/index.ts';
import { provinces } from '../../../shared/regions/index.ts';

const places = provinces().map(({ code, name, macroRegion }) => ({ provinceCode: code, provinceName: name, macroRegion }));
const reps = ['rep-lan', 'rep-phuc', 'rep-anh'];
const pools = fc.constantFrom('south', 'north');
const at = fc.integer({ min: 0, max: 3_000 }).map((second) => new Date(Date.parse('2026-11-01T00:00:00Z') + second * 10).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const names = fc.constantFrom('Nguyễn Thị Hường', 'Trần Văn Nam', 'Lê Hoàng', 'Ánh');

const few = fc.nat({ max: 3 });

/** Anything that may be known of a lead. */
export function anyEvidence(): fc.Arbitrary<LeadEvidence> {
  return fc.record({
    temperature: fc.constantFrom('cold', 'warm', 'hot'),
    fit: fc.constantFrom('A', 'B', 'C', 'D'),
    qualification: fc.stringMatching(/^[unpyNPY]{5}$/),
    quoteAsked: fc.boolean(),
    attempts: fc.oneof(few, fc.nat()),
    reached: fc.oneof(few, fc.nat()),
    opportunities: fc.record({ open: few, accepted: few, won: few }),
    purchases: fc.record({ paid: few }),
  });
}

/** Any lead that could be stored; times are close together, so that ties happen. */
export function anyLead(): fc.Arbitrary<Lead> {
  const reference = fc.record({
    channel: fc.constantFrom('form', 'import'),
    sourceId: fc.constantFrom('contact', 'quote'),
    submissionId: fc.constantFrom('a', 'b'),
  });
  const grant = fc
    .record({ granted: fc.boolean(), at, textVersion: fc.constant('1') })
    .chain((evidence) => reference.map((ref) => ({ ...evidence, ...ref })));
  const phone = fc.record({
    raw: fc.constant('0912 345 678'),
    e164: fc.constantFrom('+84912345678', null),
    valid: fc.boolean(),
    type: fc.constantFrom('mobile', null),
    claimed: fc.boolean(),
  });
  return fc
    .record({
      leadId: fc.uuid().map((id) => `L${id.replaceAll('-', '')}`),
      version: fc.integer({ min: 1, max: 5 }),
      createdAt: at,
      updatedAt: at,
      fullName: maybe(names),
      nameKey: fc.constantFrom('nguyen thi huong', 'tran van nam', ''),
      email: maybe(fc.constantFrom('huong@example.com', 'nam@example.com')),
      phone: maybe(phone),
      extraPhones: fc.array(phone, { maxLength: 2 }),
      company: maybe(fc.constant('An Nhiên')),
      title: maybe(fc.constant('Giám đốc')),
      region: maybe(fc.constantFrom(...places)).map((place) => ({
        ...(place ?? { provinceCode: null, provinceName: null, macroRegion: null }),
        formerCode: null,
        reason: place ? 'given' : 'unknown',
        raw: place ? null : 'Atlantis',
      })),
      products: fc.array(fc.constantFrom('ban-hang', 'kho'), { maxLength: 2 }),
      locale: fc.constantFrom('vi', 'en'),
      stage: fc.constantFrom('lead', 'mql'),
      moved: maybe(fc.record({ at, by: fc.constantFrom('evidence', 'rules', 'person') })),
      status: fc.constantFrom('active', 'active', 'disqualified'),
      evidence: anyEvidence(),
      companyId: maybe(fc.constant('C1')),
      mergedInto: fc.constant(null),
      owner: maybe(fc.record({ repId: fc.constantFrom(...reps), poolId: pools, since: at, decisionId: fc.constant('D1') })),
      routing: maybe(
        fc.record({
          poolId: pools,
          territoryId: fc.constant('south'),
          matchedBy: fc.constant(['macroRegion']),
          territoriesVersion: fc.constant(1),
        }),
      ),
      source: reference.chain((ref) =>
        fc.record({
          origin: fc.constant('inbound'),
          first: fc.record({
            channel: fc.constant(ref.channel),
            sourceId: fc.constant(ref.sourceId),
            submissionId: fc.constant(ref.submissionId),
            at,
            pageUrl: maybe(fc.constant('https://annhien.example/')),
            referrer: maybe(fc.constant('https://www.facebook.com/')),
            utm: fc.constantFrom({}, { source: 'facebook', campaign: 'thang-11' }),
          }),
        }),
      ),
      consent: fc.record({ contact: grant, newsletter: grant }, { requiredKeys: [] }),
      tags: fc.array(fc.constant('vip'), { maxLength: 1 }),
      extra: fc.constantFrom({}, { employees: '5' }),
      openProposals: fc.boolean(),
    })
    .map(({ routing, moved, ...lead }) =>
      Lead.parse({ ...lead, ...(moved ? { moved } : {}), routing: routing && { ...routing, state: lead.owner ? 'owned' : 'waiting' } }),
    );
}
