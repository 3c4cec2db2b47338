import { leadRevealed } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** Who has asked for a masked number. */
export const revealingSentences = {
  'lead.revealed': sentenceOf(leadRevealed, ({ repId = '' }, names) => {
    const rep = names.rep(repId) ?? repId;
    return { vi: `${rep} đã xem số điện thoại`, en: `${rep} has looked at the number` };
  }),
} satisfies EventSentences<'lead.revealed'>;
