import { type Lead, type LeadStatus, Stage } from './record.ts';
import { conditionHolds, type StageCondition } from './rules-condition.ts';

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

/** A lead's way to another stage; `status` where that changes with it. */
export interface StageMove {
  readonly to: Stage;
  readonly status?: LeadStatus;
  /** `rules`: the evidence is what it was, but its rules are others. */
  readonly reason: 'evidence' | 'rules';
}

/** Decides from a lead as it was (null: it is new), as it will be, and the rules; reads nothing else, so it runs in every change. */
export type DecideStage = (before: Lead | null, after: Lead, rules: LifecycleRules) => readonly StageMove[];

/**
 * Moves a lead up to the highest stage that its change brings: one whose condition holds now and did not hold before. So new rules move
 * nobody by themselves, what a person decided stands until something new becomes known, and a lead that cools stays where it is.
 */
export const decideStage: DecideStage = (before, after, rules) => {
  const isBrought = (stage: Stage) =>
    (rules.enter[stage] ?? []).some(
      (condition) => conditionHolds(condition, after.evidence) && !(before && conditionHolds(condition, before.evidence)),
    );
  const to = stagesAbove(after.stage).findLast(isBrought);
  return to ? [{ to, reason: 'evidence' }] : [];
};

/** Returns the stages that come after one in a lead's life. */
function stagesAbove(stage: Stage): readonly Stage[] {
  return Stage.options.slice(Stage.options.indexOf(stage) + 1);
}
