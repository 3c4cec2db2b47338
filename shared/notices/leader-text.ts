import type { Locale } from '../leads/index.ts';
import type { ListedForLeaders } from './rules-notices.ts';
import { shortText } from './short-text.ts';

type Values = Readonly<Record<string, string>>;
type InWords = Readonly<Record<Locale, (values: Values) => string>>;

/** What a line says of a notice to a leader beside the name of the lead. */
export interface LeaderWords {
  readonly what: Readonly<Record<Locale, string>>;
  readonly detail: InWords;
  /** What somebody typed to it. @default - nobody types anything */
  readonly quote?: (values: Values) => string;
}

export const leaderWords: Readonly<Record<ListedForLeaders, LeaderWords>> = {
  unacceptedNotice: {
    what: { vi: 'Chưa ai nhận', en: 'Nobody accepts' },
    detail: {
      vi: ({ names = '' }) => (names === '' ? '' : `Đã mời ${names}.`),
      en: ({ names = '' }) => (names === '' ? '' : `It was offered to ${names}.`),
    },
  },
  declinedNotice: {
    what: { vi: 'Từ chối nhận', en: 'Declined' },
    detail: {
      vi: ({ repName = '', because = '' }) => `${repName}: ${because}.`,
      en: ({ repName = '', because = '' }) => `${repName}: ${because}.`,
    },
    quote: ({ note = '' }) => note,
  },
  escalationNotice: {
    what: { vi: 'Chưa ai liên hệ', en: 'Not contacted yet' },
    detail: {
      vi: ({ repName = '', since = '' }) => `${repName} phụ trách từ ${since}.`,
      en: ({ repName = '', since = '' }) => `${repName} has had it since ${since}.`,
    },
  },
  replyNotice: {
    what: { vi: 'Khách trả lời thư, chưa ai phụ trách', en: 'Answered a mail, nobody has them' },
    detail: { vi: ({ at = '' }) => `Trả lời lúc ${at}.`, en: ({ at = '' }) => `They answered at ${at}.` },
  },
  sequenceNotice: {
    what: { vi: 'Chuỗi chăm sóc báo', en: 'From a sequence' },
    detail: { vi: ({ reason = '' }) => reason, en: ({ reason = '' }) => reason },
  },
};

/** Writes a notice about one lead to a leader as a message of Telegram, of the values of its mail: nothing to reach the person by. */
export function leaderText(kind: ListedForLeaders, values: Values, locale: Locale): string {
  const { what, detail, quote = () => '' } = leaderWords[kind];
  const { leadName = '', place = '', formerPlace = '', poolName = '', decide = '', leadUrl = '' } = values;
  const lines = [`${place}${formerPlace}`, poolName, detail[locale](values), decide];
  return shortText({ title: what[locale], leadName, lines, typed: [['note', quote(values)]], links: [['record', leadUrl]] }, locale);
}
