import { segmentEntered, segmentLeft } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

/** How leads come into segments and go, a line each. */
export const segmentSentences = {
  'segment.entered': sentenceOf(segmentEntered, ({ segmentId, reason }, names) => {
    const [name, why] = [segmentName(segmentId, names), whyOf(reason)];
    return { vi: `Vào phân khúc ${name.vi}${why.vi}`, en: `Came into the segment ${name.en}${why.en}` };
  }),
  'segment.left': sentenceOf(segmentLeft, ({ segmentId, reason }, names) => {
    const [name, why] = [segmentName(segmentId, names), whyOf(reason)];
    return { vi: `Ra khỏi phân khúc ${name.vi}${why.vi}`, en: `Left the segment ${name.en}${why.en}` };
  }),
} satisfies EventSentences<'segment.entered' | 'segment.left'>;

/** One that is no longer configured is told by its id. */
function segmentName(segmentId = '', names: EventNames): Both {
  return names.segment(segmentId) ?? { vi: segmentId, en: segmentId };
}

/** What is known of a lead is what its other lines tell. */
const reasons: Readonly<Record<string, Both>> = {
  time: { vi: ' (theo thời gian)', en: ' (with time)' },
  rules: { vi: ' (do đổi quy tắc)', en: ' (by a change of the rules)' },
  manual: { vi: ' (do đồng nghiệp)', en: ' (by a colleague)' },
  merged: { vi: ' (do gộp hoặc tách lead)', en: ' (by a merge, or its undo)' },
};

const whyOf = (reason: string | undefined): Both => wordsFor(reasons, reason) ?? { vi: '', en: '' };
