import { type Both, wordsFor } from '../leads/event-sentence.ts';
import { mailFailureWords } from '../mail/event-sentences.ts';

/** Why a letter does not go out, or what it waits for. */
const reasons: Readonly<Record<string, Both>> = {
  ...mailFailureWords,
  roleAddress: {
    vi: 'địa chỉ dùng chung (info@, sales@…) không nhận quảng cáo',
    en: 'a shared address (info@, sales@ …) gets no advertising',
  },
  noAddress: { vi: 'hồ sơ chưa có địa chỉ e-mail', en: 'the record has no e-mail address' },
  disqualified: { vi: 'khách đã bị loại', en: 'the lead is disqualified' },
  refusedContact: { vi: 'khách đã từ chối liên hệ', en: 'the person refused to be contacted' },
  noConsent: { vi: 'khách chưa đồng ý cho liên hệ', en: 'the person has not agreed to be contacted' },
  refusedAll: { vi: 'khách đã từ chối mọi thư quảng cáo', en: 'the person refused all advertising' },
  refusedTopic: { vi: 'khách đã từ chối chủ đề này', en: 'the person refused this topic' },
  notConfirmed: { vi: 'khách chưa xác nhận muốn nhận chủ đề này', en: 'the person has not confirmed that they want this topic' },
  personPaused: { vi: 'khách xin tạm ngừng thư quảng cáo', en: 'the person asked for a rest from advertising' },
  addressChanged: { vi: 'địa chỉ của khách đã đổi sau khi viết', en: "the person's address was changed after it was written" },
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
