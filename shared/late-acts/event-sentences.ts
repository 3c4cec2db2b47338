import { lateActChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

const acts: Readonly<Record<string, Both>> = { call: { vi: 'cuộc gọi', en: 'a call' }, note: { vi: 'ghi chú', en: 'a note' } };
const other: Both = { vi: 'việc', en: 'something' };

/** What was noted stands with it. */
export const lateActSentences = {
  'lead.late_act_changed': sentenceOf(lateActChanged, ({ is, repId = '', what }, names) => {
    const act = wordsFor(acts, is) ?? other;
    const who = names.rep(repId) ?? repId;
    if (what === 'applied') return { vi: `Ghi nhận ${act.vi} mà ${who} ghi muộn`, en: `Applied ${act.en} that ${who} had noted too late` };
    if (what === 'dismissed')
      return { vi: `Bỏ qua ${act.vi} mà ${who} ghi muộn`, en: `Dismissed ${act.en} that ${who} had noted too late` };
    return {
      vi: `${who} ghi ${act.vi} khi khách đã do người khác phụ trách: chờ trưởng nhóm`,
      en: `${who} had noted ${act.en} when the lead was somebody else’s already: kept for the leader`,
    };
  }),
} satisfies EventSentences<'lead.late_act_changed'>;
