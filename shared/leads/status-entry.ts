import { statusChanged } from '../../events/index.ts';
import { draftEntry, type EntryDraft, type LeadDraft, type LeadFields } from './draft.ts';
import type { Lead, LeadStatus, StatusReason } from './record.ts';
import type { LifecycleRules } from './rules-lifecycle.ts';

/** What says of a lead whether somebody works with it. */
export type StatusFields = Pick<Lead, 'status' | 'statusSet'>;

/** What becomes known of a person by an act, whatever it does to the status of their lead. */
export interface KnownDraft extends Omit<LeadDraft, 'fields'> {
  readonly fields: Partial<Omit<LeadFields, 'routing' | 'status' | 'statusSet' | 'stage' | 'moved'>>;
}

/** What an act makes of a lead in the same change by which its assignment moves: what becomes known, and perhaps another status. */
export interface ChangeBeside extends Pick<LeadDraft, 'takenBack'> {
  readonly fields: Partial<Omit<LeadFields, 'routing'>>;
  /** By which what becomes known, or is taken back, moves the lead to another stage. */
  readonly rules: LifecycleRules;
}

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
