import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadAssigned, leadUpdated, stageChanged } from '../../../events/index.ts';
import {
  changeLead,
  createLead,
  type DecideStage,
  draftEntry,
  type EntryDraft,
  eventOf,
  type Lead,
  type LeadDraft,
  type LeadFields,
  noLifecycleRules,
  noteOnLead,
  putNewLead,
  readLead,
  readTimeline,
  Stage,
  UntoldChangeError,
} from '../../../shared/leads/index.ts';
import { randomIds } from '../../../shared/platform/ids.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const act = {
  at: new Date('2026-11-22T04:00:00.000Z'),
  actor: { kind: 'user', id: 'user-mai' },
  cause: { correlationId: 'request-1', causationId: 'request-1' },
  rules: noLifecycleRules,
  ids: randomIds,
} as const;

const updated = (fields: readonly string[]): EntryDraft => draftEntry(leadUpdated, { fields: [...fields], submission: null });
const assigned = draftEntry(leadAssigned, { subject: 'lead', repId: 'rep-lan', poolId: 'south', decisionId: 'D1' });

/** Some fields of another lead: any of them may be what they were. */
const anyDraft = fc
  .tuple(
    anyLead(),
    fc.subarray<keyof LeadFields>(['fullName', 'company', 'products', 'evidence', 'tags', 'stage', 'extra'], { minLength: 1 }),
  )
  .map(([lead, names]) => ({
    fields: Object.fromEntries(names.map((name) => [name, lead[name]])) as Partial<LeadFields>,
    entries: names.includes('tags') ? [updated(names), assigned] : [updated(names)],
  }));

const movedBy = (from: Stage, to: Stage): EntryDraft =>
  draftEntry(stageChanged, {
    from,
    to,
    reason: 'person',
    evidence: { temperature: null, fit: null },
    rulesVersion: null,
    because: null,
    secondsInStage: 0,
  });

/** The draft, with the entry that a change of the stage needs. */
const told = (draft: LeadDraft, { stage }: Lead): LeadDraft =>
  draft.fields.stage === undefined || draft.fields.stage === stage
    ? draft
    : { ...draft, entries: [...draft.entries, movedBy(stage, draft.fields.stage)] };

/** A lifecycle by which a lead in a company's name is qualified, once. */
const qualifiesCompanies: DecideStage = (_before, after) =>
  after.company !== null && after.stage === 'lead' ? [{ to: 'mql', reason: 'evidence' }] : [];

async function seeded(lead: Lead) {
  const table = memoryTable();
  await table.transact(putNewLead(lead));
  return { table, before: lead };
}
const [template] = fc.sample(anyLead(), { numRuns: 1, seed: 1 });
if (!template) throw new Error('no lead');

