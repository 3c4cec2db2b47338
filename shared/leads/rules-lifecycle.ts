import type { EntryDraft } from './draft.ts';
import type { Lead, Stage } from './record.ts';

/** Numbered rules that say which evidence moves a lead to which stage. */
export interface LifecycleRules {
  readonly version: number;
}

/** Stand in force as long as a company publishes none: nothing moves. */
export const noLifecycleRules: LifecycleRules = { version: 0 };

/** A lead's way to another stage, with the entry that tells of it. */
export interface StageMove {
  readonly stage: Stage;
  readonly entry: EntryDraft;
}

/** Decides from a lead as it was (null: it is new), as it will be, and the rules; reads nothing else, so it runs in every change. */
export type DecideStage = (before: Lead | null, after: Lead, rules: LifecycleRules) => readonly StageMove[];

/** Moves nothing, because no rules can be published yet. */
export const decideStage: DecideStage = () => [];
