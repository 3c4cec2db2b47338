import { leadMerged, leadMergedInto, mergeCandidateDropped, mergeUndone } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** Why leads were merged that nobody merged. */
const ruled = {
  vi: ' (tự động: cùng số hoặc e-mail đã xác nhận, cùng họ tên)',
  en: ' (by rule: a number or address proven on both sides, and one name)',
};

/** What becomes of records that are one person. */
export const mergingSentences = {
  'lead.merge_candidate_dropped': sentenceOf(mergeCandidateDropped, ({ otherLeadId = '' }) => ({
    vi: `Không phải cùng một người với lead ${otherLeadId}`,
    en: `Is not the same person as lead ${otherLeadId}`,
  })),
  'lead.merged': sentenceOf(leadMerged, ({ otherLeadId = '', by }) => ({
    vi: `Đã gộp lead ${otherLeadId} vào lead này${by === 'rule' ? ruled.vi : ''}`,
    en: `Lead ${otherLeadId} was merged into this one${by === 'rule' ? ruled.en : ''}`,
  })),
  'lead.merged_into': sentenceOf(leadMergedInto, ({ survivorId = '', repId, by }, { rep }) => ({
    vi: `Đã gộp vào lead ${survivorId}${by === 'rule' ? ruled.vi : ''}${repId ? ` – thôi giao cho ${rep(repId) ?? repId}` : ''}`,
    en: `Merged into lead ${survivorId}${by === 'rule' ? ruled.en : ''}${repId ? ` – taken off ${rep(repId) ?? repId}` : ''}`,
  })),
  'lead.merge_undone': sentenceOf(mergeUndone, ({ otherLeadId = '', repId, sequencesLeft }, { rep }) => ({
    vi: `Đã tách khỏi lead ${otherLeadId}${repId ? ` – giao lại cho ${rep(repId) ?? repId}` : ''}${sequencesLeft?.length ? ` – chuỗi đã dừng khi gộp, không tự chạy lại: ${sequencesLeft.join(', ')}` : ''}`,
    en: `Parted from lead ${otherLeadId} again${repId ? ` – ${rep(repId) ?? repId} has it again` : ''}${sequencesLeft?.length ? ` – sequences that ended by the merge and do not begin again: ${sequencesLeft.join(', ')}` : ''}`,
  })),
} satisfies EventSentences<'lead.merge_candidate_dropped' | 'lead.merged' | 'lead.merged_into' | 'lead.merge_undone'>;
