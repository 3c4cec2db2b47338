import { sequenceEnded, sequenceEnrolled } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

/** How leads come into sequences and leave them, a line each. */
export const sequenceSentences = {
  'sequence.enrolled': sentenceOf(sequenceEnrolled, ({ sequenceId, run = 1 }, names) => {
    const name = sequenceName(sequenceId, names);
    const again = run > 1 ? { vi: ` (lần ${run})`, en: ` (run ${run})` } : { vi: '', en: '' };
    return { vi: `Vào chuỗi chăm sóc ${name.vi}${again.vi}`, en: `Put into the sequence ${name.en}${again.en}` };
  }),
  'sequence.ended': sentenceOf(sequenceEnded, ({ sequenceId, reason }, names) => {
    const [name, why] = [sequenceName(sequenceId, names), wordsFor(endReasonWords, reason) ?? { vi: '', en: '' }];
    return { vi: `Kết thúc chuỗi chăm sóc ${name.vi}${why.vi}`, en: `Through with the sequence ${name.en}${why.en}` };
  }),
} satisfies EventSentences<'sequence.enrolled' | 'sequence.ended'>;

/** One that is no longer configured is told by its id. */
function sequenceName(sequenceId = '', names: EventNames): Both {
  return names.sequence(sequenceId) ?? { vi: sequenceId, en: sequenceId };
}

/** Why a run is over, as the end of a line. */
export const endReasonWords: Readonly<Record<string, Both>> = {
  finished: { vi: ': đã hết các bước', en: ': no step is left' },
  goal: { vi: ': đã đạt mục tiêu', en: ': its goal is reached' },
  exit: { vi: ': không còn phù hợp', en: ': it does not fit any more' },
  optOut: { vi: ': khách đã từ chối nhận tin', en: ': the person refused' },
  disqualified: { vi: ': lead đã bị loại', en: ': the lead was disqualified' },
  merged: { vi: ': đã gộp vào lead khác', en: ': the lead was merged into another one' },
  byHand: { vi: ': do đồng nghiệp', en: ': by a colleague' },
  momentOver: { vi: ': thời điểm để chờ đã qua, quá gần hoặc không còn', en: ': what it waited for is over, too near or called off' },
  replied: { vi: ': khách đã trả lời thư', en: ': the person answered' },
  sequenceGone: { vi: ': chuỗi không còn nữa', en: ': there is no such sequence any more' },
};
