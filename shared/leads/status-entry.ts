import { statusChanged } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from './draft.ts';
import type { Lead, LeadStatus, StatusReason } from './record.ts';

/** What says of a lead whether somebody works with it. */
export type StatusFields = Pick<Lead, 'status' | 'statusSet'>;

/** What a call tells of a person, whatever it does to their lead. */
export type KnownFields = Partial<Pick<Lead, 'evidence' | 'consent'>>;

/** Drafts another status of a lead; `repId`: who has the lead no more by it. */
export function statusDraft(
  { status: from }: Pick<Lead, 'status'>,
  to: LeadStatus,
  { reason, at, repId }: { readonly reason: StatusReason; readonly at: Date; readonly repId: string | null },
): { readonly fields: StatusFields; readonly entries: readonly EntryDraft[] } {
  return {
    fields: { status: to, statusSet: { at: at.toISOString(), reason } },
    entries: [draftEntry(statusChanged, { from, to, reason, repId })],
  };
}
