import type { EventType } from '../../api/tracking/posted-beacon.ts';
import { visitorLinked, visitorUnlinked } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import type { Locale } from '../leads/record.ts';
import type { LinkedEvent } from './read-behaviour.ts';

const visitVerbs: Record<EventType, Both> = {
  page_view: { vi: 'Xem trang', en: 'Viewed' },
  page_leave: { vi: 'Rời trang', en: 'Left' },
  click: { vi: 'Bấm trên trang', en: 'Clicked on' },
  form_start: { vi: 'Bắt đầu điền biểu mẫu trên trang', en: 'Started a form on' },
  form_submit: { vi: 'Gửi biểu mẫu trên trang', en: 'Posted a form on' },
  add_to_cart: { vi: 'Thêm vào giỏ hàng trên trang', en: 'Put into the cart on' },
  checkout_start: { vi: 'Bắt đầu thanh toán trên trang', en: 'Began to check out on' },
  purchase: { vi: 'Mua hàng trên trang', en: 'Purchased on' },
  download: { vi: 'Tải tệp từ trang', en: 'Downloaded from' },
  custom: { vi: 'Thao tác trên trang', en: 'Did something on' },
};
/** What the tracker calls the event that it reports where a link in our mail led. */
const mailLinkName = 'mail_link';
const mailLinkVerb: Both = { vi: 'Từ đường dẫn trong thư đến trang', en: 'Came by a link in a mail to' };

/** What a visitor did, in a few words. */
export function summariseVisit({ type, title, url, durationMs, props }: LinkedEvent, locale: Locale): string {
  const verb = type === 'custom' && props?.name === mailLinkName ? mailLinkVerb : visitVerbs[type];
  const seconds = durationMs === undefined ? null : Math.round(durationMs / 1_000);
  const stayed = seconds === null ? '' : locale === 'vi' ? ` sau ${seconds} giây` : ` after ${seconds} s`;
  return `${verb[locale]} ${title ?? (URL.canParse(url) ? new URL(url).pathname : url)}${stayed}`;
}

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
