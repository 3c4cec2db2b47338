import { type Lead, Stage, type StageReason } from './record.ts';

/** A stage that a lead came to and that still stands. */
export interface Step {
  readonly stage: Stage;
  /** A person said so; whatever evidence is taken back, it stands. */
  readonly isChosen: boolean;
}

/** Every lead stands on these, so that they are no step. */
const bottom: readonly Stage[] = ['anonymous', 'lead'];

/** Steps lie on the lead as letters, because each lead has a kilobyte only; a large letter: a person chose it. */
const letters = { mql: 'm', sql: 's', sqo: 'o', customer: 'c', repeat: 'r' } as const satisfies Partial<Record<Stage, string>>;

const placeOf = (stage: Stage) => Stage.options.indexOf(stage);

/** Tells whether one stage comes after another in a lead's life. */
export const isAbove = (one: Stage, other: Stage): boolean => placeOf(one) > placeOf(other);

/** Returns the stages that come after one in a lead's life. */
export function stagesAbove(stage: Stage): readonly Stage[] {
  return Stage.options.filter((one) => isAbove(one, stage));
}

/** Returns the steps by which a lead came to where it is, the lowest first; a stage that was skipped is none. */
export function stepsOf({ stage, moved }: Pick<Lead, 'stage' | 'moved'>): Step[] {
  if (bottom.includes(stage)) return [];
  return [...stepsBelow(moved?.below), { stage, isChosen: moved?.by === 'person' }];
}

/** Says how a lead came to a stage at which it has not been before, over the steps that still stand. */
export function movedTo(to: Stage, by: StageReason, steps: readonly Step[], at: Date): NonNullable<Lead['moved']> {
  const isChosen = steps.some((step) => step.stage === to && step.isChosen);
  return {
    at: at.toISOString(),
    by: isChosen && by === 'retraction' ? 'person' : by,
    ...below(steps.filter(({ stage }) => isAbove(to, stage))),
  };
}

/** Takes steps away from under the one on which a lead stands. */
export function withoutSteps<Steps extends Pick<Lead, 'stage' | 'moved'>>(lead: Steps, lost: readonly Stage[]): Steps {
  const { moved } = lead;
  if (moved?.below === undefined || lost.length === 0) return lead;
  const { below: before, ...rest } = moved;
  return { ...lead, moved: { ...rest, ...below(stepsBelow(before).filter(({ stage }) => !lost.includes(stage))) } };
}

function stepsBelow(written = ''): Step[] {
  return [...written].flatMap((letter) =>
    Stage.options
      .filter((stage) => letterOf(stage) === letter.toLowerCase())
      .map((stage) => ({ stage, isChosen: letter !== letter.toLowerCase() })),
  );
}

function below(steps: readonly Step[]): { readonly below?: string } {
  if (steps.length === 0) return {};
  return { below: steps.map(({ stage, isChosen }) => (isChosen ? letterOf(stage).toUpperCase() : letterOf(stage))).join('') };
}

function letterOf(stage: Stage): string {
  return new Map<string, string>(Object.entries(letters)).get(stage) ?? '';
}
