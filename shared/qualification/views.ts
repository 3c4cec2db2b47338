import type { EvidenceView, FactorsView, QualificationView, QualifiedView } from '../../api/leads/qualification-view.ts';
import { factorLevel, noEvidence, type QualificationFactor } from '../leads/evidence.ts';
import type { Lead } from '../leads/index.ts';
import type { QualificationConfig } from './qualification-config.ts';
import type { Qualified } from './qualify-lead.ts';
import type { FactorEvidence, Qualification } from './record.ts';
import { decidingEvidence, isHeard } from './rules-fold.ts';
import { gradeOf } from './rules-grade.ts';

/** Shows what is known of each factor, as the record does; null while nobody knows anything. `qualification`: null in lists. */
export function recordQualification({ evidence }: Pick<Lead, 'evidence'>, qualification: Qualification | null): FactorsView | null {
  return evidence.qualification === noEvidence.qualification ? null : factorsView(evidence, qualification);
}

function factorsView(evidence: Pick<Lead['evidence'], 'qualification'>, qualification: Qualification | null): FactorsView {
  return forEachFactor((factor) => {
    const deciding = qualification && decidingEvidence(qualification[factor]);
    return { value: factorLevel(evidence, factor).level, evidence: deciding ? evidenceView(deciding) : null };
  });
}

/** Shows what a result has made of a lead. */
export function qualifiedView({ lead, qualification }: Qualified, rules: QualificationConfig): QualifiedView {
  const { leadId, version, stage, evidence } = lead;
  const { grade, next } = gradeOf(evidence, rules);
  return {
    leadId,
    version,
    stage,
    factors: factorsView(evidence, qualification),
    grade: grade && { id: grade.id, label: grade.label },
    next: next && { id: next.grade.id, label: next.grade.label, missing: [...next.missing] },
  };
}

/** Shows all that is known of a lead's qualification, with what to ask. */
export function qualificationView(qualified: Qualified, rules: QualificationConfig): QualificationView {
  const { lead, qualification } = qualified;
  return {
    ...qualifiedView(qualified, rules),
    quoteAsked: lead.evidence.quoteAsked,
    history: forEachFactor((factor) => qualification[factor].map(evidenceView)),
    script: {
      opening: rules.opening ?? null,
      questions: rules.questions.map(({ id, factor, ask, answers }) => ({
        id,
        factor,
        ask,
        answers: answers.map((answer) => ({ ...answer })),
        isOpen: !factorLevel(lead.evidence, factor).isConfirmed,
      })),
    },
  };
}

function evidenceView(evidence: FactorEvidence): EvidenceView {
  const { kind, level, at, by, ref } = evidence;
  return {
    kind,
    level,
    at,
    by: isHeard(evidence) ? by : null,
    // The form alone, not which post of it: whoever posts a guessed number would find the lead that has it.
    formId: kind === 'form' ? (/^form\/([^/]+)\//.exec(ref)?.[1] ?? null) : null,
    rule: kind === 'behaviour' ? ref : null,
  };
}

function forEachFactor<Value>(valueFor: (factor: QualificationFactor) => Value): Record<QualificationFactor, Value> {
  return {
    need: valueFor('need'),
    fit: valueFor('fit'),
    budget: valueFor('budget'),
    authority: valueFor('authority'),
    timeline: valueFor('timeline'),
  };
}
