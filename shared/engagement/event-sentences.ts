import { engagementRegraded } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import type { Reason } from './record.ts';

/** Why opens and clicks are graded anew, as far as there are words for it that help. */
const regradings = {
  hiddenLink: { vi: 'phần mềm đã bấm liên kết ẩn', en: 'a machine followed the hidden link' },
  sweep: { vi: 'phần mềm đã bấm hàng loạt liên kết', en: 'a machine followed link after link' },
  nearScan: { vi: 'do phần mềm kiểm tra thư', en: 'a mail scanner made them' },
  scannerAddress: { vi: 'do phần mềm kiểm tra thư', en: 'a mail scanner made them' },
  laterClick: { vi: 'khách đã bấm tiếp', en: 'the person went on clicking' },
  visit: { vi: 'khách đã vào trang ngay sau đó', en: 'the person came to the site with it' },
  verdict: { vi: 'theo xác nhận', en: 'as somebody said' },
} satisfies Partial<Record<Reason, Both>>;

const newEvidence: Both = { vi: 'có dấu hiệu mới', en: 'there is new evidence' };

/** What is told of opens and clicks that count no longer, or count now. */
export const engagementSentences = {
  'engagement.regraded': sentenceOf(engagementRegraded, ({ reason, engagementIds = [] }) => {
    const why = wordsFor(regradings, reason) ?? newEvidence;
    return {
      vi: `Đánh giá lại lượt mở, bấm trong thư (${engagementIds.length}): ${why.vi}`,
      en: `Looked again at opens and clicks in a mail (${engagementIds.length}): ${why.en}`,
    };
  }),
} satisfies EventSentences<'engagement.regraded'>;
