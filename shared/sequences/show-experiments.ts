import type { ExperimentsView } from '../../api/experiments/experiment-view.ts';
import type { ConfigReader } from '../config/index.ts';
import { claimOf, enoughEvidence, mostConversions, readStandings, windowDays } from '../experiments/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import type { Table } from '../platform/table.ts';
import { experimentsOf } from './rules-experiments.ts';
import { sequenceKind } from './sequence-config.ts';

/** Shows how the experiments of the sequences in force stood when they were counted last, and what may be claimed of each. */
export async function showExperiments(parts: {
  readonly table: Pick<Table, 'batchGet'>;
  readonly config: ConfigReader;
}): Promise<ExperimentsView> {
  const [{ documents: sequences }, { documents: templates }] = await Promise.all([
    parts.config.current(sequenceKind),
    parts.config.current(templateKind),
  ]);
  const experiments = experimentsOf([...sequences.values()]);
  const standings = await readStandings(
    parts.table,
    experiments.map(({ id }) => id),
  );
  const mail = (templateId: string, count: { readonly sent: number; readonly reached: number } | undefined) => {
    const names = templates.get(templateId)?.names ?? { vi: templateId, en: templateId };
    return { templateId, names, sent: count?.sent ?? 0, reached: count?.reached ?? 0 };
  };
  return {
    enough: enoughEvidence,
    most: mostConversions,
    windowDays,
    items: experiments.map(({ id, goal, sequenceId, names, stepId, first, template }) => {
      const standing = standings.get(id);
      return {
        experimentId: id,
        sequenceId,
        sequenceNames: names,
        stepId,
        goal,
        a: mail(first, standing?.a),
        b: mail(template, standing?.b),
        verdict: standing?.verdict ?? 'running',
        eValue: standing?.eValue ?? 1,
        weighed: standing?.weighed ?? 0,
        countedAt: standing?.countedAt ?? null,
        decidedAt: standing?.decidedAt ?? null,
        claim: claimOf(standing),
      };
    }),
  };
}
