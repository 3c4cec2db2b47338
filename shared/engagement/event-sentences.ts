import { engagementRegraded } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { secondsMs } from '../platform/clock.ts';
import type { EngagementAction, MailEngagements, Reason } from './record.ts';

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

const actions: Readonly<Record<EngagementAction, Both>> = {
  open: { vi: 'Khách mở thư', en: 'The person opened the mail' },
  click: { vi: 'Khách bấm đường dẫn trong thư', en: 'The person followed a link in the mail' },
};

/** Tells what a person did with a mail, the first time of each; what machines did, or nobody knows who did, is not told. */
export function doneWithMail({ engagements }: Pick<MailEngagements, 'engagements'>, { moment }: Pick<EventNames, 'moment'>): Both[] {
  return (['open', 'click'] as const).flatMap((action) => {
    const times = engagements.filter((one) => one.action === action && one.grade === 'human').map(({ at }) => at);
    if (times.length === 0) return [];
    const [{ vi, en }, first] = [actions[action], moment(new Date(Math.min(...times) * secondsMs).toISOString())];
    return [{ vi: `${vi} lúc ${first.vi}`, en: `${en} at ${first.en}` }];
  });
}
