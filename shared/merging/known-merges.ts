import { mergeUndone } from '../../events/index.ts';
import { type Act, changeLead, draftEntry, type Lead, type LifecycleRules, readLeadItself } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { keptOf, mergedFields, putHistory, withLists } from './merge-leads.ts';
import { imageOfKept, type Merge, mergeOf, type Pair, putPair, readPair } from './pair.ts';
import type { MergeParts } from './parts.ts';
import type { FurtherMerge } from './rules-chain.ts';
import type { Split } from './rules-undo.ts';

/** What is known of the merges of a person, by the lead that became part of another. */
interface Pairs {
  readonly pairs: ReadonlyMap<LeadId, Pair>;
  readonly merges: readonly Merge[];
}

/** Reads every merge that made a person, by the lead that became part of another. */
export async function pairsOf({ members = [] }: Lead, { table }: MergeParts): Promise<Pairs> {
  const found = await Promise.all(
    members.map(async (leadId) => {
      const record = await readLeadItself(table, leadId, { consistent: true });
      const pair = record?.mergedInto ? await readPair(table, leadId, record.mergedInto) : undefined;
      return [leadId, pair] as const;
    }),
  );
  const pairs = new Map(found.flatMap(([leadId, pair]) => (pair ? [[leadId, pair] as const] : [])));
  return { pairs, merges: [...pairs.values()].flatMap((pair) => mergeOf(pair) ?? []) };
}

/** Returns the write that says of a merge that it was undone. */
export function undonePair(pair: Pair | undefined, { survivorId, loserId }: Merge, by: string, at: Date): WriteItem[] {
  if (!pair) return [];
  const { older: _older, newer: _newer, version: _version, merge: _merge, ...stood } = pair;
  return [putPair(pair, survivorId, loserId, { ...stood, state: 'undone', decidedAt: isoTime(at), decidedBy: by })];
}

interface Following extends Act {
  readonly further: readonly FurtherMerge[];
  readonly split: Split;
  readonly gone: ReadonlySet<LeadId>;
  readonly rules: LifecycleRules;
  readonly otherLeadId: LeadId;
  /** Of leads from which proposals of the part went whether others wait still. */
  readonly areOpen: ReadonlyMap<LeadId, boolean>;
}

/** Writes what later undos begin with: the records as the further merges would have found them without the part. */
export async function furtherWrites(
  { further, split, gone, rules, otherLeadId, areOpen, ...act }: Following,
  { pairs }: Pairs,
  parts: MergeParts,
): Promise<WriteItem[]> {
  const writes = await Promise.all(
    further.map(async ({ kind, merge }, place): Promise<WriteItem[]> => {
      const [image, pair] = [split.images[place], pairs.get(merge.loserId)];
      if (!image || !pair?.merge) throw new CorruptItemError('a merge since has no image');
      const { older: _older, newer: _newer, version: _version, ...stood } = pair;
      const lead = { ...withLists(image.lead), members: (image.lead.members ?? []).filter((leadId) => !gone.has(leadId)) };
      const kept = { ...image, lead };
      const found = kind === 'joined' ? { ...pair.merge, survivor: imageOfKept(kept) } : { ...pair.merge, loser: imageOfKept(kept) };
      const put = putPair(pair, merge.survivorId, merge.loserId, { ...stood, merge: found });
      if (kind === 'joined') return [put];
      const hidden = await readLeadItself(parts.table, merge.loserId, { consistent: true });
      if (!hidden) throw new CorruptItemError('a lead that is part of another one is gone');
      const entries = [draftEntry(mergeUndone, { otherLeadId, was: 'survivor', posts: 0, calls: 0, repId: null })];
      const { evidence: _evidence, ...known } = mergedFields(lead);
      const fields = { ...known, openProposals: areOpen.get(hidden.leadId) ?? hidden.openProposals };
      const changed = changeLead({ ...act, before: hidden, rules, ids: parts.ids, draft: () => ({ fields, entries }) });
      return [put, ...changed.writes, ...putHistory(await keptOf(hidden, parts), image)];
    }),
  );
  return writes.flat();
}
