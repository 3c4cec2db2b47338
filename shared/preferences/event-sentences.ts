import { consentChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

const changes: Readonly<Record<string, Both>> = {
  asked: { vi: 'Khách xin nhận thư, chờ hộp thư xác nhận', en: 'Asked for mails, which their mailbox is to confirm' },
  confirmed: { vi: 'Khách xác nhận nhận thư', en: 'Confirmed mails' },
  refused: { vi: 'Khách từ chối thư quảng cáo', en: 'Refused advertising mails' },
  paused: { vi: 'Khách tạm ngừng nhận thư quảng cáo', en: 'Paused advertising mails' },
  resumed: { vi: 'Khách nhận lại thư quảng cáo', en: 'Takes advertising mails again' },
};

/** Of what is not about mails. */
const otherChanges: Readonly<Record<string, Both>> = {
  'contact refused': { vi: 'Khách không đồng ý cho liên hệ', en: 'Refused to be contacted' },
  'contact granted': { vi: 'Khách đồng ý cho liên hệ', en: 'Agreed to be contacted' },
  'tracking refused': { vi: 'Khách không đồng ý để theo dõi trên trang', en: 'Refused to be followed on the site' },
};

const ways: Readonly<Record<string, Both>> = {
  phone: { vi: 'nói qua điện thoại', en: 'said by phone' },
  email: { vi: 'viết qua e-mail', en: 'written by e-mail' },
  message: { vi: 'nhắn tin', en: 'written in a message' },
  inPerson: { vi: 'nói trực tiếp', en: 'said in person' },
  letter: { vi: 'gửi văn bản', en: 'written in a letter' },
};

/** What people choose about mails, a line each. */
export const preferenceSentences = {
  'lead.consent_changed': sentenceOf(consentChanged, ({ purpose, change, topics, until, how }, names) => {
    const own = wordsFor(otherChanges, `${purpose} ${change}`);
    const { vi, en } = own ?? wordsFor(changes, change) ?? { vi: 'Khách đổi lựa chọn về thư', en: 'Changed what mails they get' };
    const named = (topics ?? []).map((topic) => names.topic(topic) ?? { vi: topic, en: topic });
    const about = (locale: keyof Both) => (named.length > 0 ? `: ${named.map((name) => name[locale]).join(', ')}` : '');
    const day = until ? names.moment(until) : null;
    const way = how === undefined ? undefined : wordsFor(ways, how);
    const by = (locale: keyof Both) => (way ? ` (${way[locale]})` : '');
    return {
      vi: `${vi}${about('vi')}${day ? ` đến ${day.vi}` : ''}${by('vi')}`,
      en: `${en}${about('en')}${day ? ` until ${day.en}` : ''}${by('en')}`,
    };
  }),
} satisfies EventSentences<'lead.consent_changed'>;
