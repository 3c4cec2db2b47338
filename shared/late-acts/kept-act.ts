import type { keepLateActRoute } from '../../api/late-acts/keep-late-act.ts';
import type { PartOf } from '../../api/route.ts';
import { LateAct } from './late-act.ts';

type ActTold = PartOf<typeof keepLateActRoute, 'body'>['act'];

/** Returns what was noted as it is kept: without what was not said. */
export function keptAct(told: ActTold): LateAct['act'] {
  const { opportunityId: subject, ...act } = { opportunityId: undefined, ...told };
  return LateAct.shape.act.parse(JSON.parse(JSON.stringify({ ...act, subject })));
}
