import { describe, expect, it } from '@jest/globals';
import type { ConsentGrant, Lead, LeadPhone, Provenance } from '../../../shared/leads/index.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import type { Kept } from '../../../shared/merging/rules-fields.ts';
import { mergeLeads, whyNotMerged } from '../../../shared/merging/rules-merge.ts';
import { undoMerge } from '../../../shared/merging/rules-undo.ts';
import { CompanyId, LeadId, PoolId, SourceId, SubmissionId, TerritoryId } from '../../../shared/platform/ids.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const phone = (raw: string, valid = true): LeadPhone => ({
  raw,
  e164: valid ? `+84${raw.slice(1)}` : null,
  valid,
  type: valid ? 'mobile' : null,
  claimed: valid,
});
const routing = {
  poolId: PoolId.parse('south'),
  territoryId: TerritoryId.parse('mien-nam'),
  matchedBy: ['macroRegion' as const],
  territoriesVersion: 1,
  state: 'owned' as const,
};
const kept = (leadId: string, fields: Partial<Lead>, past: Provenance['fields'] = {}): Kept => ({
  lead: {
    ...sampleLead({}),
    fullName: null,
    nameKey: '',
    email: null,
    phone: null,
    company: null,
    products: [],
    routing,
    ...fields,
    leadId: LeadId.parse(leadId),
  },
  provenance: { leadId: LeadId.parse(leadId), fields: past, extra: {} },
});
const grant = (granted: boolean, at: string): ConsentGrant => ({
  granted,
  at,
  textVersion: '1',
  channel: 'form',
  sourceId: SourceId.parse('contact'),
  submissionId: SubmissionId.parse('s1'),
});

describe('a lead that another one becomes part of', () => {
  it('keeps what it says, and is filled where it says nothing', () => {
    const { kept: merged, from } = mergeLeads(
      kept('La', { fullName: 'Lan', nameKey: 'lan' }),
      kept('Lb', { fullName: 'Thị Lan', company: 'An Nhiên', title: 'CEO' }),
    );

    expect([merged.lead.leadId, merged.lead.fullName, merged.lead.company, merged.lead.title]).toEqual(['La', 'Lan', 'An Nhiên', 'CEO']);
    expect([from.get('fullName'), from.get('company'), from.has('email')]).toEqual(['survivor', 'loser', false]);
    expect(merged.provenance.fields.company?.[0]).toMatchObject({ value: 'An Nhiên', source: { kind: 'submission' } });
  });

  it('stays at its firm where that is known by its mailbox or a colleague alone', () => {
    const [sao, hoa] = [CompanyId.parse('Csao'), CompanyId.parse('Choa')];
    const typed = kept('Lb', { company: 'Hoa Mai', companyId: hoa });

    const { kept: merged, from } = mergeLeads(kept('La', { companyId: sao }), typed);
    expect([merged.lead.company, merged.lead.companyId, from.get('company')]).toEqual([null, sao, 'survivor']);
    const noFirm = mergeLeads(kept('La', { companyId: sao }), kept('Lb', { company: 'Hoa Mai', companyId: null }));
    expect(noFirm.kept.lead.companyId).toBe(sao);
    const sameFirm = mergeLeads(kept('La', { companyId: hoa }), typed);
    expect([sameFirm.kept.lead.company, sameFirm.kept.lead.companyId]).toEqual(['Hoa Mai', hoa]);
  });

  it('takes over, with the firm, that a colleague said so, and gives it back', () => {
    const hoa = CompanyId.parse('Choa');
    const said = { value: hoa, at: '2026-11-20T00:00:00.000Z', source: { kind: 'user' as const, id: 'admin' }, verified: true };
    const [survivor, loser] = [kept('La', {}), kept('Lb', { company: 'Hoa Mai', companyId: hoa }, { companyId: [said] })];

    const { kept: merged } = mergeLeads(survivor, loser);
    expect(merged.provenance.fields.companyId).toEqual([said]);
    const split = undoMerge({ survivor, loser }, [], merged);
    expect(split.survivor.provenance.fields.companyId).toBeUndefined();
    expect(split.loser.provenance.fields.companyId).toEqual([said]);
  });

  it('is given back without the firm that a colleague named since for the other one, who has it with their word', () => {
    const [hoa, sao] = [CompanyId.parse('Choa'), CompanyId.parse('Csao')];
    const [survivor, loser] = [kept('La', {}), kept('Lb', { company: 'Hoa Mai', companyId: hoa })];
    const { kept: merged } = mergeLeads(survivor, loser);
    const said = { value: sao, at: '2026-11-25T00:00:00.000Z', source: { kind: 'user' as const, id: 'admin' }, verified: true };
    const now = {
      lead: { ...merged.lead, companyId: sao },
      provenance: { ...merged.provenance, fields: { ...merged.provenance.fields, companyId: [said] } },
    };

    const split = undoMerge({ survivor, loser }, [], now);
    expect([split.survivor.lead.companyId, split.loser.lead.companyId]).toEqual([null, sao]);
    expect(split.loser.provenance.fields.companyId).toEqual([said]);
  });

  it('keeps addresses and numbers of both, and shows a number that reaches the person before one that does not', () => {
    const { lead } = mergeLeads(
      kept('La', { email: 'a@example.com', phone: phone('091', false) }),
      kept('Lb', { email: 'b@example.com', phone: phone('0912345678'), extraPhones: [phone('0912345679')] }),
    ).kept;

    expect([lead.email, lead.emails]).toEqual(['a@example.com', ['b@example.com']]);
    expect([lead.phone?.raw, lead.extraPhones.map(({ raw }) => raw)]).toEqual(['0912345678', ['091', '0912345679']]);
  });

  it('keeps every name of both that is another one without accents, once', () => {
    const { lead } = mergeLeads(
      kept('La', { fullName: 'Trần Thị Lan', otherNames: ['Lan Trần'] }),
      kept('Lb', { fullName: 'Lê Lan', otherNames: ['tran thi lan', 'LAN TRAN'] }),
    ).kept;
    const alike = mergeLeads(kept('La', { fullName: 'Trần Lan' }), kept('Lb', { fullName: 'Tran Lan' })).kept.lead;

    expect([lead.fullName, lead.otherNames, 'otherNames' in alike]).toEqual(['Trần Thị Lan', ['Lan Trần', 'Lê Lan'], false]);
  });

  it('has refused what either has refused, and adds up what happened', () => {
    const one = kept('La', {
      consent: { contact: grant(true, '2026-11-02') },
      evidence: { ...noEvidence, attempts: 2, qualification: 'yuuuu' },
    });
    const other = kept('Lb', {
      consent: { contact: grant(false, '2026-11-01') },
      evidence: { ...noEvidence, attempts: 1, reached: 1, qualification: 'Nyuuu' },
    });

    const { consent, evidence } = mergeLeads(one, other).kept.lead;
    expect([consent.contact?.granted, evidence.attempts, evidence.reached, evidence.qualification]).toEqual([false, 3, 1, 'Nyuuu']);
  });

  it.each([
    [true, true, true],
    [true, undefined, undefined],
    [undefined, true, undefined],
  ] as const)('has asked for more where either has (%s, %s)', (one, other, merged) => {
    const asks = (assignLater: true | undefined) => ({ evidence: { ...noEvidence, ...(assignLater && { assignLater }) } });

    expect(mergeLeads(kept('La', asks(one)), kept('Lb', asks(other))).kept.lead.evidence.assignLater).toBe(merged);
  });

  it('keeps a newsletter that the mailbox confirmed only with its address', () => {
    const newsletter = { ...grant(true, '2026-11-01'), confirmedAt: '2026-11-02' };
    const hidden = mergeLeads(kept('La', { email: 'a@example.com' }), kept('Lb', { email: 'b@example.com', consent: { newsletter } }));
    const shown = mergeLeads(kept('La', {}), kept('Lb', { email: 'b@example.com', consent: { newsletter } }));

    expect([hidden, shown].map(({ kept: { lead } }) => lead.consent.newsletter?.confirmedAt)).toEqual([undefined, '2026-11-02']);
  });

  it('names all its members, whatever they were merged into', () => {
    const first = mergeLeads(kept('La', {}), kept('Lb', {})).kept;

    expect(mergeLeads(kept('Lc', {}), first).kept.lead.members).toEqual(['La', 'Lb']);
  });
});

