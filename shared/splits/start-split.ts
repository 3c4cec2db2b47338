import type { SplitView } from '../../api/pools/split-view.ts';
import type { SplitBody } from '../../api/pools/start-split.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { type PoolId, RepId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { gatedReps } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { beginSplit, type SplitAsked, splitOf } from './begin-split.ts';
import { findOwned, findWaiting } from './find-leads.ts';
import type { SplitParts } from './parts.ts';
import { planSplit } from './rules-plan.ts';
import type { Wish } from './rules-shares.ts';
import { splitView } from './show-split.ts';
import { placeOfPool } from './split.ts';

/** Somebody splits leads of a pool, or takes several back to it. */
export interface PoolSplitAsked {
  readonly poolId: PoolId;
  readonly body: SplitBody;
  readonly principal: Principal;
}

/** Says what a split would do. Nothing happens. @throws NotFoundError; InvalidInputError */
export async function previewSplit(asked: PoolSplitAsked, parts: SplitParts): Promise<SplitView> {
  const { split, pool, isCut, reps } = await planned(asked, parts);
  const now = parts.clock();
  const begun = splitOf(split, parts);
  const wanted = new Map(begun.shares.flatMap(({ repId, planned: leads }) => (repId === null ? [] : [[repId, leads] as const])));
  const gated = await gatedReps(pool, wanted, { table: parts.table, config: parts.config, at: now });
  return splitView(begun, namesIn(reps), { gated, leftOut: split.plan.leftOut, isCut, warnings: [] });
}

/** Begins a split. @throws NotFoundError; InvalidInputError; ImpossibleSplitError */
export async function startSplit(
  asked: PoolSplitAsked,
  along: (view: SplitView) => readonly WriteItem[],
  parts: SplitParts,
): Promise<SplitView> {
  const { split, reps } = await planned(asked, parts);
  return beginSplit(split, { names: namesIn(reps), along }, parts);
}

export const namesIn = (reps: ReadonlyMap<string, RepConfig>) => ({ rep: (repId: RepId) => reps.get(repId)?.name });

interface PlannedSplit {
  readonly split: SplitAsked;
  readonly pool: PoolConfig;
  readonly reps: ReadonlyMap<string, RepConfig>;
  readonly isCut: boolean;
}

async function planned({ poolId, body, principal }: PoolSplitAsked, { table, config, clock }: SplitParts): Promise<PlannedSplit> {
  const [pools, { documents: reps }] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  const pool = pools.documents.get(poolId);
  if (!pool || !mayWithPool(principal, 'pool.split', { poolId, repIds: [] })) throw new NotFoundError('no such pool');
  const wishes = body.to === 'pool' ? null : wishesOf(body.to, pool.members, reps);
  if (body.from === 'waiting' && wishes === null)
    throw new InvalidInputError('What waits is in the pool already.', [{ path: 'to', message: 'name reps' }]);
  if (body.from === 'waiting' && body.reps)
    throw new InvalidInputError('Nobody has what waits.', [{ path: 'reps', message: 'leave it out, or write "from": "owned"' }]);
  const finding = { table, principal, poolId, filter: body.filter ?? {}, at: clock() };
  const { candidates, isCut } = body.from === 'waiting' ? await findWaiting(finding) : await findOwned(finding, ownersOf(body, pool, reps));
  const plan = planSplit(candidates, wishes);
  const kind = wishes === null ? 'recall' : 'split';
  const split = { kind, place: placeOfPool(poolId), poolId, reason: body.reason, by: principal.userId, plan } as const;
  return { split, pool, reps, isCut };
}

/** @throws InvalidInputError for a rep who is not of the pool, takes no leads, or is named twice; or where some have quantities and some have none */
export function wishesOf(
  to: readonly { readonly repId: string; readonly leads?: number | undefined; readonly weight?: number | undefined }[],
  members: PoolConfig['members'],
  reps: ReadonlyMap<string, RepConfig>,
): Wish[] {
  const seen = new Set<string>();
  const faults = to.flatMap(({ repId, leads }, place) => {
    const path = `to.${place}.repId`;
    const isTwice = seen.has(repId);
    seen.add(repId);
    if (isTwice) return [{ path, message: 'this rep is named twice' }];
    if (!members.some((member) => member.repId === repId)) return [{ path, message: 'name a rep of the pool, or of one that you lead' }];
    if (!reps.get(repId)?.active) return [{ path, message: 'this rep is not active' }];
    const isOther = (leads === undefined) !== (to[0]?.leads === undefined);
    return isOther ? [{ path: `to.${place}.leads`, message: 'give a number to each of them, or to none' }] : [];
  });
  if (faults.length > 0) throw new InvalidInputError('Leads cannot be split like this.', faults);
  return to.map(({ repId, leads, weight }) => ({ repId: RepId.parse(repId), leads, weight }));
}

/** Those who were named, also such as left the pool since; else all members. @throws InvalidInputError */
function ownersOf({ reps: named }: SplitBody, { members }: PoolConfig, reps: ReadonlyMap<string, RepConfig>): RepId[] {
  if (!named) return members.map(({ repId }) => repId);
  const faults = named.flatMap((repId, place) =>
    reps.has(repId) ? [] : [{ path: `reps.${place}`, message: 'name a rep of the configuration' }],
  );
  if (faults.length > 0) throw new InvalidInputError('There is no such rep.', faults);
  return [...new Set(named)].map((repId) => RepId.parse(repId));
}
