import { defineWork } from '../work/index.ts';
import { tellPools } from './duty.ts';
import { poolKind, poolsOfRep } from './pool-config.ts';
import { tellDutyRequest } from './tell-duty-request.ts';

/** Has the pools of reps take over what was switched for them. They hear of it at once as well, and find that they know. */
export const tellDutyWork = defineWork({
  kind: 'tellDuty' satisfies typeof tellDutyRequest.kind,
  schema: tellDutyRequest.schema,
  async run({ repIds }, { config, queues, clock }) {
    const { documents } = await config.current(poolKind);
    for (const repId of repIds) {
      const poolIds = poolsOfRep(documents.values(), repId).map(({ id }) => id);
      await tellPools(repId, poolIds, { assign: queues.assign, clock });
    }
  },
});
