import { describe, expect, it } from '@jest/globals';
import { leadUpdated, stageChanged } from '../../../events/index.ts';
import {
  changeLead,
  dataOf,
  draftEntry,
  type EvidencePart,
  type Lead,
  type LeadEvidence,
  type LifecycleRules,
  movedByPerson,
  noEvidence,
  noLifecycleRules,
  putNewLead,
} from '../../../shared/leads/index.ts';
import { randomIds } from '../../../shared/platform/ids.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const rules: LifecycleRules = {
  ...noLifecycleRules,
  version: 3,
  enter: {
    mql: [{ temperature: 'hot' }, { temperature: 'warm', fit: 'A' }],
    sql: [{ confirmed: { need: 'yes' } }],
    sqo: [{ acceptedOpportunities: 1 }],
    customer: [{ paidPurchases: 1 }],
    repeat: [{ paidPurchases: 2 }],
  },
};

const told = draftEntry(leadUpdated, { fields: ['company'], submission: null });
const act = {
  at: new Date('2026-12-01T00:00:00.000Z'),
  actor: { kind: 'system', id: 'test' },
  cause: { correlationId: 'r', causationId: 'r' },
  rules,
  ids: randomIds,
} as const;

/** What becomes known of a lead, one change after another; or what a person says. */
type Step =
  | Partial<LeadEvidence>
  | { readonly takenBack: EvidencePart; readonly leaves: Partial<LeadEvidence> }
  | { readonly says: Lead['stage'] };

const paid = (count: number) => ({ purchases: { paid: count } });
const accepted = (count: number) => ({ opportunities: { open: count, accepted: count, won: 0 } });

function lived(steps: readonly Step[], by = rules) {
  let lead = sampleLead({ evidence: noEvidence });
  putNewLead(lead);
  const entries = [];
  for (const step of steps) {
    const known = 'takenBack' in step ? step.leaves : step;
    const changed = changeLead({
      ...act,
      rules: by,
      before: lead,
      draft: (before) => {
        if ('says' in step) return movedByPerson(before, step.says, 'spoke', act.at);
        const fields = { evidence: { ...before.evidence, ...known } };
        return { fields, entries: [told], takenBack: 'takenBack' in step ? [step.takenBack] : [] };
      },
    });
    lead = changed.after;
    entries.push(...changed.entries);
  }
  return { lead, entries };
}

