import { z } from 'zod';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LateActId, LeadId, RepId, SubjectId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

const CallAct = z.object({
  is: z.literal('call'),
  outcome: z.string(),
  at: z.string().exactOptional(),
  durationMs: z.number().exactOptional(),
  phone: z.string().exactOptional(),
  note: z.string().exactOptional(),
  callbackAt: z.string().exactOptional(),
  /** @default - the lead itself */
  subject: SubjectId.exactOptional(),
});
const NoteAct = z.object({ is: z.literal('note'), text: z.string() });

/** What a rep noted about a lead that was not theirs any more when it came. */
export const LateAct = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  lateActId: LateActId,
  version: z.number().int().positive(),
  /** The user who noted it, and as which rep. */
  by: z.string(),
  repId: RepId,
  notedAt: z.string(),
  keptAt: z.string(),
  act: z.discriminatedUnion('is', [CallAct, NoteAct]),
  state: z.enum(['waiting', 'applied', 'dismissed']),
  decidedAt: z.string().exactOptional(),
  decidedBy: z.string().exactOptional(),
  /** The call or note that it became. */
  madeId: z.string().exactOptional(),
});
export type LateAct = z.infer<typeof LateAct>;

const lateActs = versioned<LateAct>({
  parse(item) {
    const parsed = LateAct.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a late act does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, ...act }) => ({
    ...keys.lateAct(leadId, act.lateActId),
    // What somebody has decided about leaves the list.
    ...(act.state === 'waiting' ? indexKeys.lateAct(leadId, act.lateActId, act.keptAt) : {}),
    ...act,
  }),
});

/** @throws CorruptItemError */
export const parseLateAct = (item: Item): LateAct => lateActs.parse(item);

/** Returns the write of a late act; refused when it was changed since it was read. */
export const putLateAct = (before: LateAct | null, after: LateAct): WriteItem => lateActs.put(before, after);

type Owner = Pick<Lead, 'leadId'>;

/** Finds a late act of a lead, or of one that was merged into it; undefined: there is none. @throws CorruptItemError */
export async function readLateAct(table: Pick<Table, 'get'>, lead: Owner, lateActId: LateActId): Promise<LateAct | undefined> {
  const found = await Promise.all(
    partitionsOf(lead).map((leadId) => lateActs.read(table, keys.lateAct(leadId, lateActId), { consistent: true })),
  );
  return found.find((act) => act !== undefined);
}

/** Reads the late acts of a lead and of those that were merged into it, the newest first. @throws CorruptItemError */
export async function readLateActs(
  table: Pick<Table, 'query'>,
  lead: Owner,
  options: { readonly consistent?: boolean } = {},
): Promise<LateAct[]> {
  const found = await Promise.all(
    partitionsOf(lead).map((leadId) =>
      queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.lateActPrefix), ConsistentRead: options.consistent ?? false }),
    ),
  );
  return found
    .flat()
    .map(parseLateAct)
    .toSorted((one, other) => (one.keptAt < other.keptAt ? 1 : -1));
}
