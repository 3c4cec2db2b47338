import { type Both, wordsFor } from '../leads/event-sentence.ts';
import { mailFailureWords } from '../mail/event-sentences.ts';

/** Why a letter does not go out, or what it waits for. */
const reasons: Readonly<Record<string, Both>> = {
  ...mailFailureWords,
  roleAddress: {
    vi: 'địa chỉ dùng chung (info@, sales@…) không nhận quảng cáo',
    en: 'a shared address (info@, sales@ …) gets no advertising',
  },
  notAccepted: { vi: 'hãy nhận khách trước', en: 'accept the lead first' },
  letterGone: { vi: 'thư không còn nữa', en: 'the letter is gone' },
  personAway: { vi: 'khách đang vắng mặt, hộp thư tự động báo', en: 'the person is away, as their mailbox answered' },
  night: { vi: 'ở chỗ khách đang là ban đêm', en: 'it is night where the person lives' },
  mailboxQuota: { vi: 'hộp thư đã nhận đủ thư quảng cáo trong 24 giờ', en: 'the mailbox has had as much advertising as a day may bring' },
  mailboxPromise: {
    vi: 'hộp thư đã nhận đủ số thư quảng cáo mà công ty đã hứa',
    en: 'the mailbox has had as much advertising as the company promised at most',
  },
  advertisingClosed: { vi: 'lúc đó khách không nhận quảng cáo', en: 'the person took no advertising at that moment' },
  advertisingPaused: {
    vi: 'thư quảng cáo đang tạm dừng vì nhiều người báo là thư rác',
    en: 'advertising is paused, because too many people complained of it',
  },
  dayQuota: { vi: 'đã hết hạn mức thư trong ngày của công ty', en: "the company's quota of mails for the day is spent" },
};

/** Puts into words why a letter does not go out; a reason of a later version is told as it stands. */
export const letterReasonWords = (reason: string): Both => wordsFor(reasons, reason) ?? { vi: reason, en: reason };

/** What stands below each letter, and below what advertises, in the language of its reader. */
export const belowWords = {
  vi: { phone: 'Điện thoại', leave: 'Không muốn nhận thư quảng cáo nữa', choose: 'Chọn chủ đề' },
  en: { phone: 'Telephone', leave: 'No more advertising', choose: 'Choose topics' },
} as const;
