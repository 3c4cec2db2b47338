import { z } from 'zod';
import { Bilingual, Factor, FactorLevel, formId, Stage } from '../words.ts';

const EvidenceView = z
  .object({
    kind: z.enum(['form', 'behaviour', 'call', 'person']).meta({
      description: 'An answer in a form, what the person did, a colleague’s call, or a colleague who heard it otherwise',
    }),
    level: FactorLevel,
    at: z.string(),
    by: z.string().nullable().meta({ description: 'The colleague; null for what the person wrote or did' }),
    formId,
    rule: z.string().nullable().meta({ description: 'The scoring rule that says so of a behaviour' }),
  })
  .meta({ id: 'QualificationEvidence' });
export type EvidenceView = z.infer<typeof EvidenceView>;

const FactorView = z.object({
  value: FactorLevel,
  evidence: EvidenceView.nullable().meta({ description: 'What decides it; null for what is unknown, and in lists' }),
});

/** What is known of each factor, as the record shows it. */
export const FactorsView = z
  .object({ need: FactorView, fit: FactorView, budget: FactorView, authority: FactorView, timeline: FactorView })
  .meta({ id: 'QualificationFactors' });
export type FactorsView = z.infer<typeof FactorsView>;

const GradeView = z.object({ id: z.string(), label: Bilingual });

/** How far the lead is. */
const graded = {
  grade: GradeView.nullable().meta({ description: 'The best of the company’s grades of which the lead has all; null for none' }),
  next: GradeView.extend({ missing: z.array(Factor) })
    .nullable()
    .meta({ description: 'The next better grade, with the factors of which more would have to be known' }),
};

/** What a colleague’s result has made of a lead. */
export const QualifiedView = z
  .object({ leadId: z.string(), version: z.number().int(), stage: Stage, factors: FactorsView, ...graded })
  .meta({ id: 'QualifiedLead' });
export type QualifiedView = z.infer<typeof QualifiedView>;

const QuestionView = z.object({
  id: z.string(),
  factor: Factor,
  ask: Bilingual,
  answers: z.array(z.object({ id: z.string(), label: Bilingual, level: FactorLevel })),
  isOpen: z.boolean().meta({ description: 'No colleague has heard of its factor yet' }),
});

export const QualificationView = QualifiedView.extend({
  quoteAsked: z.boolean(),
  history: z.object({
    need: z.array(EvidenceView),
    fit: z.array(EvidenceView),
    budget: z.array(EvidenceView),
    authority: z.array(EvidenceView),
    timeline: z.array(EvidenceView),
  }),
  script: z.object({ opening: Bilingual.nullable(), questions: z.array(QuestionView) }),
}).meta({ id: 'Qualification' });
export type QualificationView = z.infer<typeof QualificationView>;
