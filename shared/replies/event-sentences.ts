import { mailReplied } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** That a person answered; what they wrote stands with the reply. */
export const replySentences = {
  'mail.replied': sentenceOf(mailReplied, ({ way }) =>
    way === 'noted'
      ? { vi: 'Khách đã trả lời thư (đồng nghiệp ghi lại)', en: 'The person answered a mail, as a colleague noted' }
      : { vi: 'Khách đã trả lời thư', en: 'The person answered a mail' },
  ),
} satisfies EventSentences<'mail.replied'>;
