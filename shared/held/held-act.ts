import { z } from 'zod';
import { SaidBy } from '../../api/leads/said-by.ts';
import { DeclineReason } from '../../events/index.ts';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { DecisionId, HeldActId, LeadId, SubjectId, TopicId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

const DeclineAct = z.object({
  is: z.literal('decline'),
  subject: SubjectId,
  /** The decision that made the offer: what is offered anew meanwhile is not declined by it. */
  decisionId: DecisionId,
  reason: DeclineReason,
  note: z.string().exactOptional(),
  sameAs: LeadId.exactOptional(),
});
const RefusalAct = z.object({
  is: z.literal('refusal'),
  purpose: z.enum(['contact', 'newsletter', 'tracking']),
  how: SaidBy,
  at: z.string(),
  topics: z.array(TopicId).exactOptional(),
});

/** What somebody did that cannot be undone, and that waits until they can no longer take it back. */
export const HeldAct = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  heldActId: HeldActId,
  version: z.number().int().positive(),
  /** The user who did it, in which request. */
  by: z.string(),
  correlationId: z.string(),
  heldAt: z.string(),
  /** Until then it can be taken back. */
  until: z.string(),
  act: z.discriminatedUnion('is', [DeclineAct, RefusalAct]),
  /** `refused`: it was not possible any more when its time came. */
  state: z.enum(['held', 'done', 'takenBack', 'refused']),
  endedAt: z.string().exactOptional(),
  /** The code of the error for which it was refused. */
  why: z.string().exactOptional(),
});
export type HeldAct = z.infer<typeof HeldAct>;

/** As long as a request is known by its key: so long does whoever asks again hear what became of it. */
const keptDays = 8;

const heldActs = versioned<HeldAct>({
  parse(item) {
    const parsed = HeldAct.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a held act does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, ...held }) => ({
    ...keys.heldAct(leadId, held.heldActId),
    ...held,
    ...(held.endedAt === undefined ? {} : { expiresAt: epochSeconds(addMs(new Date(held.endedAt), keptDays * daysMs)) }),
  }),
});

/** @throws CorruptItemError */
export const parseHeldAct = (item: Item): HeldAct => heldActs.parse(item);

/** Returns the write of a held act; refused when it was changed since it was read, so that it ends once. */
export const putHeldAct = (before: HeldAct | null, after: HeldAct): WriteItem => heldActs.put(before, after);

/** Returns a held act as it is once it has ended: what was written to it stays only where it was done. */
export function endedAct({ act, ...held }: HeldAct, state: Exclude<HeldAct['state'], 'held'>, endedAt: string, why?: string): HeldAct {
  const { note: _note, ...told } = { note: undefined, ...act };
  return { ...held, version: held.version + 1, act: told, state, endedAt, ...(why === undefined ? {} : { why }) };
}

/** Reads a held act where it lies, as it stands now. @throws CorruptItemError */
export function readHeldAct(table: Pick<Table, 'get'>, leadId: LeadId, heldActId: HeldActId): Promise<HeldAct | undefined> {
  return heldActs.read(table, keys.heldAct(leadId, heldActId), { consistent: true });
}

/** Finds a held act of a lead, or of one that was merged into it; undefined: there is none. @throws CorruptItemError */
export async function findHeldAct(
  table: Pick<Table, 'get'>,
  lead: Pick<Lead, 'leadId'>,
  heldActId: HeldActId,
): Promise<HeldAct | undefined> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => readHeldAct(table, leadId, heldActId)));
  return found.find((held) => held !== undefined);
}
