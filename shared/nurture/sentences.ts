import type { Both } from '../leads/event-sentence.ts';
import { wordsFor } from '../leads/event-sentence.ts';
import { mailFailureWords } from '../mail/event-sentences.ts';
import { endReasonWords } from '../sequences/event-sentences.ts';

/** What a mail of a sequence waits for, and why one is not sent. */
const reasons: Readonly<Record<string, Both>> = {
  ...mailFailureWords,
  sequencePaused: { vi: 'chuỗi đang tạm dừng', en: 'its sequence is paused' },
  personPaused: { vi: 'khách xin tạm ngừng thư quảng cáo', en: 'the person asked for a rest from advertising' },
  personAway: { vi: 'khách đang vắng mặt, hộp thư tự động báo', en: 'the person is away, as their mailbox answered' },
  colleague: { vi: 'đồng nghiệp đang liên lạc với khách', en: 'a colleague talks to the person' },
  mailbox: { vi: 'hộp thư đã nhận đủ thư quảng cáo trong 24 giờ', en: 'the mailbox has had as much advertising as a day may bring' },
  mailboxQuota: { vi: 'hộp thư đã nhận đủ thư quảng cáo trong 24 giờ', en: 'the mailbox has had as much advertising as a day may bring' },
  mailboxPromise: {
    vi: 'hộp thư đã nhận đủ số thư quảng cáo mà công ty đã hứa',
    en: 'the mailbox has had as much advertising as the company promised at most',
  },
  night: { vi: 'ở chỗ khách đang là ban đêm', en: 'it is night where the person lives' },
  dayQuota: { vi: 'đã hết hạn mức thư trong ngày của công ty', en: "the company's quota of mails for the day is spent" },
  advertisingPaused: {
    vi: 'thư quảng cáo đang tạm dừng vì nhiều người báo là thư rác',
    en: 'advertising is paused, because too many people complained of it',
  },
  notDue: { vi: 'chưa đến lúc', en: 'it is not due yet' },
  noAddress: { vi: 'không có địa chỉ nhận được thư', en: 'there is no address that takes mails' },
  disqualified: { vi: 'lead đã bị loại', en: 'the lead is disqualified' },
  noConsent: { vi: 'khách chưa đồng ý cho liên hệ', en: 'the person has not agreed to be contacted' },
  refusedContact: { vi: 'khách đã từ chối liên hệ', en: 'the person refused to be contacted' },
  refusedAll: { vi: 'khách đã từ chối mọi thư quảng cáo', en: 'the person refused all advertising' },
  refusedTopic: { vi: 'khách đã từ chối chủ đề này', en: 'the person refused this topic' },
  notConfirmed: { vi: 'khách chưa xác nhận muốn nhận chủ đề này', en: 'the person has not confirmed that they want this topic' },
  moment: { vi: 'thời điểm cần nhắc trước đã dời sang lúc khác', en: 'what it comes before was moved' },
  momentOver: { vi: 'thời điểm cần nhắc trước đã qua hoặc đã hủy', en: 'what it was to come before is over or was called off' },
  tooLate: { vi: 'đã quá muộn, thư không còn ý nghĩa', en: 'it would come too late to be of use' },
  advertisingClosed: { vi: 'lúc đó khách không nhận quảng cáo', en: 'the person took no advertising at that moment' },
  goal: { vi: 'chuỗi đã đạt mục tiêu', en: 'the goal of the sequence is reached' },
  exit: { vi: 'lead không còn phù hợp với chuỗi', en: 'the lead does not fit the sequence any more' },
  noOwner: { vi: 'chưa ai phụ trách lead', en: 'nobody has the lead' },
  tooManyTasks: { vi: 'lead đã có quá nhiều việc chưa xong', en: 'the lead has as many open tasks as it may have' },
  webhookGone: { vi: 'webhook không còn nữa', en: 'its webhook is configured no more' },
  templateGone: { vi: 'mẫu thư không còn nữa', en: 'its template is configured no more' },
};

/** Puts into words why a mail of a sequence is not sent, or what it waits for; a reason of a later version is told as it stands. */
export const reasonWords = (reason: string): Both => wordsFor(reasons, reason) ?? { vi: reason, en: reason };

