import { consentChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

const changes: Readonly<Record<string, Both>> = {
  confirmed: { vi: 'Khách xác nhận nhận thư', en: 'Confirmed mails' },
  refused: { vi: 'Khách từ chối thư quảng cáo', en: 'Refused advertising mails' },
  paused: { vi: 'Khách tạm ngừng nhận thư quảng cáo', en: 'Paused advertising mails' },
  resumed: { vi: 'Khách nhận lại thư quảng cáo', en: 'Takes advertising mails again' },
};

/** What people choose about mails, a line each. */
export const preferenceSentences = {
  'lead.consent_changed': sentenceOf(consentChanged, ({ change, topics, until }, names) => {
    const { vi, en } = wordsFor(changes, change) ?? { vi: 'Khách đổi lựa chọn về thư', en: 'Changed what mails they get' };
    const named = (topics ?? []).map((topic) => names.topic(topic) ?? { vi: topic, en: topic });
    const about = (locale: keyof Both) => (named.length > 0 ? `: ${named.map((name) => name[locale]).join(', ')}` : '');
    const day = until ? names.moment(until) : null;
    return { vi: `${vi}${about('vi')}${day ? ` đến ${day.vi}` : ''}`, en: `${en}${about('en')}${day ? ` until ${day.en}` : ''}` };
  }),
} satisfies EventSentences<'lead.consent_changed'>;
