import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { PoolId, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from './rep-config.ts';

export const PoolConfig = z.object({
  id: PoolId,
  name: bilingual,
  /** Weight: share of the pool's leads. Every decision keeps all members that it weighed, in one item of the table. */
  members: z
    .array(z.object({ repId: RepId, weight: z.number().int().min(1).max(100).default(1) }))
    .max(500, 'a pool has at most 500 members: split it by territory'),
  /** Who has to accept what the pool gives: nobody, it is the rep's at once. */
  accept: z.enum(['none']).default('none'),
});
export type PoolConfig = z.infer<typeof PoolConfig>;

/** Reps who share leads. */
export const poolKind = defineKind({
  name: 'pools',
  schema: PoolConfig,
  example: { id: 'south', name: { vi: 'Miền Nam', en: 'South' }, members: [{ repId: 'rep-lan', weight: 1 }] },
  references: (pools, all) => pools.flatMap((pool, index) => checkMembers(pool, index, all.of(repKind))),
});

function checkMembers({ members }: PoolConfig, index: number, reps: readonly RepConfig[]): ReferenceFault[] {
  const known = new Set(reps.map(({ id }) => id));
  return members.flatMap(({ repId }, place) => {
    const path = ['members', place, 'repId'];
    if (!known.has(repId)) return [{ index, path, message: `there is no rep ${repId}` }];
    const earlier = members.findIndex((member) => member.repId === repId);
    return earlier < place ? [{ index, path, message: `the rep ${repId} is listed twice` }] : [];
  });
}
