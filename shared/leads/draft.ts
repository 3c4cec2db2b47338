import type { z } from 'zod';
import type { EventContract } from '../../events/index.ts';
import type { IdSource } from '../platform/ids.ts';
import type { RepActivity } from './activity.ts';
import type { EvidencePart } from './evidence.ts';
import type { Lead } from './record.ts';
import { type Change, type DraftedEntry, timelineEntry } from './timeline.ts';

/** Fields that an act may change; the others are set by whoever counts versions, and the owner by the assignment. */
export type LeadFields = Omit<Lead, 'leadId' | 'version' | 'createdAt' | 'updatedAt' | 'unseen' | 'owner'>;

/** An entry before its change has a version and a time. */
export type EntryDraft = (change: Change, ids: Pick<IdSource, 'entryId'>) => DraftedEntry;

/** What an act makes of a lead: the fields that it sets and what the timeline says of it. */
export interface LeadDraft {
  readonly fields: Partial<LeadFields>;
  readonly entries: readonly EntryDraft[];
  /** Evidence that turned out to be none, such as a machine's click; what only became less with time is not taken back. @default none */
  readonly takenBack?: readonly EvidencePart[];
}

/** Drafts an entry; its data are checked against the contract when it is made. `done`: what a rep did by it; none where it is left out. */
export function draftEntry<Type extends string, Data extends z.ZodRawShape>(
  contract: EventContract<Type, Data>,
  data: z.infer<z.ZodObject<Data>>,
  done?: RepActivity,
): EntryDraft {
  return (change, ids) => ({ ...timelineEntry(contract, change, data, ids), ...(done ? { done } : {}) });
}
