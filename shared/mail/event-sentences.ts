import { mailBounced, mailFailed, mailGathered, mailSent } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import type { MailFailure, MailKind } from './record.ts';

const kinds: Readonly<Record<MailKind, Both>> = {
  assignedNotice: { vi: 'thông báo lead mới', en: 'new lead notice' },
  repeatNotice: { vi: 'thông báo khách gửi lại', en: 'notice of a repeat post' },
  leaderDigest: { vi: 'thư tổng hợp cho trưởng nhóm', en: 'digest to a leader' },
  digestNotice: { vi: 'thư tổng hợp thông báo', en: 'digest of notices' },
  hotNotice: { vi: 'thông báo lead nóng', en: 'hot lead notice' },
  taskReminder: { vi: 'thư nhắc việc sắp đến giờ', en: 'reminder of a task' },
  overdueNotice: { vi: 'thư nhắc việc quá hạn', en: 'notice of overdue tasks' },
  declinedNotice: { vi: 'thông báo người được mời từ chối', en: 'notice that a rep declined' },
  replyNotice: { vi: 'thông báo khách chưa có người phụ trách trả lời thư', en: 'notice that a lead whom nobody has answered a mail' },
  escalationNotice: { vi: 'thông báo lead chưa ai liên hệ', en: 'notice that a lead is not called' },
  unacceptedNotice: { vi: 'thông báo lead chưa ai nhận', en: 'notice that nobody accepts a lead' },
  claimNotice: { vi: 'thông báo lead ai nhận trước được trước', en: 'notice of a lead that the first to accept has' },
  splitNotice: { vi: 'thông báo lead chờ trưởng nhóm chia', en: 'notice of leads that wait for their leader' },
  givenNotice: { vi: 'thông báo được chia nhiều lead', en: 'notice of many leads at once' },
  morningNotice: { vi: 'thư đầu ngày cho trưởng nhóm', en: 'morning mail to a leader' },
  marketingNotice: { vi: 'thư đầu ngày cho marketing', en: 'morning mail to marketing' },
  channelOffNotice: { vi: 'thông báo Telegram đã tắt', en: 'notice that Telegram is off' },
  takenNotice: { vi: 'thông báo lead đã giao cho người khác', en: 'notice of leads given to somebody else' },
  releasedNotice: { vi: 'thông báo lead vào kho chung', en: 'notice of leads that float' },
  readingNotice: { vi: 'thông báo xem số điện thoại nhiều bất thường', en: 'notice of unusual reading of numbers' },
  webhookNotice: { vi: 'báo một webhook đã tắt', en: 'notice that a webhook is turned off' },
  rightsNotice: { vi: 'nhắc hạn theo luật', en: 'reminder of what is due by law' },
  reportDigest: { vi: 'thư số liệu theo kỳ', en: 'digest of numbers' },
  exportNotice: { vi: 'thông báo danh sách được xuất', en: 'notice of lists that were taken out' },
  mentionNotice: { vi: 'thông báo được nhắc tên trong ghi chú', en: 'notice of being named in a note' },
  mergedNotice: { vi: 'thông báo hai lead được gộp', en: 'notice that two leads were merged' },
  partedNotice: { vi: 'thông báo hai lead được tách lại', en: 'notice that two leads were parted again' },
  afterSaleNotice: { vi: 'thông báo khách chuyển sang chăm sóc sau bán', en: 'notice that a customer is looked after by others' },
  sequenceNotice: { vi: 'thông báo theo chuỗi chăm sóc', en: 'notice of a sequence' },
  welcome: { vi: 'thư chào mừng', en: 'welcome mail' },
  followUp: { vi: 'thư hỏi thăm sau hai ngày', en: 'follow-up after two days' },
  proposedChange: { vi: 'thư nhờ khách xác nhận thông tin mới', en: 'request to confirm new details' },
  fileLink: { vi: 'thư kèm liên kết tải tệp', en: 'link to a file' },
  confirmSubscription: { vi: 'thư nhờ khách xác nhận đăng ký nhận thư', en: 'request to confirm a subscription' },
  addressAsked: { vi: 'thư nhờ khách xác nhận địa chỉ mới', en: 'request to confirm a new address' },
  addressChanged: { vi: 'thư báo địa chỉ đã đổi', en: 'notice of a changed address' },
  subscriptionAsked: { vi: 'thư hỏi xác nhận đăng ký', en: 'question whether mails are wanted' },
  registrationMail: { vi: 'thư về đăng ký sự kiện', en: 'mail about a registration for an event' },
  refusalConfirmed: { vi: 'thư xác nhận đã ngừng thư quảng cáo', en: 'confirmation of a refusal' },
  letter: { vi: 'thư do nhân viên viết', en: 'mail that a colleague wrote' },
  sequenceMail: { vi: 'thư theo chuỗi chăm sóc', en: 'mail of a sequence' },
};
/** The only kind whose mails are templates that marketers write. */
const writtenKind: MailKind = 'sequenceMail';

