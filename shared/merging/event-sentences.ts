import { leadMerged, leadMergedInto, mergeCandidateDropped, mergeUndone } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** What becomes of records that are one person. */
export const mergingSentences = {
  'lead.merge_candidate_dropped': sentenceOf(mergeCandidateDropped, ({ otherLeadId = '' }) => ({
    vi: `Không phải cùng một người với lead ${otherLeadId}`,
    en: `Is not the same person as lead ${otherLeadId}`,
  })),
  'lead.merged': sentenceOf(leadMerged, ({ otherLeadId = '' }) => ({
    vi: `Đã gộp lead ${otherLeadId} vào lead này`,
    en: `Lead ${otherLeadId} was merged into this one`,
  })),
  'lead.merged_into': sentenceOf(leadMergedInto, ({ survivorId = '', repId }, { rep }) => ({
    vi: `Đã gộp vào lead ${survivorId}${repId ? ` – thôi giao cho ${rep(repId) ?? repId}` : ''}`,
    en: `Merged into lead ${survivorId}${repId ? ` – taken off ${rep(repId) ?? repId}` : ''}`,
  })),
  'lead.merge_undone': sentenceOf(mergeUndone, ({ otherLeadId = '', repId }, { rep }) => ({
    vi: `Đã tách khỏi lead ${otherLeadId}${repId ? ` – giao lại cho ${rep(repId) ?? repId}` : ''}`,
    en: `Parted from lead ${otherLeadId} again${repId ? ` – ${rep(repId) ?? repId} has it again` : ''}`,
  })),
} satisfies EventSentences<'lead.merge_candidate_dropped' | 'lead.merged' | 'lead.merged_into' | 'lead.merge_undone'>;
