import { mergeCandidateFound } from '../../events/index.ts';
import type { LeadId, SubmissionRef } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { draftEntry, type EntryDraft } from './draft.ts';
import type { MergeCandidate } from './record.ts';
import { putMergeCandidate } from './store.ts';

/** Why two leads may be one person, and the post that shows it. */
interface Found {
  readonly otherLeadId: LeadId;
  readonly reason: MergeCandidate['reason'];
  readonly submission: SubmissionRef;
  readonly at: Date;
}

/** What notes a pair: the pair itself, for a person to decide, and what the lead's timeline tells of it. */
export interface NotedPair {
  readonly writes: readonly WriteItem[];
  readonly entries: readonly EntryDraft[];
}

/** Notes that a lead and another one may be one person. The write is refused where that is noted already. */
export function noteMergeCandidate(leadId: LeadId, { otherLeadId, reason, submission, at }: Found): NotedPair {
  return {
    writes: [putMergeCandidate({ leadId, otherLeadId, reason, at: at.toISOString(), ...submission })],
    entries: [draftEntry(mergeCandidateFound, { otherLeadId, reason, submission })],
  };
}
