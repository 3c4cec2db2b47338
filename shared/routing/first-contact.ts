import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { contactDueAt } from './rules-first-contact.ts';

/** Finds by when a rep is to reach out to whom a pool gives them at a moment, or to who becomes hot then, by the hours as they are now. */
export async function findContactDue(
  { repId, poolId }: { readonly repId: RepId; readonly poolId: PoolId },
  since: Date,
  config: ConfigReader,
): Promise<string> {
  const [pools, reps, company] = await Promise.all([config.current(poolKind), config.current(repKind), readCompany(config)]);
  return isoTime(contactDueAt(pools.documents.get(poolId), { rep: reps.documents.get(repId), company, since }));
}
