import type { MailRequestOf } from '../../events/index.ts';
import type { Locale } from '../leads/index.ts';

type Told = MailRequestOf<'registrationMail'>['what'] | 'changedWaiting';

interface Words {
  readonly headline: string;
  readonly said: string;
}

const vi: Readonly<Record<Told, Words>> = {
  confirmed: { headline: 'Anh/Chị đã có chỗ', said: 'Anh/Chị đã có một chỗ tại sự kiện này. Lịch hẹn đính kèm thư.' },
  waiting: {
    headline: 'Anh/Chị đang trong danh sách chờ',
    said: 'Sự kiện đã hết chỗ. Anh/Chị đang trong danh sách chờ; khi có chỗ, chúng tôi gửi thư báo ngay.',
  },
  refused: {
    headline: 'Rất tiếc, không còn chỗ',
    said: 'Sự kiện đã hết chỗ hoặc đã đóng đăng ký, nên chúng tôi chưa giữ được chỗ cho Anh/Chị.',
  },
  movedUp: {
    headline: 'Đã có chỗ cho Anh/Chị',
    said: 'Một chỗ vừa trống và nay là của Anh/Chị. Nếu không đến được, xin trả lại chỗ để người khác có thể đến.',
  },
  changed: {
    headline: 'Sự kiện có thay đổi',
    said: 'Thời gian hoặc địa điểm đã thay đổi. Chỗ của Anh/Chị vẫn được giữ; lịch hẹn mới đính kèm thư.',
  },
  changedWaiting: {
    headline: 'Sự kiện có thay đổi',
    said: 'Thời gian hoặc địa điểm đã thay đổi. Anh/Chị vẫn trong danh sách chờ.',
  },
  calledOff: { headline: 'Sự kiện không diễn ra', said: 'Rất tiếc, sự kiện này không diễn ra. Anh/Chị không cần làm gì thêm.' },
  reminder: { headline: 'Sắp đến sự kiện', said: 'Sự kiện mà Anh/Chị đã đăng ký sắp bắt đầu. Hẹn gặp Anh/Chị.' },
};

const en: Readonly<Record<Told, Words>> = {
  confirmed: { headline: 'You have a place', said: 'You have a place at this event. The date for your calendar is attached.' },
  waiting: {
    headline: 'You are on the waiting list',
    said: 'The event is full. You are on the waiting list; we write to you as soon as there is a place.',
  },
  refused: {
    headline: 'No place left',
    said: 'The event is full, or registration has closed, so we could not keep a place for you.',
  },
  movedUp: {
    headline: 'There is a place for you',
    said: 'A place has become free, and it is yours. If you cannot come, please give it back so that somebody else can.',
  },
  changed: { headline: 'The event has changed', said: 'The time or the place has changed. Your place is kept; the new date is attached.' },
  changedWaiting: {
    headline: 'The event has changed',
    said: 'The time or the place has changed. You are still on the waiting list.',
  },
  calledOff: {
    headline: 'The event does not take place',
    said: 'We are sorry: this event does not take place. There is nothing you need to do.',
  },
  reminder: { headline: 'The event begins soon', said: 'The event that you registered for begins soon. We look forward to seeing you.' },
};

const words = { vi, en } as const satisfies Record<Locale, Readonly<Record<Told, Words>>>;
const giveBack = {
  vi: { place: 'Không đến được? Trả lại chỗ', waiting: 'Không chờ nữa? Rời danh sách chờ' },
  en: { place: 'Cannot come? Give your place back', waiting: 'No longer interested? Leave the waiting list' },
} as const;

/** What a mail about a registration says. */
export function placeWords(told: Told, locale: Locale): Words & { readonly giveBack: string } {
  const waits = told === 'waiting' || told === 'changedWaiting';
  return { ...words[locale][told], giveBack: giveBack[locale][waits ? 'waiting' : 'place'] };
}
