import { SequenceId } from '../../../shared/platform/ids.ts';
import { enrolRequest } from '../../../shared/sequences/enrol-request.ts';
import { askFor } from '../../../shared/work/index.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { sequenceOf, wait } from '../../support/sequences.ts';
import type { Alarm } from './alarm.ts';
import { weakened } from './weakened-table.ts';

const sequence = sequenceOf([wait('w', { for: 'P1D' })]);

export const sequenceAlarms: readonly Alarm[] = [
  {
    invariant: 4,
    guard: "the enrolment's version",
    async prove(guard) {
      const world = new SequenceWorld(sequence);
      const { leadId } = await world.make();
      const table = guard === 'on' ? world.table : weakened(world.table, { ignoresConditionsOn: ({ sk }) => sk.startsWith('ENROL#') });
      const asked = ['T1', 'T2', 'T3'].map((entryId) => {
        const request = { leadId, sequenceId: SequenceId.parse('thu'), happenedAt: world.now.toISOString(), about: {}, version: 1 };
        return askFor(enrolRequest, enrolRequest.schema.parse({ ...request, entryId }));
      });

      await Promise.all(asked.map((message) => world.work(message, { table: () => table, queue: (queue) => queue })));

      const begun = world.entries().filter(({ type }) => type === 'sequence.enrolled');
      return begun.slice(1).map(({ data }) => `${leadId} was put in ${begun.length} times, as run ${String(data.run)}`);
    },
  },
];
