import type { LeadEvidence, QualificationFactor } from '../leads/evidence.ts';
import { lackingAnswers } from '../leads/rules-condition.ts';
import type { Grade, QualificationConfig } from './qualification-config.ts';

/** The word for how far a lead is qualified, and what the next better one would need. */
export interface Graded {
  readonly grade: Grade | null;
  /** Null where there is no better one. */
  readonly next: { readonly grade: Grade; readonly missing: readonly QualificationFactor[] } | null;
}

/** Grades a lead by its levels: it has the first grade of which it has all. */
export function gradeOf(evidence: Pick<LeadEvidence, 'qualification'>, { grades }: Pick<QualificationConfig, 'grades'>): Graded {
  const place = grades.findIndex((grade) => missingFor(grade, evidence).length === 0);
  const next = place < 0 ? grades.at(-1) : grades[place - 1];
  return {
    grade: grades[place] ?? null,
    next: next && place !== 0 ? { grade: next, missing: missingFor(next, evidence) } : null,
  };
}

function missingFor({ needs }: Grade, evidence: Pick<LeadEvidence, 'qualification'>): QualificationFactor[] {
  return lackingAnswers('qualification', needs, evidence).map(({ factor }) => factor);
}
