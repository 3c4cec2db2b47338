import type { Enrolment } from './enrolment.ts';
import type { NotEnrolledReason } from './machine.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Tells whether people may put leads into a sequence. */
export const isByHand = ({ triggers }: Pick<SequenceConfig, 'triggers'>): boolean => triggers.some(({ on }) => on === 'manual');

export const notByHand =
  'Leads come into this sequence by what happens, not by hand. Lead vào chuỗi này theo sự kiện, không do người đưa vào.';

/** Says to whoever wanted to put a lead into a sequence why that cannot be, in English and Vietnamese. */
export function whyNotByHand(
  reason: NotEnrolledReason,
  { reentry }: Pick<SequenceConfig, 'reentry'>,
  before: Pick<Enrolment, 'ended'> | null,
): string {
  switch (reason) {
    case 'active':
    case 'knownCause':
      return 'The lead is in this sequence already. Lead đang ở trong chuỗi này rồi.';
    case 'again':
      return reentry === 'never' ? once : later(reentry.afterDays, before?.ended?.at ?? '');
    case 'paused':
      return 'The sequence is paused: put the lead in when it is on again. Chuỗi đang tạm dừng: hãy đưa lead vào khi chuỗi chạy lại.';
    case 'status':
      return (
        'This lead gets nothing of this sequence: it is disqualified, or the person refused what the sequence sends. ' +
        'Chuỗi này không gửi tin cho lead: đã bị loại, hoặc khách từ chối tin của chuỗi này.'
      );
    case 'rule':
      return 'The lead does not fit the entry rule of the sequence. Lead không thỏa điều kiện vào chuỗi.';
    case 'goal':
      return 'The lead has reached the goal of the sequence already. Lead đã đạt mục tiêu của chuỗi.';
    case 'exit':
      return 'The lead fits an exit of the sequence, and would leave it at once. Lead thỏa một điều kiện rời chuỗi, nên sẽ rời chuỗi ngay.';
    case 'nothingToDo':
      return (
        'The sequence has nothing to do for this lead now: what its mails come before is over, too near, or not planned. ' +
        'Chuỗi chưa có việc gì để làm cho lead này: mốc mà thư cần đi trước đã qua, quá gần, hoặc chưa được hẹn.'
      );
  }
}

const once =
  'The lead has been through this sequence, and nobody comes into it twice. Lead đã qua chuỗi này rồi, và không ai vào chuỗi lần thứ hai.';

const later = (days: number, endedAt: string): string =>
  `The lead left this sequence on ${endedAt.slice(0, 10)} and may come in again ${days} days after. ` +
  `Lead rời chuỗi ngày ${endedAt.slice(0, 10)} và chỉ được vào lại sau ${days} ngày.`;
