import { daysMs } from '../platform/clock.ts';
import type { Arm, ExperimentConfig, ExperimentGoal } from './experiment-config.ts';
import { type Evidence, noEvidence, weigh } from './rules-evidence.ts';

/** How long after a mail what somebody does counts for it. */
export const windowDays = 14;

/** How many people got a mail, and how many of them came to the goal within the window. */
export interface ArmCount {
  readonly sent: number;
  readonly reached: number;
}

/** What an experiment has come to by what facts know. */
export interface Count {
  readonly arms: Readonly<Record<Arm, ArmCount>>;
  /** Weighed until it was decided: people who come to the goal after that are in `arms` alone. */
  readonly evidence: Evidence;
  /** When the conversion happened that decided it, in epoch milliseconds; null while it runs. */
  readonly decidedAt: number | null;
}

interface Conversion {
  readonly at: number;
  readonly id: string;
  readonly arm: Arm;
}

type Trial = { readonly experimentId: string; readonly arm: Arm; readonly at: number };

/** What has to be known of a person; moments in epoch milliseconds. Facts have it. */
export interface CountedPerson {
  readonly id: string;
  readonly trials: readonly Trial[];
  readonly stages: readonly { readonly stage: string; readonly at: number }[];
  readonly orders: readonly { readonly facts: readonly { readonly kind: string; readonly at: number }[] }[];
  readonly enquiries: readonly { readonly kind: string; readonly at: number }[];
}

/**
 * Counts one experiment over the facts of all people. A person counts once, with the first mail of it. Whoever got both, because two records turned out
 * to be one person, tells nothing and is left out, and so is who was at the goal before the mail.
 */
export class ExperimentCount {
  readonly #of: Pick<ExperimentConfig, 'id' | 'goal'>;
  readonly #sent = { a: 0, b: 0 };
  readonly #conversions: Conversion[] = [];

  constructor(of: Pick<ExperimentConfig, 'id' | 'goal'>) {
    this.#of = of;
  }

  take(person: CountedPerson): void {
    const trial = onlyTrial(person.trials.filter(({ experimentId }) => experimentId === this.#of.id));
    if (!trial) return;
    const moments = momentsOf(person, this.#of.goal);
    if (isOnce(this.#of.goal) && moments.some((at) => at < trial.at)) return;
    this.#sent[trial.arm] += 1;
    const at = moments
      .filter((moment) => moment >= trial.at && moment <= trial.at + windowDays * daysMs)
      .toSorted((one, other) => one - other)[0];
    if (at !== undefined) this.#conversions.push({ at, id: person.id, arm: trial.arm });
  }

  result(): Count {
    // Two in one second: by the id, so that the order is the same each time.
    const inOrder = this.#conversions.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
    let evidence = noEvidence;
    let decidedAt: number | null = null;
    for (const { arm, at } of inOrder) {
      if (evidence.verdict !== 'running') break;
      evidence = weigh(evidence, arm);
      if (evidence.verdict !== 'running') decidedAt = at;
    }
    const countOf = (arm: Arm): ArmCount => ({ sent: this.#sent[arm], reached: inOrder.filter((one) => one.arm === arm).length });
    return { arms: { a: countOf('a'), b: countOf('b') }, evidence, decidedAt };
  }
}

function onlyTrial(trials: readonly Trial[]): Trial | undefined {
  const [first, ...others] = trials.toSorted((one, other) => one.at - other.at);
  return first && others.every(({ arm }) => arm === first.arm) ? first : undefined;
}

/** A stage is come to once; somebody may buy, or write, again and again. */
const isOnce = (goal: ExperimentGoal): boolean => goal !== 'purchase' && goal !== 'enquiry';

const stageOrder: readonly string[] = ['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'];

function momentsOf({ stages, orders, enquiries }: CountedPerson, goal: ExperimentGoal): number[] {
  if (goal === 'purchase') return orders.flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'paid').map(({ at }) => at));
  if (goal === 'enquiry') return enquiries.filter(({ kind }) => kind === 'repeat').map(({ at }) => at);
  return stages.filter(({ stage }) => stageOrder.indexOf(stage) >= stageOrder.indexOf(goal)).map(({ at }) => at);
}
