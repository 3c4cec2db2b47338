import { noteChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

const what: Readonly<Record<string, Both>> = {
  written: { vi: 'Thêm ghi chú', en: 'Wrote a note' },
  rewritten: { vi: 'Sửa ghi chú', en: 'Changed a note' },
  deleted: { vi: 'Xóa ghi chú', en: 'Took a note away' },
};
const other: Both = { vi: 'Ghi chú', en: 'A note' };

/** That there are notes; what they say stands with them. */
export const noteSentences = {
  'note.changed': sentenceOf(noteChanged, ({ what: done }) => wordsFor(what, done) ?? other),
} satisfies EventSentences<'note.changed'>;