describe('two leads that cannot become one', () => {
  const many = Array.from({ length: 9 }, (_, place) => LeadId.parse(`Lm${place}`));

  it.each([
    { why: 'are one already', one: {}, other: { leadId: 'La' }, expected: 'sameLead' },
    { why: 'go round in a circle', one: {}, other: { members: [LeadId.parse('La')] }, expected: 'circle' },
    { why: 'would have too many members', one: { members: many }, other: { members: [LeadId.parse('Lx')] }, expected: 'tooMany' },
    { why: 'would hide one that is worked with', one: { status: 'disqualified' as const }, other: {}, expected: 'survivorNotActive' },
    { why: 'are one that is still being routed', one: { routing: null }, other: {}, expected: 'beingRouted' },
    { why: 'are none of these', one: { members: many }, other: {}, expected: null },
  ])('$why', ({ one, other: { leadId = 'Lb', ...other }, expected }) => {
    expect(whyNotMerged(kept('La', one).lead, kept(leadId, other).lead)).toBe(expected);
  });
});

describe('an undone merge', () => {
  it('leaves a refusal that was made since with both', () => {
    const [survivor, loser] = [kept('La', { email: 'a@example.com' }), kept('Lb', { consent: { contact: grant(true, '2026-11-01') } })];
    const merged = mergeLeads(survivor, loser).kept;
    const now = { ...merged, lead: { ...merged.lead, consent: { contact: grant(false, '2026-11-05') } } };

    const split = undoMerge({ survivor, loser }, [], now);
    expect([split.survivor.lead.consent.contact?.granted, split.loser.lead.consent.contact?.granted]).toEqual([false, false]);
  });

  it('gives an edit that nothing explains to the side whose value it replaced, and a new tag to the survivor', () => {
    const [survivor, loser] = [
      kept('La', { fullName: 'Lan', tags: ['vip'] }),
      kept('Lb', { company: 'An Nhiên', title: 'CEO', tags: ['old'] }),
    ];
    const merged = mergeLeads(survivor, loser).kept;
    const now = { ...merged, lead: { ...merged.lead, fullName: 'Lan Anh', company: 'An Nhiên Group', tags: ['vip', 'new'] } };

    const { survivor: one, loser: other } = undoMerge({ survivor, loser }, [], now);
    expect([one.lead.fullName, one.lead.company, one.lead.title, one.lead.tags]).toEqual(['Lan Anh', null, null, ['vip', 'new']]);
    expect([other.lead.fullName, other.lead.company, other.lead.title, other.lead.tags]).toEqual([null, 'An Nhiên Group', 'CEO', []]);
  });
});
