import type { z } from 'zod';
import { partitionsOf, readLeadItself } from '../leads/index.ts';
import { SegmentId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { followListsRequest } from './follow-lists-request.ts';
import { type Membership, readKept } from './membership.ts';
import { type Movement, movementWrites } from './move-member.ts';
import { segmentsInForce } from './segments-in-force.ts';

/**
 * Has a lead be in the lists that people keep by hand of whoever is part of it, and leave those that it was in by that alone. Safe to repeat. Nothing
 * begins by it: what a list begins has begun for the record that was in it.
 */
export const followListsWork = defineWork({
  ...followListsRequest,
  run: async (request, parts) => {
    const moved = await untilWritten(() => followOnce(request, parts));
    if (moved > 0) parts.log.info('lists followed a merge', { leadId: request.leadId, moved });
  },
});

async function followOnce(
  { leadId, mergedAt }: z.infer<typeof followListsRequest.schema>,
  { table, config, clock }: WorkParts,
): Promise<number> {
  const { all, version: rulesVersion } = await segmentsInForce(config);
  const byHand = [...all.values()].flatMap(({ id, rule }) => (rule ? [] : [SegmentId.parse(id)]));
  const lead = byHand.length === 0 ? undefined : await readLeadItself(table, leadId, { consistent: true });
  if (!lead) return 0;
  const [own, ...others] = await Promise.all(
    partitionsOf(lead).map(async (id) => (await readKept(table, id)).memberships as ReadonlyMap<string, Membership>),
  );
  const isInByOthers = (id: SegmentId) => others.some((memberships) => memberships.get(id)?.isIn === true);
  const movements = byHand.flatMap((segmentId): Movement[] => {
    const before = own?.get(segmentId) ?? null;
    const isIn = follows(before, isInByOthers(segmentId), mergedAt);
    return isIn === null ? [] : [{ segmentId, before, isIn, reason: 'merged', starts: false }];
  });
  if (movements.length === 0) return 0;
  const act = { at: clock(), actor: { kind: 'system', id: 'segments' }, correlationId: `lists-${leadId}`, rulesVersion } as const;
  await table.transact(movementWrites(lead, movements, act));
  return movements.length;
}

/** Tells whether a lead comes into a list (true), leaves it (false), or stays as it is (null). What somebody decided by hand since stands. */
function follows(before: Membership | null, isInByOthers: boolean, mergedAt: string | null): boolean | null {
  if (before?.isIn) return before.reason === 'merged' && !isInByOthers ? false : null;
  const isOpen = mergedAt !== null && (before === null || before.since <= mergedAt);
  return isOpen && isInByOthers ? true : null;
}