/** What became of a mail, and the moments of it as people write them. */
export interface ToldMessage {
  readonly state: string;
  readonly reason: string | null;
  readonly at: string | null;
  readonly until: string | null;
  readonly standsAt: { readonly stepId: string; readonly dueAt: string | null } | null;
}

/** Tells in a line why a lead got a mail, or did not. */
export function messageSentence({ state, reason, at, until, standsAt }: ToldMessage): Both {
  const why = reason === null ? null : reasonWords(reason);
  const because = why ? { vi: `: ${why.vi}`, en: `: ${why.en}` } : { vi: '', en: '' };
  switch (state) {
    case 'sent':
      return { vi: `Đã gửi lúc ${at}`, en: `Sent on ${at}` };
    case 'sending':
      return { vi: 'Đang được gửi', en: 'On its way' };
    case 'waits':
      return { vi: `Đang chờ đến ${until}${because.vi}`, en: `Waits until ${until}${because.en}` };
    case 'skipped':
    case 'failed':
      return { vi: `Không gửi${because.vi}`, en: `Not sent${because.en}` };
    case 'notReached': {
      const due = standsAt?.dueAt ? { vi: `, đến ${standsAt.dueAt}`, en: `, until ${standsAt.dueAt}` } : { vi: '', en: '' };
      return {
        vi: `Chưa tới: đang ở bước ${standsAt?.stepId}${due.vi}`,
        en: `Not reached yet: rests at the step ${standsAt?.stepId}${due.en}`,
      };
    }
    case 'passedOver':
      return { vi: 'Lượt này đã đi qua mà không có thư', en: 'The run went by without it' };
    case 'runEnded': {
      const ended = reason === null ? undefined : wordsFor(endReasonWords, reason);
      return { vi: `Chuỗi đã kết thúc trước thư này${ended?.vi ?? ''}`, en: `The run was over before it${ended?.en ?? ''}` };
    }
    case 'noSuchMail':
      return { vi: 'Chuỗi không có thư này', en: 'The sequence has no such mail' };
    default:
      return { vi: 'Lead chưa từng vào chuỗi này', en: 'The lead never was in this sequence' };
  }
}

/** Tells in a line what will be done for a lead. */
export function foreseenSentence({ does, reason }: { readonly does: string; readonly reason: string | null }): Both {
  const why = reason === null ? null : reasonWords(reason);
  const because = why ? { vi: `: ${why.vi}`, en: `: ${why.en}` } : { vi: '', en: '' };
  const waited = why ? { vi: `, sau khi chờ: ${why.vi}`, en: `, having waited: ${why.en}` } : { vi: '', en: '' };
  const ended = reason === null ? undefined : wordsFor(endReasonWords, reason);
  switch (does) {
    case 'mail':
      return { vi: `Gửi thư${waited.vi}`, en: `A mail is sent${waited.en}` };
    case 'skip':
      if (reason === 'noOwner' || reason === 'tooManyTasks')
        return { vi: `Không giao việc${because.vi}`, en: `No task is made${because.en}` };
      if (reason === 'nobodyToTell' || reason === 'ownerUnknown')
        return { vi: `Không báo cho ai${because.vi}`, en: `Nobody is told${because.en}` };
      if (reason === 'webhookGone') return { vi: `Không báo hệ thống khác${because.vi}`, en: `Nobody else is told${because.en}` };
      return { vi: `Không gửi thư${because.vi}`, en: `The mail is not sent${because.en}` };
    case 'hold':
      return { vi: `Dừng lại${because.vi}`, en: `Nothing goes on${because.en}` };
    case 'task':
      return { vi: 'Giao một việc cho người phụ trách', en: 'Whoever has the lead gets a task' };
    case 'tag':
      return { vi: 'Đổi nhãn của lead', en: "The lead's tags change" };
    case 'webhook':
      return { vi: 'Báo cho hệ thống khác', en: 'Another system is told' };
    case 'notice':
      return { vi: 'Báo cho người phụ trách', en: 'Whoever has the lead is told' };
    default:
      return { vi: `Kết thúc chuỗi${ended?.vi ?? ''}`, en: `The run is over${ended?.en ?? ''}` };
  }
}
