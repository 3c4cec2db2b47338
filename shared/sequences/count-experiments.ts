import type { ConfigReader } from '../config/index.ts';
import { type CountedPerson, ExperimentCount, keepStanding, standingOf } from '../experiments/index.ts';
import type { Table } from '../platform/table.ts';
import { experimentsOf } from './rules-experiments.ts';
import { sequenceKind } from './sequence-config.ts';

/** A count of all experiments of the sequences in force: give it the facts of all people, then keep what they come to. */
export interface ExperimentsCount {
  take(person: CountedPerson): void;
  /** Returns how many were counted, and how many of them are decided now. Safe to repeat. */
  keep(table: Pick<Table, 'put'>, at: Date): Promise<{ readonly counted: number; readonly decided: number }>;
}

export async function countExperiments(config: ConfigReader): Promise<ExperimentsCount> {
  const { documents } = await config.current(sequenceKind);
  const counts = experimentsOf([...documents.values()]).map((experiment) => ({ experiment, count: new ExperimentCount(experiment) }));
  return {
    take(person) {
      if (person.trials.length === 0) return;
      for (const { count } of counts) count.take(person);
    },
    async keep(table, at) {
      let decided = 0;
      for (const { experiment, count } of counts) {
        const standing = standingOf(experiment, count.result(), at);
        const kept = await keepStanding(table, standing);
        if (kept === 'decided' || standing.verdict !== 'running') decided += 1;
      }
      return { counted: counts.length, decided };
    },
  };
}
