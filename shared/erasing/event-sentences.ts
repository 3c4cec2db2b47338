import { leadErased } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** What is told of an erasure; nobody reads it in a history, which is gone. */
export const erasingSentences = {
  'lead.erased': sentenceOf(leadErased, () => ({ vi: 'Đã xoá người này', en: 'This person was erased' })),
} satisfies EventSentences<'lead.erased'>;
