import type { Lead, LeadStatus, Stage } from './record.ts';

/** Numbered rules that say which evidence moves a lead to which stage. */
export interface LifecycleRules {
  readonly version: number;
}

/** Stand in force as long as a company publishes none: nothing moves. */
export const noLifecycleRules: LifecycleRules = { version: 0 };

/** A lead's way to another stage; `status` where that changes with it. */
export interface StageMove {
  readonly to: Stage;
  readonly status?: LeadStatus;
  /** `rules`: the evidence is what it was, but its rules are others. */
  readonly reason: 'evidence' | 'rules';
}

/** Decides from a lead as it was (null: it is new), as it will be, and the rules; reads nothing else, so it runs in every change. */
export type DecideStage = (before: Lead | null, after: Lead, rules: LifecycleRules) => readonly StageMove[];

/** Moves nothing, because no rules can be published yet. */
export const decideStage: DecideStage = () => [];
