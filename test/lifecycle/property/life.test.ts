import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadUpdated, stageChanged, statusChanged } from '../../../events/index.ts';
import {
  changeLead,
  dataOf,
  draftEntry,
  type EvidencePart,
  type Lead,
  type LeadDraft,
  type LeadEvidence,
  type LifecycleRules,
  movedByPerson,
  movedByRules,
  noEvidence,
  putNewLead,
  recountStage,
  Stage,
  statusDraft,
  type TimelineEntry,
} from '../../../shared/leads/index.ts';
import { whyImpossible } from '../../../shared/lifecycle/rules-move.ts';
import { EntryId } from '../../../shared/platform/ids.ts';
import { comesBack, whyNot } from '../../../shared/status/rules-status.ts';
import { anyLife, type Happening } from '../../support/any-life.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { afterAll, atFirst, learntOf, leftOf } from '../../support/life-model.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const told = draftEntry(leadUpdated, { fields: ['company'], submission: null });
const time = (step: number) => new Date(Date.parse('2026-12-01T00:00:00.000Z') + step * 60_000);

/** What the product makes of a lead when something happens: null, nothing. */
function draftFor(lead: Lead, one: Happening, rules: LifecycleRules, at: Date): LeadDraft | null {
  const known = (evidence: LeadEvidence, takenBack: readonly EvidencePart[]): LeadDraft => ({
    fields: { evidence, company: at.toISOString() },
    entries: [told],
    takenBack,
  });
  const status = (...[to, reason]: [Lead['status'], NonNullable<Lead['statusSet']>['reason']]) =>
    statusDraft(lead, to, { reason, at, repId: null });
  switch (one.kind) {
    case 'learnt':
      return known(learntOf(lead.evidence, one.evidence), []);
    case 'takenBack':
      return known(leftOf(lead.evidence, one.parts, one.left), one.parts);
    case 'said':
      return whyImpossible(lead, one.to, rules) ? null : movedByPerson(lead, one.to, 'spoke', at);
    case 'recounted': {
      const found = recountStage(lead, rules);
      return found && !found.isKept ? movedByRules(lead, found.to, rules.version, at) : null;
    }
    case 'set':
      return whyNot(lead, one.to, one.reason) ? null : status(one.to, one.reason);
    case 'returned':
      return comesBack(lead, one.by, at.toISOString()) ? status('active', one.by) : null;
    case 'published':
      return null;
  }
}

const stages: readonly string[] = Stage.options;
const place = (stage: string) => stages.indexOf(stage);

/** Whether the moves of an entry are ones that there are. */
function isOnGraph({ data }: TimelineEntry, { moves }: LifecycleRules): boolean {
  const [from, to] = [place(String(data.from)), place(String(data.to))];
  switch (data.reason) {
    case 'person':
      return moves.some((move) => move.from === data.from && move.to === data.to);
    case 'retraction':
      return to < from && Array.isArray(data.takenBack) && data.takenBack.length > 0;
    default:
      return to > from;
  }
}

describe('the life of any lead', () => {
  it('keeps to its graph, and is the fold of evidence, words, recounts and statuses in their order', () => {
    const numRuns = runs(1_000, 100_000);
    let moves = 0;
    fc.assert(
      fc.property(anyLife, ({ rules: first, happenings }) => {
        let model = atFirst(first);
        let lead = sampleLead({ evidence: noEvidence });
        putNewLead(lead);
        const entries: TimelineEntry[] = [];
        for (const [step, one] of happenings.entries()) {
          model = afterAll(model, one);
          const { rules } = model;
          const at = time(step + 1);
          const draft = draftFor(lead, one, rules, at);
          if (!draft) continue;
          const act = {
            at,
            actor: { kind: 'system', id: 'test' },
            cause: { correlationId: 'c', causationId: 'c' },
            ids: { entryId: () => EntryId.parse(`T${step}`) },
          } as const;
          const changed = changeLead({ ...act, before: lead, rules, draft: () => draft });
          for (const entry of changed.entries) {
            if (entry.type === stageChanged.detailType && !isOnGraph(entry, rules))
              throw new Error(`off the graph: ${JSON.stringify(entry.data)}`);
          }
          lead = changed.after;
          entries.push(...changed.entries);
          if ((lead.stage === 'customer' || lead.stage === 'repeat') && lead.evidence.purchases.paid === 0)
            throw new Error('a customer without a paid order');
        }

        const moved = entries.flatMap((entry) => dataOf(stageChanged, entry) ?? []);
        const statuses = entries.flatMap((entry) => dataOf(statusChanged, entry) ?? []);
        moves += moved.length;
        expect(moved.map(({ from, to, reason }) => `${from} ${to} ${reason}`)).toEqual(model.told);
        expect([lead.stage, lead.moved?.by, lead.status, lead.statusSet?.reason]).toEqual([
          model.stage,
          model.by,
          model.status,
          model.statusReason,
        ]);
        expect([moved.at(-1)?.to ?? 'lead', statuses.at(-1)?.to ?? 'active']).toEqual([lead.stage, lead.status]);
      }),
      { numRuns, seed },
    );
    report(`${numRuns} lives of leads with ${moves} moves between stages`);
  });
});
