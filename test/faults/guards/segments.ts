import { WorkMessage } from '../../../events/index.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import { addMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { lookAtSegmentsWork } from '../../../shared/segments/look-work.ts';
import { doWork } from '../../../shared/work/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SegmentWorld } from '../../support/segment-world.ts';
import { workWorld } from '../../support/work.ts';
import type { Alarm } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

export const segmentAlarms: readonly Alarm[] = [
  {
    invariant: 5,
    guard: 'the version of a membership, which is the seq of its movements',
    async prove(guard) {
      const world = new SegmentWorld({ id: 'hot', names: { vi: 'Nóng', en: 'Hot' }, rule: { temperature: ['hot'] } });
      const evidence = { ...noEvidence, temperature: 'hot' as const };
      world.put(sampleLead({ leadId: LeadId.parse('L1'), version: 1, createdAt: world.now.toISOString(), evidence }));
      await world.hear();
      const weakness: Weakness = guard === 'on' ? {} : { ignoresVersionsOn: ({ sk }) => sk.startsWith(keys.segmentPrefix) };
      const table = weakened(world.table, weakness);
      const looks = world.due().flatMap((look) => [1, 2, 3, 4].map((ms) => ({ look, at: addMs(world.now, ms) })));
      await Promise.all(
        looks.map(({ look, at }) => {
          const { parts } = workWorld(table, at);
          return doWork(WorkMessage.parse(look.body), [lookAtSegmentsWork], { ...parts, config: world.config });
        }),
      );
      const told = world.told().length;
      return told === 1 ? [] : [`a lead that came into a segment once is told of ${told} times`];
    },
  },
];