/** Why a mail was not sent, in the words of histories. */
export const mailFailureWords: Readonly<Record<MailFailure, Both>> = {
  suppressed: { vi: 'địa chỉ đã ngừng nhận thư', en: 'the address receives no more mail' },
  rejected: { vi: 'máy chủ thư từ chối', en: 'the mail service refused it' },
  inDoubt: { vi: 'không rõ đã gửi hay chưa nên không gửi lại', en: 'it may have been sent, so it is not sent again' },
  expired: { vi: 'đã quá hạn', en: 'it came too late' },
  withoutToken: { vi: 'bài gửi không qua biểu mẫu của mình', en: 'the post did not come from a form that we handed out' },
  roleAddress: {
    vi: 'địa chỉ dùng chung (info@, sales@…), không gửi tự động',
    en: 'a shared address (info@, sales@ …) gets no automatic mail',
  },
  ownAddress: { vi: 'địa chỉ của chính công ty', en: "the address is the company's own" },
  mailboxQuota: { vi: 'hộp thư này đã nhận thư trong 24 giờ qua', en: 'this mailbox was written to in the last 24 hours' },
  budgetSpent: {
    vi: 'đã gửi đủ số thư cho phép tới các địa chỉ chưa xác nhận lúc đó',
    en: 'as many mails as allowed had gone to unproven addresses by then',
  },
  domainBudgetSpent: {
    vi: 'hôm đó tên miền này đã nhận đủ số thư cho phép',
    en: 'its domain had got as many mails as allowed that day',
  },
  mailPaused: {
    vi: 'thư gửi khách đang tạm dừng vì nhiều thư bị trả lại hoặc bị báo thư rác',
    en: 'mails to leads were paused, because too many bounced or were complained of',
  },
  ownerUnknown: { vi: 'người phụ trách không còn trong cấu hình', en: 'the owner is no longer configured' },
  nobodyToTell: {
    vi: 'chưa ai phụ trách khách, và nhóm không có trưởng nhóm trong cấu hình',
    en: 'nobody has the lead, and no leader of its pool is configured',
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
};

const itself = (code: string): Both => ({ vi: code, en: code });
const kindOf = (kind = ''): Both => wordsFor(kinds, kind) ?? itself(kind);

interface ToldMail {
  readonly kind?: string | undefined;
  readonly sequenceId?: string | undefined;
  readonly templateVersion?: string | undefined;
}

/** Returns the template that a mail was sent from, whose version begins with its id; undefined for a mail that Phễu brings along. */
export const templateIn = ({ kind, templateVersion = '' }: ToldMail): string | undefined =>
  (kind === writtenKind && /^[^.]+(?=\.)/.exec(templateVersion)?.[0]) || undefined;

/** Names a mail: one of a sequence by its template and the sequence, as far as they are known; another one by its kind. */
function mailOf(mail: ToldMail, names: EventNames): Both {
  const { kind, sequenceId } = mail;
  const templateId = templateIn(mail);
  const template = templateId === undefined ? undefined : (names.template(templateId) ?? itself(templateId));
  if (kind !== writtenKind || sequenceId === undefined) {
    const named = kindOf(kind);
    return template ? { vi: `${named.vi}: “${template.vi}”`, en: `${named.en}: “${template.en}”` } : named;
  }
  const sequence = names.sequence(sequenceId) ?? itself(sequenceId);
  const title = template ? { vi: ` “${template.vi}”`, en: ` “${template.en}”` } : { vi: '', en: '' };
  return { vi: `thư${title.vi} của chuỗi ${sequence.vi}`, en: `mail${title.en} of the sequence ${sequence.en}` };
}

/** What the gate tells of mails. */
export const mailSentences = {
  'mail.sent': sentenceOf(mailSent, (mail, names) => {
    const named = mailOf(mail, names);
    return { vi: `Đã gửi ${named.vi}`, en: `Sent: ${named.en}` };
  }),
  'mail.gathered': sentenceOf(mailGathered, ({ kind }) => ({
    vi: `Gộp vào thư tổng hợp: ${kindOf(kind).vi}`,
    en: `Left to a digest: ${kindOf(kind).en}`,
  })),
  'mail.failed': sentenceOf(mailFailed, ({ reason = '', ...mail }, names) => {
    const [named, why] = [mailOf(mail, names), wordsFor(mailFailureWords, reason) ?? itself(reason)];
    return { vi: `Không gửi ${named.vi}: ${why.vi}`, en: `Not sent: ${named.en}; ${why.en}` };
  }),
  'mail.bounced': sentenceOf(mailBounced, ({ feedback, ...mail }, names) => {
    const { vi, en } = mailOf(mail, names);
    return feedback === 'complaint'
      ? { vi: `Khách báo thư rác: ${vi}`, en: `Complaint about: ${en}` }
      : { vi: `Thư bị trả lại: ${vi}`, en: `Bounced: ${en}` };
  }),
} satisfies EventSentences<'mail.sent' | 'mail.gathered' | 'mail.failed' | 'mail.bounced'>;
