import { visitorLinked, visitorUnlinked } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** What is told of devices whose history is a lead's. */
export const trackingSentences = {
  'visitor.linked': sentenceOf(visitorLinked, ({ weak }) =>
    weak
      ? {
          vi: 'Đường dẫn trong thư gửi lead này được mở trên một thiết bị: lịch sử truy cập ở đó có lẽ là của lead này',
          en: 'A link in a mail to this lead was opened on a device: the history of visits there is probably theirs',
        }
      : {
          vi: 'Lịch sử truy cập trên một thiết bị được gắn với lead này',
          en: 'The history of visits on a device belongs to this lead',
        },
  ),
  'visitor.unlinked': sentenceOf(visitorUnlinked, ({ reason }) =>
    reason === 'superseded'
      ? {
          vi: 'Lịch sử truy cập của một thiết bị không còn được coi là của lead này, vì đã biết rõ hơn về thiết bị đó',
          en: "A device's history of visits is no longer taken for this lead's, because more became known of the device",
        }
      : {
          vi: 'Đã gỡ lịch sử truy cập của một thiết bị khỏi lead này',
          en: "A device's history of visits was taken off this lead",
        },
  ),
} satisfies EventSentences<'visitor.linked' | 'visitor.unlinked'>;
