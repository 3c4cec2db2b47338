import {
  type EvidencePart,
  FitLevel,
  factorLevel,
  type LeadEvidence,
  QualificationFactor,
  QualificationLevel,
  Temperature,
} from './evidence.ts';

/** Answers of a qualification, each at least. */
export type NeededAnswers = Readonly<Partial<Record<QualificationFactor, QualificationLevel | undefined>>>;

/** What must be known of a lead, all of it: each level and each count at least. What else evidence may say joins here, as one more field. */
export interface StageCondition {
  readonly temperature?: Temperature | undefined;
  readonly fit?: FitLevel | undefined;
  /** Whoever says so: a form, behaviour or a colleague. */
  readonly qualification?: NeededAnswers | undefined;
  /** As a colleague heard it from the person. */
  readonly confirmed?: NeededAnswers | undefined;
  readonly quoteAsked?: true | undefined;
  readonly reached?: number | undefined;
  readonly acceptedOpportunities?: number | undefined;
  readonly paidPurchases?: number | undefined;
}

/** What a condition asks for and the lead does not have. */
export type Lacking =
  | { readonly what: 'temperature'; readonly asked: Temperature; readonly stands: Temperature }
  | { readonly what: 'fit'; readonly asked: FitLevel; readonly stands: FitLevel }
  | LackingAnswer
  | { readonly what: 'quoteAsked' }
  | { readonly what: 'reached' | 'acceptedOpportunities' | 'paidPurchases'; readonly asked: number; readonly stands: number };

/** An answer of a qualification of which more is needed. */
interface LackingAnswer {
  readonly what: 'qualification' | 'confirmed';
  readonly factor: QualificationFactor;
  readonly asked: QualificationLevel;
  readonly stands: QualificationLevel;
}

/** Tells whether a lead has all that a condition asks for. */
export function conditionHolds(condition: StageCondition, evidence: LeadEvidence): boolean {
  return lackingEvidence(condition, evidence).length === 0;
}

/** What of the evidence each part of a condition is about. */
const partOf = {
  temperature: 'temperature',
  fit: 'fit',
  qualification: 'qualification',
  confirmed: 'qualification',
  quoteAsked: 'quoteAsked',
  reached: 'reached',
  acceptedOpportunities: 'opportunities',
  paidPurchases: 'purchases',
} as const satisfies Record<keyof StageCondition, EvidencePart>;

/** Tells whether a condition asks for any of some parts of the evidence. */
export function asksFor(condition: StageCondition, parts: readonly EvidencePart[]): boolean {
  const asked = new Map(Object.entries(condition));
  return Object.entries(partOf).some(([name, part]) => asked.get(name) !== undefined && parts.includes(part));
}

/** Names what a condition asks for and the lead does not have. */
export function lackingEvidence(condition: StageCondition, evidence: LeadEvidence): Lacking[] {
  const { temperature, fit, qualification = {}, confirmed = {}, quoteAsked } = condition;
  return [
    ...(temperature !== undefined && isBelow(Temperature.options, evidence.temperature, temperature)
      ? [{ what: 'temperature' as const, asked: temperature, stands: evidence.temperature }]
      : []),
    // A comes first: the lower the place, the better the fit.
    ...(fit !== undefined && isBelow(FitLevel.options, fit, evidence.fit)
      ? [{ what: 'fit' as const, asked: fit, stands: evidence.fit }]
      : []),
    ...lackingAnswers('qualification', qualification, evidence),
    ...lackingAnswers('confirmed', confirmed, evidence),
    ...(quoteAsked && !evidence.quoteAsked ? [{ what: 'quoteAsked' as const }] : []),
    ...lackingCount('reached', condition.reached, evidence.reached),
    ...lackingCount('acceptedOpportunities', condition.acceptedOpportunities, evidence.opportunities.accepted),
    ...lackingCount('paidPurchases', condition.paidPurchases, evidence.purchases.paid),
  ];
}

/** Names the answers of a qualification that are needed and that the lead does not have. */
export function lackingAnswers(
  what: LackingAnswer['what'],
  needed: NeededAnswers,
  evidence: Pick<LeadEvidence, 'qualification'>,
): LackingAnswer[] {
  return QualificationFactor.options.flatMap((factor) => {
    const asked = needed[factor];
    if (asked === undefined) return [];
    const { level, isConfirmed } = factorLevel(evidence, factor);
    const stands = what === 'confirmed' && !isConfirmed ? 'unknown' : level;
    return isBelow(QualificationLevel.options, stands, asked) ? [{ what, factor, asked, stands }] : [];
  });
}

function lackingCount(what: 'reached' | 'acceptedOpportunities' | 'paidPurchases', asked: number | undefined, stands: number): Lacking[] {
  return asked !== undefined && stands < asked ? [{ what, asked, stands }] : [];
}

function isBelow<Level>(levels: readonly Level[], one: Level, other: Level): boolean {
  return levels.indexOf(one) < levels.indexOf(other);
}
