import { z } from 'zod';
import type { StoredEntry } from '../leads/index.ts';
import { LeadId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What is asked for when records became one person, or are two again: the lists that people keep by hand follow. */
export const followListsRequest = {
  kind: 'followLists' as const,
  schema: z.object({
    leadId: LeadId,
    /** When the records became one: who was taken out of a list since stays out. Null: they are two again. */
    mergedAt: z.iso.datetime().nullable(),
  }),
};

/** Returns what is to be asked of `work` because of an entry of a lead's history. */
export function asksForLists({ type, data, at, leadId }: Pick<StoredEntry, 'type' | 'data' | 'at' | 'leadId'>): readonly WorkRequest[] {
  if (type === 'lead.merged') return [askFor(followListsRequest, { leadId, mergedAt: at })];
  return type === 'lead.merge_undone' && data.was === 'survivor' ? [askFor(followListsRequest, { leadId, mergedAt: null })] : [];
}
