import type { EvidencePart, LeadEvidence } from './evidence.ts';
import { type Lead, Stage } from './record.ts';
import { asksFor, conditionHolds, type StageCondition } from './rules-condition.ts';
import { isAbove, type Step, stagesAbove, stepsOf } from './rules-steps.ts';

/** Numbered rules that say which evidence moves a lead to which stage. */
export interface LifecycleRules {
  readonly version: number;
  /** Each stage with what brings a lead to it: one of these is enough. No evidence brings a lead to a stage that is not named. */
  readonly enter: Readonly<Partial<Record<Stage, readonly StageCondition[]>>>;
  /** What a person may do; a move that is not listed is impossible. */
  readonly moves: readonly PersonsMove[];
}

/** A move that a person may make, where the lead is known to be at these levels. */
export interface PersonsMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly needs?: StageCondition | undefined;
}

/** Move nothing: for changes that leave a lead's evidence as it is. */
export const noLifecycleRules: LifecycleRules = { version: 0, enter: {}, moves: [] };

/** A lead's way to another stage. */
export interface StageMove {
  readonly to: Stage;
  /** `rules`: the evidence is what it was, but its rules are others; `retraction`: evidence of the stage was taken back. */
  readonly reason: 'evidence' | 'rules' | 'retraction';
}

/**
 * Decides from a lead as it was (null: it is new), as it will be, the rules and the stages that it lost; reads nothing else, so it runs in
 * every change.
 */
export type DecideStage = (before: Lead | null, after: Lead, rules: LifecycleRules, lost: readonly Stage[]) => readonly StageMove[];

/**
 * Moves a lead up to the highest stage that its change brings: one whose condition holds now and did not hold before. So new rules move
 * nobody by themselves, what a person decided stands until something new becomes known, and a lead that cools stays where it is. A lead
 * that lost its stage goes back to the highest one that still stands or whose condition holds.
 */
export const decideStage: DecideStage = (before, after, rules, lost) => {
  const isBrought = (stage: Stage) =>
    conditionsOf(stage, rules).some(
      (condition) => conditionHolds(condition, after.evidence) && !(before && conditionHolds(condition, before.evidence)),
    );
  const stands = lost.includes(after.stage) ? stageLeft(after, rules, lost) : after.stage;
  const to = stagesAbove(stands).findLast(isBrought);
  return [
    ...(stands === after.stage ? [] : [{ to: stands, reason: 'retraction' as const }]),
    ...(to ? [{ to, reason: 'evidence' as const }] : []),
  ];
};

/**
 * Names the stages of a lead that rested on what a change takes back: a condition held by it and none holds any more. A stage that a person
 * chose rests on their word.
 */
export function lostStages(before: Lead, after: LeadEvidence, rules: LifecycleRules, takenBack: readonly EvidencePart[]): Stage[] {
  if (takenBack.length === 0) return [];
  const isLost = ({ stage, isChosen }: Step) =>
    !isChosen && (isWithoutFact(stage, after, takenBack) || hasLostAll(conditionsOf(stage, rules), before.evidence, after, takenBack));
  return stepsOf(before)
    .filter(isLost)
    .map(({ stage }) => stage);
}

function hasLostAll(
  conditions: readonly StageCondition[],
  before: LeadEvidence,
  after: LeadEvidence,
  takenBack: readonly EvidencePart[],
): boolean {
  const heldByIt = conditions.some((condition) => asksFor(condition, takenBack) && conditionHolds(condition, before));
  return heldByIt && !conditions.some((condition) => conditionHolds(condition, after));
}

/** Whatever the rules were when a lead became a customer: without any order that is paid it is none. */
function isWithoutFact(stage: Stage, { opportunities, purchases }: LeadEvidence, takenBack: readonly EvidencePart[]): boolean {
  if (purchases.paid > 0) return false;
  if (stage === 'customer' || stage === 'repeat') return takenBack.includes('purchases');
  return stage === 'sqo' && opportunities.accepted === 0 && takenBack.includes('opportunities');
}

function stageLeft(lead: Lead, rules: LifecycleRules, lost: readonly Stage[]): Stage {
  const left = stepsOf(lead).flatMap(({ stage }) => (lost.includes(stage) ? [] : [stage]));
  const holds = (stage: Stage) => conditionsOf(stage, rules).some((condition) => conditionHolds(condition, lead.evidence));
  return Stage.options.findLast((stage) => isAbove(lead.stage, stage) && (left.includes(stage) || holds(stage))) ?? 'lead';
}

/** Returns what brings a lead to a stage: any of these. */
export function conditionsOf(stage: Stage, { enter }: LifecycleRules): readonly StageCondition[] {
  return enter[stage] ?? [];
}
