import type { FirmMergeRefusal } from '../firms/index.ts';
import type { Both } from '../leads/event-sentence.ts';

/** Why two companies cannot become one, and what to do. */
export const firmMergeRefusals: Readonly<Record<FirmMergeRefusal, Both>> = {
  sameCompany: {
    en: 'A company cannot be merged with itself: name another one.',
    vi: 'Không thể gộp công ty với chính nó: hãy chọn công ty khác.',
  },
  tooMany: {
    en: 'A company has ten others in it at most: undo a merge of it first.',
    vi: 'Một công ty chỉ gộp tối đa mười công ty khác: hãy tách bớt trước.',
  },
  tooManyDomains: {
    en: 'Both together would have more than twenty domains: take some away first.',
    vi: 'Gộp lại sẽ có hơn hai mươi tên miền: hãy bỏ bớt trước.',
  },
};

export const firmsNotMerged: Both = {
  en: 'This company is no part of the other one: its `members` name those that are.',
  vi: 'Công ty này không nằm trong công ty kia: `members` cho biết các công ty đã gộp.',
};

export const noFirmCandidates: Both = {
  en: 'Nobody takes these two companies for one, or they are one already.',
  vi: 'Hai công ty này không nằm trong danh sách nghi trùng, hoặc đã được gộp.',
};

export const said = ({ en, vi }: Both): string => `${en} ${vi}`;