describe('a stage whose evidence is taken back', () => {
  it.each<[string, readonly Step[], Lead['stage'], NonNullable<Lead['moved']>['by'] | undefined]>([
    [
      'falls to where the lead was',
      [{ temperature: 'hot' }, { takenBack: 'temperature', leaves: { temperature: 'cold' } }],
      'lead',
      'retraction',
    ],
    ['stays when the lead only cools', [{ temperature: 'hot' }, { temperature: 'cold' }], 'mql', 'evidence'],
    [
      'stays when it had cooled by itself before',
      [{ temperature: 'hot' }, { temperature: 'warm' }, { takenBack: 'temperature', leaves: { temperature: 'cold' } }],
      'mql',
      'evidence',
    ],
    [
      'stays when something else still speaks for it',
      [
        { temperature: 'hot', fit: 'A' },
        { takenBack: 'temperature', leaves: { temperature: 'warm' } },
      ],
      'mql',
      'evidence',
    ],
    [
      'stays when something else was taken back',
      [{ temperature: 'hot' }, { takenBack: 'quoteAsked', leaves: { temperature: 'cold' } }],
      'mql',
      'evidence',
    ],
    [
      'stays when a person chose it',
      [{ temperature: 'hot' }, { says: 'sql' }, { takenBack: 'temperature', leaves: { temperature: 'cold' } }],
      'sql',
      'person',
    ],
    [
      'falls no lower than to what a person chose',
      [{ says: 'sql' }, accepted(1), { takenBack: 'opportunities', leaves: accepted(0) }],
      'sql',
      'person',
    ],
    [
      'falls from customer to where it came from, though that has cooled',
      [{ temperature: 'hot' }, { temperature: 'cold' }, paid(1), { takenBack: 'purchases', leaves: paid(0) }],
      'mql',
      'retraction',
    ],
    ['falls by one order of two', [paid(1), paid(2), { takenBack: 'purchases', leaves: paid(1) }], 'customer', 'retraction'],
    [
      'falls by one order of two to a stage that was skipped',
      [paid(2), { takenBack: 'purchases', leaves: paid(1) }],
      'customer',
      'retraction',
    ],
    [
      'falls as far as all that rested on it',
      [{ temperature: 'hot' }, { says: 'lead' }, paid(2), { takenBack: 'purchases', leaves: { ...paid(0), temperature: 'cold' } }],
      'lead',
      'retraction',
    ],
    [
      'leaves nothing to fall back to where that was taken back earlier',
      [
        { temperature: 'hot' },
        accepted(1),
        { takenBack: 'temperature', leaves: { temperature: 'cold' } },
        { takenBack: 'opportunities', leaves: accepted(0) },
      ],
      'lead',
      'retraction',
    ],
    [
      'falls no lower than to what the same change brings',
      [paid(1), { takenBack: 'purchases', leaves: { ...paid(0), ...accepted(1) } }],
      'sqo',
      'retraction',
    ],
  ])('%s', (_name, steps, stage, by) => {
    const { lead } = lived(steps);

    expect([lead.stage, lead.moved?.by]).toEqual([stage, by]);
  });

  it('falls from customer whatever the rules say by then, for nobody buys without paying', () => {
    const { lead } = lived([paid(1)]);
    const stricter = { ...rules, enter: { ...rules.enter, customer: [{ paidPurchases: 2 }] } };

    const fallen = changeLead({
      ...act,
      rules: stricter,
      before: lead,
      draft: ({ evidence }) => ({ fields: { evidence: { ...evidence, ...paid(0) } }, entries: [told], takenBack: ['purchases'] }),
    });

    expect(fallen.after.stage).toBe('lead');
  });

  it('is told with what was taken back, and the rep who has the lead is warned', () => {
    const { entries } = lived([{ temperature: 'hot' }, { takenBack: 'temperature', leaves: { temperature: 'cold' } }]);

    expect(entries.flatMap((entry) => dataOf(stageChanged, entry) ?? [])).toMatchObject([
      { from: 'lead', to: 'mql', reason: 'evidence' },
      { from: 'mql', to: 'lead', reason: 'retraction', takenBack: ['temperature'], rulesVersion: 3 },
    ]);
    expect(entries.at(-1)).toMatchObject({ type: 'lead.handover_flagged', data: { repId: 'rep-lan', takenBack: ['temperature'] } });
  });

  it.each<[string, string, 'user' | 'system', boolean]>([
    ['no rep of a note that a colleague takes back', '2026-11-30T00:00:00.000Z', 'user', false],
    ['a rep who got the lead after the note', '2026-12-01T01:00:00.000Z', 'user', true],
    ['a rep of what is taken back by itself, on which they may have acted', '2026-11-30T00:00:00.000Z', 'system', true],
  ])('warns %s', (_whom, since, kind, isWarned) => {
    const { lead } = lived([{ qualification: 'Yuuuu' }]);
    const owned = { ...lead, owner: lead.owner && { ...lead.owner, since } };
    putNewLead(owned);

    const { entries } = changeLead({
      ...act,
      at: new Date('2026-12-02T00:00:00.000Z'),
      actor: { kind, id: 'one' },
      before: owned,
      draft: ({ evidence }) => ({
        fields: { evidence: { ...evidence, qualification: noEvidence.qualification } },
        entries: [told],
        takenBack: ['qualification'],
      }),
    });

    expect(entries.some(({ type }) => type === 'lead.handover_flagged')).toBe(isWarned);
  });

  it('warns no rep of an order that was taken back, for they had the lead before it', () => {
    const { entries } = lived([paid(1), { takenBack: 'purchases', leaves: paid(0) }]);

    expect(entries.map(({ type }) => type)).not.toContain('lead.handover_flagged');
    expect(entries.at(-1)).toMatchObject({ type: 'lead.stage_changed', data: { from: 'customer', reason: 'retraction' } });
  });
});
