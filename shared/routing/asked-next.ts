import type { ConfigReader } from '../config/index.ts';
import type { Assignment } from './assignment.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { type AskedNext, askedAfter, passedBy } from './rules-offers.ts';

/** Finds who is asked behind an offer that was let pass, by the rules as they are now. */
export async function readAskedNext(assignment: Assignment | null, config: Pick<ConfigReader, 'current'>, at: Date): Promise<AskedNext> {
  if (assignment === null || assignment.state === 'offered') return 'nextRep';
  if (assignment.state !== 'waiting') return 'nobody';
  const [pools, reps] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  return askedAfter(pools.documents.get(assignment.poolId), passedBy(assignment, at), reps.documents);
}
