import type { Both } from '../leads/event-sentence.ts';
import type { MergeRefusal } from './rules-merge.ts';

/** Why two leads cannot become one, and what to do. */
export const mergeRefusals: Readonly<Record<MergeRefusal, Both>> = {
  sameLead: { en: 'A lead cannot be merged with itself: name another one.', vi: 'Không thể gộp lead với chính nó: hãy chọn lead khác.' },
  circle: { en: 'One of them is part of the other already.', vi: 'Một lead đã nằm trong lead kia.' },
  tooMany: {
    en: 'A lead has ten others in it at most: undo a merge of it first.',
    vi: 'Một lead chỉ gộp tối đa mười lead khác: hãy tách bớt trước.',
  },
  beingRouted: {
    en: 'One of them is being routed: try again in some seconds.',
    vi: 'Một lead mới vào, đang được phân: thử lại sau ít giây.',
  },
  survivorNotActive: {
    en: 'Nobody works with the lead that would be left: merge it into the other one, or make it active first.',
    vi: 'Lead được giữ lại không còn được chăm sóc: hãy gộp theo chiều ngược lại, hoặc mở lại lead trước.',
  },
};

export const notMerged: Both = {
  en: 'These two leads are not merged: the history of the lead names those that are.',
  vi: 'Hai lead này chưa được gộp: lịch sử của lead cho biết các lead đã gộp.',
};

export const noCandidates: Both = {
  en: 'Nobody takes these two leads for one person, or they are one already.',
  vi: 'Hai lead này không nằm trong danh sách nghi trùng, hoặc đã được gộp.',
};

export const decidedByPerson: Both = {
  en: 'Somebody has decided that these two leads are two people.',
  vi: 'Đã có người xác nhận hai lead này là hai người khác nhau.',
};
