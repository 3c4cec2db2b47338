import { z } from 'zod';
import { SegmentReason } from '../../events/segments/movement.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, SegmentId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { type Item, type PutWrite, queryAll, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** Whether a lead is in a segment, as it was decided last. Nobody has one of a segment that they never were in. */
const Membership = z.object({
  leadId: LeadId,
  segmentId: SegmentId,
  /** How often the lead came in or went. */
  version: z.number().int().nonnegative(),
  isIn: z.boolean(),
  /** Since when. */
  since: z.string(),
  reason: SegmentReason,
});
export type Membership = z.infer<typeof Membership>;

const memberships = versioned<Membership>({
  parse: (item) => {
    const parsed = Membership.safeParse({ ...item, leadId: partitionId(item), segmentId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a membership does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, segmentId, ...membership }) => ({
    ...keys.membership(leadId, segmentId),
    ...membership,
    ...(membership.isIn ? indexKeys.member(segmentId, membership.since, leadId) : {}),
  }),
});

/** Replaces a membership that was read, or makes the first one; refused when somebody was quicker. */
export function putMembership(before: Membership | null, after: Membership): PutWrite {
  return memberships.put(before, after);
}

/** The moment of the timer that looks at a lead next because time alone may bring it into a segment, or out of one. */
const NextLook = z.object({ leadId: LeadId, version: z.number().int().positive(), lookAt: z.iso.datetime() });
export type NextLook = z.infer<typeof NextLook>;

const nextLooks = versioned<NextLook>({
  parse: (item) => {
    const parsed = NextLook.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('when to look at a lead does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, ...look }) => ({ ...keys.segmentLook(leadId), ...look }),
});

/** Replaces what was read of the next look, or makes the first one; refused when somebody was quicker. */
export function putNextLook(before: NextLook | null, after: NextLook): PutWrite {
  return nextLooks.put(before, after);
}

/** What is kept of a lead about its segments. */
export interface Kept {
  readonly memberships: ReadonlyMap<string, Membership>;
  readonly nextLook: NextLook | null;
}

/** Reads what is kept of a lead about its segments, as it stands now. @throws CorruptItemError */
export async function readKept(table: Pick<Table, 'query'>, leadId: LeadId): Promise<Kept> {
  const { pk, sk } = keys.segmentLook(leadId);
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': pk, ':first': keys.segmentPrefix, ':last': sk },
    ConsistentRead: true,
  });
  const look = items.find((item) => item.sk === sk);
  return {
    memberships: new Map(membershipsIn(items).map((membership) => [membership.segmentId, membership])),
    nextLook: look ? nextLooks.parse(look) : null,
  };
}

/** Returns the memberships among items of a lead. @throws CorruptItemError */
export function membershipsIn(items: readonly Item[]): Membership[] {
  return items.filter(({ sk }) => String(sk).startsWith(keys.segmentPrefix)).map(memberships.parse);
}

/**
 * Returns those of the leads that are in a segment, in their order, as far as a read that may lag tells.
 * @param onMalformed takes what is no membership, whose lead is left out
 */
export async function membersAmong(
  table: Pick<Table, 'batchGet'>,
  segmentId: SegmentId,
  leadIds: readonly LeadId[],
  onMalformed: (error: CorruptItemError, key: string) => void,
): Promise<LeadId[]> {
  if (leadIds.length === 0) return [];
  const items = await table.batchGet([...new Set(leadIds)].map((leadId) => keys.membership(leadId, segmentId)));
  const members = new Set<LeadId>();
  for (const item of items) {
    try {
      const { leadId, isIn } = memberships.parse(item);
      if (isIn) members.add(leadId);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      onMalformed(error, String(item.pk));
    }
  }
  return leadIds.filter((leadId) => members.has(leadId));
}

/** Reads the membership of a lead in one segment, as it stands now. @throws CorruptItemError */
export async function readMembership(table: Pick<Table, 'get'>, leadId: LeadId, segmentId: SegmentId): Promise<Membership | null> {
  return (await memberships.read(table, keys.membership(leadId, segmentId), { consistent: true })) ?? null;
}
