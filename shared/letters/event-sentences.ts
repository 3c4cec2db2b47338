import { letterWritten } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** That a colleague wrote; what they wrote stands with the letter. */
export const letterSentences = {
  'letter.written': sentenceOf(letterWritten, ({ purpose, topicId, replyId }, names) => {
    const topic = topicId === undefined ? undefined : names.topic(topicId);
    const about = topic ? { vi: ` về “${topic.vi}”`, en: ` about “${topic.en}”` } : { vi: '', en: '' };
    if (purpose === 'advertising')
      return { vi: `Nhân viên viết thư quảng cáo${about.vi}`, en: `A colleague wrote a mail that advertises${about.en}` };
    return replyId === undefined
      ? { vi: 'Nhân viên viết thư cho khách', en: 'A colleague wrote to the person' }
      : { vi: 'Nhân viên trả lời thư của khách', en: "A colleague answered the person's mail" };
  }),
} satisfies EventSentences<'letter.written'>;