describe('a change of a lead', () => {
  it('counts one version up and is told by entries of that version that fit their contracts, all in one transaction', async () => {
    const numRuns = runs(150, 5_000);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyLead(), anyDraft, async (lead, drafted) => {
        const { table, before } = await seeded(lead);
        const draft = told(drafted, before);
        const change = () => changeLead({ ...act, before, draft: () => draft });
        if (Object.entries(draft.fields).every(([name, value]) => JSON.stringify(value) === JSON.stringify(before[name as keyof Lead]))) {
          refused += 1;
          expect(change).toThrow(UntoldChangeError);
          return;
        }

        const { after, entries, writes } = change();
        await table.transact(writes);

        const { unseen: _unseen, ...counted } = after;
        expect(counted).toEqual({ ...before, ...draft.fields, version: before.version + 1, updatedAt: act.at.toISOString() });
        expect(await readLead(table, before.leadId)).toEqual(after);
        expect(entries.map(({ leadVersion, actor, at }) => [leadVersion, actor, at])).toEqual(
          draft.entries.map(() => [after.version, act.actor, after.updatedAt]),
        );
        for (const entry of entries) expect(eventOf(entry).detail.leadId).toBe(before.leadId);
        const profiles = writes.filter((write) => 'Put' in write && write.Put.Item?.sk === 'PROFILE');
        expect(writes).toHaveLength(1 + profiles.length + 1);
        const { entries: stored } = await readTimeline(table, before.leadId, { limit: 1 });
        expect(stored.map(({ place: _place, ...entry }) => entry).toReversed()).toEqual(entries);
      }),
      { numRuns, seed },
    );
    report(`changes of leads: ${numRuns}, of them ${refused} that change nothing (seed ${seed})`);
  });

  it('is refused whole when somebody was quicker', async () => {
    const { table, before } = await seeded(template);
    const change = (company: string) =>
      changeLead({ ...act, before, draft: () => ({ fields: { company }, entries: [updated(['company'])] }) });
    await table.transact(change('Hường Phát').writes);
    const items = table.items.size;

    await expect(table.transact(change('Kestrel').writes)).rejects.toThrow(ConditionFailedError);

    expect([(await readLead(table, before.leadId))?.company, table.items.size]).toEqual(['Hường Phát', items]);
  });

  it('is refused without an entry, and with one that its contract does not know', async () => {
    const { before } = await seeded(template);
    const change = (entries: readonly EntryDraft[]) =>
      changeLead({ ...act, before, draft: () => ({ fields: { company: 'Kestrel' }, entries }) });

    expect(() => change([])).toThrow(expect.objectContaining({ name: 'UntoldChangeError', retryable: false }));
    expect(() => change([updated([])])).toThrow();
    expect(() => createLead({ ...act, lead: before, entries: [] })).toThrow(UntoldChangeError);
    expect(() => noteOnLead(before, [], act, randomIds)).toThrow(UntoldChangeError);
    expect(() => noteOnLead({ ...before, stage: 'lead' }, [movedBy('lead', 'mql')], act, randomIds)).toThrow(UntoldChangeError);
  });

  it.each<[string, Partial<LeadFields>, EntryDraft]>([
    ['moves the stage and does not tell of it', { stage: 'customer' }, updated(['stage'])],
    ['tells of a stage that it does not move to', { company: 'Kestrel' }, movedBy('lead', 'customer')],
    ['tells of another stage than it moves to', { stage: 'customer' }, movedBy('lead', 'mql')],
    ['tells of a stage that the lead was not at', { stage: 'customer' }, movedBy('sql', 'customer')],
  ])('is refused when it %s', async (_what, fields, entry) => {
    const { before } = await seeded({ ...template, stage: 'lead' });

    const change = () => changeLead({ ...act, before, draft: () => ({ fields, entries: [entry] }) });

    expect(change).toThrow(UntoldChangeError);
  });

  it('moves the lead to the stage that its evidence leads to, in the same transaction, with an entry that says so', async () => {
    const numRuns = runs(50, 1_000);
    await fc.assert(
      fc.asyncProperty(anyLead(), async (lead) => {
        const { table, before } = await seeded({ ...lead, stage: Stage.enum.lead, company: null });
        const draft = () => ({ fields: { company: 'Kestrel' }, entries: [updated(['company'])] });

        const { after, entries, writes } = changeLead(
          { ...act, before, draft, rules: { ...noLifecycleRules, version: 7 } },
          qualifiesCompanies,
        );
        await table.transact(writes);

        expect([after.stage, after.version]).toEqual(['mql', before.version + 1]);
        expect(await readLead(table, before.leadId)).toEqual(after);
        expect(entries.map(({ type, leadVersion }) => [type, leadVersion])).toEqual([
          ['lead.updated', after.version],
          ['lead.stage_changed', after.version],
        ]);
        const { temperature, fit, purchases } = before.evidence;
        const evidence = { temperature, fit, ...(purchases.paid > 0 ? { purchases } : {}) };
        expect(entries[1]?.data).toMatchObject({ from: 'lead', to: 'mql', reason: 'evidence', evidence, rulesVersion: 7 });
        expect(after.moved).toEqual({ at: act.at.toISOString(), by: 'evidence' });
      }),
      { numRuns, seed },
    );
  });

  it('begins a new lead at the stage that its first evidence leads to', () => {
    const lead: Lead = { ...template, version: 1, stage: 'lead', company: 'Kestrel', owner: null, routing: null };

    const { after, entries } = createLead({ ...act, lead, entries: [assigned] }, qualifiesCompanies);

    expect([after.stage, after.version, entries.map(({ type }) => type)]).toEqual(['mql', 1, ['lead.assigned', 'lead.stage_changed']]);
  });
});

describe('a note on a lead', () => {
  it('leaves the lead as it is, and is refused when the lead is gone', async () => {
    const { table, before: lead } = await seeded(template);
    const { writes, entries } = noteOnLead(lead, [assigned], act, randomIds);

    await table.transact(writes);

    expect([await readLead(table, lead.leadId), entries.map(({ leadVersion }) => leadVersion)]).toEqual([lead, [lead.version]]);
    await expect(memoryTable().transact(writes)).rejects.toThrow(ConditionFailedError);
  });
});
