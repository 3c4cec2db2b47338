import { registrationChanged } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { formName } from '../leads/event-sentences.ts';

const states: Readonly<Record<string, Both>> = {
  confirmed: { vi: 'Có chỗ tại sự kiện', en: 'Has a place at the event' },
  waiting: { vi: 'Chờ chỗ tại sự kiện', en: 'Waits for a place at the event' },
  refused: { vi: 'Không còn chỗ tại sự kiện', en: 'Found no place at the event' },
  cancelled: { vi: 'Không còn đăng ký sự kiện', en: 'Is registered no more for the event' },
  attended: { vi: 'Đã đến sự kiện', en: 'Came to the event' },
  missed: { vi: 'Có chỗ nhưng không đến sự kiện', en: 'Had a place and did not come to the event' },
};
const other: Both = { vi: 'Đăng ký sự kiện thay đổi', en: 'A registration changed for the event' };

const reasons: Readonly<Record<string, Both>> = {
  movedUp: { vi: 'lên từ danh sách chờ', en: 'moved up from the waiting list' },
  closed: { vi: 'đã hết hạn đăng ký', en: 'registration had closed' },
  calledOff: { vi: 'sự kiện không diễn ra', en: 'the event does not take place' },
  byPerson: { vi: 'khách trả lại chỗ', en: 'given back by the person' },
  merged: { vi: 'khách đã có chỗ bằng hồ sơ khác', en: 'the person has one by another record' },
  walkedIn: { vi: 'đến mà chưa đăng ký trước', en: 'without having registered' },
  takenBack: { vi: 'ghi nhầm là đã đến', en: 'noted as come by mistake' },
  parted: { vi: 'hai hồ sơ đã tách lại', en: 'the records parted again' },
};

/** What is told of places at events. */
export const registrationSentences = {
  'registration.changed': sentenceOf(registrationChanged, ({ formId, state, reason }, names) => {
    const said = wordsFor(states, state) ?? other;
    const form = formId === undefined ? undefined : formName(formId, names);
    const why = wordsFor(reasons, reason);
    const line = (locale: keyof Both) => `${said[locale]}${form ? `: ${form[locale]}` : ''}${why ? ` (${why[locale]})` : ''}`;
    return { vi: line('vi'), en: line('en') };
  }),
} satisfies EventSentences<'registration.changed'>;
