import { leadProposed, proposalAccepted, proposalDropped } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { listFields } from '../leads/event-sentences.ts';

const named = (field: string | undefined, locale: 'vi' | 'en') => listFields(field === undefined ? [] : [field], locale);

/** What is told of proposals and of what became of them. */
export const proposalSentences = {
  'lead.proposed': sentenceOf(leadProposed, ({ fields = [] }) => ({
    vi: `Có đề xuất mới chờ quyết định: ${listFields(fields, 'vi')}`,
    en: `New proposals to decide about: ${listFields(fields, 'en')}`,
  })),
  'lead.proposal_accepted': sentenceOf(proposalAccepted, ({ field }) => ({
    vi: `Chấp nhận đề xuất: ${named(field, 'vi')}`,
    en: `Accepted a proposal: ${named(field, 'en')}`,
  })),
  'lead.proposal_dropped': sentenceOf(proposalDropped, ({ field }) => ({
    vi: `Bỏ đề xuất: ${named(field, 'vi')}`,
    en: `Dropped a proposal: ${named(field, 'en')}`,
  })),
} satisfies EventSentences<'lead.proposed' | 'lead.proposal_accepted' | 'lead.proposal_dropped'>;
