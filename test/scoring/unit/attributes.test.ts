import { describe, expect, it } from '@jest/globals';
import { noFields } from '../../../shared/fields/index.ts';
import { Provenance } from '../../../shared/leads/index.ts';
import { attributesAt, attributesThrough } from '../../../shared/scoring/rules-fit.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const source = { kind: 'submission', id: 'form/contact/s1' };
const past = (...values: readonly [string, string][]) => values.map(([value, at]) => ({ value, at, source, verified: false }));
const lead = sampleLead({
  createdAt: '2026-11-01T00:00:00.000Z',
  title: 'Giám đốc',
  email: 'an@congty.example',
  extra: { industry: 'san-xuat' },
});
const provenance = Provenance.parse({
  leadId: lead.leadId,
  fields: {
    title: past(['Giám đốc', '2026-11-20T00:00:00.000Z'], ['Nhân viên', '2026-11-01T00:00:00.000Z']),
    email: past(['an@congty.example', '2026-11-10T00:00:00.000Z']),
    province: past(['Hà Nội', '2026-11-15T00:00:00.000Z'], ['Cần Thơ', '2026-11-01T00:00:00.000Z']),
  },
  extra: { industry: past(['san-xuat', '2026-11-12T00:00:00.000Z'], ['ban-le', '2026-11-05T00:00:00.000Z']) },
});

describe('what was known of a person', () => {
  it.each([
    ['2026-10-31T00:00:00.000Z', undefined, undefined, undefined, undefined],
    ['2026-11-02T00:00:00.000Z', 'Nhân viên', null, 'south', undefined],
    ['2026-11-06T00:00:00.000Z', 'Nhân viên', null, 'south', 'ban-le'],
    ['2026-11-16T00:00:00.000Z', 'Nhân viên', 'company', 'north', 'san-xuat'],
    ['2026-11-21T00:00:00.000Z', 'Giám đốc', 'company', 'north', 'san-xuat'],
  ])('at %s: title %s, mail %s, in the %s, industry %s', (at, title, mailKind, region, industry) => {
    const known = attributesAt(lead, provenance, at, noFields);

    expect([known.title, known.mailKind, known.macroRegion, known['answers.industry']]).toEqual([title, mailKind, region, industry]);
  });

  it('is the same object while nothing changes, and before the lead what it was made with', () => {
    const through = attributesThrough(lead, provenance, noFields);
    const seconds = (at: string) => Date.parse(at) / 1_000;

    expect(through(seconds('2026-11-06T00:00:00Z'))).toBe(through(seconds('2026-11-09T00:00:00Z')));
    expect(through(seconds('2026-11-06T00:00:00Z'))).not.toBe(through(seconds('2026-11-13T00:00:00Z')));
    expect(through(seconds('2026-10-01T00:00:00Z'))).toEqual(attributesAt(lead, provenance, lead.createdAt, noFields));
  });
});
