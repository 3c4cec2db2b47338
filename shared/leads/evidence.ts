import { z } from 'zod';

export const Temperature = z.enum(['cold', 'warm', 'hot']);
export type Temperature = z.infer<typeof Temperature>;
/** How well a lead fits the ideal customer; the levels are the scoring rules'. */
export const FitLevel = z.enum(['A', 'B', 'C', 'D']);
export type FitLevel = z.infer<typeof FitLevel>;

/** What a qualification asks, in the order of its letters. */
export const QualificationFactor = z.enum(['need', 'fit', 'budget', 'authority', 'timeline']);
export type QualificationFactor = z.infer<typeof QualificationFactor>;
/** From the least to the most. */
export const QualificationLevel = z.enum(['unknown', 'no', 'partly', 'yes']);
export type QualificationLevel = z.infer<typeof QualificationLevel>;
/** Orders levels from the least to the most. */
export const compareLevels = (one: QualificationLevel, other: QualificationLevel): number =>
  QualificationLevel.options.indexOf(one) - QualificationLevel.options.indexOf(other);

/** The answer to one factor. */
export interface FactorLevel {
  readonly level: QualificationLevel;
  /** A colleague heard it from the person, in a call or elsewhere; false for what a form or behaviour says. */
  readonly isConfirmed: boolean;
}

const count = z.number().int().nonnegative();

/** What is known of a lead in short, so that its stage is decided without another read. Whoever changes evidence writes it along. */
export const LeadEvidence = z.object({
  /** How much interest the lead shows, by the scoring rules in force at its last change. */
  temperature: Temperature,
  fit: FitLevel,
  /** A letter per factor: the first of its level, large where a colleague confirmed it. */
  qualification: z.string().regex(/^[unpyNPY]{5}$/),
  /** The person asked for a quote. */
  quoteAsked: z.boolean(),
  /** Whatever the person posted so far was by forms that leave whoever posts them to marketing, such as the newsletter's. @default - they asked for more */
  assignLater: z.literal(true).exactOptional(),
  /** Calls that a person made, and those that reached somebody. */
  attempts: count,
  reached: count,
  opportunities: z.object({ open: count, accepted: count, won: count }),
  /** Orders that are fully paid and were not taken back. */
  purchases: z.object({ paid: count }),
});
export type LeadEvidence = z.infer<typeof LeadEvidence>;

/** A part of what is known of a lead that a stage may rest on. */
export type EvidencePart = Exclude<keyof LeadEvidence, 'assignLater'>;

/** What is known of somebody of whom nothing is known. */
export const noEvidence: LeadEvidence = {
  temperature: 'cold',
  fit: 'D',
  qualification: 'uuuuu',
  quoteAsked: false,
  attempts: 0,
  reached: 0,
  opportunities: { open: 0, accepted: 0, won: 0 },
  purchases: { paid: 0 },
};

/** Writes the answers of a qualification as letters; a factor that is not named is unknown. */
export function qualificationLetters(answers: Readonly<Partial<Record<QualificationFactor, FactorLevel>>>): string {
  return QualificationFactor.options
    .map((factor) => {
      const { level, isConfirmed } = answers[factor] ?? unknown;
      return isConfirmed && level !== 'unknown' ? level.charAt(0).toUpperCase() : level.charAt(0);
    })
    .join('');
}

/** Reads the answer to one factor from the letters of a lead. */
export function factorLevel({ qualification }: Pick<LeadEvidence, 'qualification'>, factor: QualificationFactor): FactorLevel {
  const letter = qualification.charAt(QualificationFactor.options.indexOf(factor));
  const level = QualificationLevel.options.find((one) => one.startsWith(letter.toLowerCase())) ?? 'unknown';
  return { level, isConfirmed: letter !== letter.toLowerCase() };
}

/** Tells whether a colleague heard any answer of a qualification from the person: somebody has talked to them. */
export function isHeard({ qualification }: Pick<LeadEvidence, 'qualification'>): boolean {
  return qualification !== qualification.toLowerCase();
}

const unknown: FactorLevel = { level: 'unknown', isConfirmed: false };
