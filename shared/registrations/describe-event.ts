import type { EventDescription } from '../../api/forms/form-description.ts';
import type { FormConfig } from '../capture/form-config.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { PheuError } from '../platform/errors.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { type EventOfForm, whenOf, whereOf } from './event-words.ts';
import { ledgerFor, readLedger } from './ledger.ts';
import { hasEvent } from './requests.ts';
import { type Counts, type EventStanding, standingOf } from './rules-places.ts';

const sentences: Readonly<Record<EventStanding, { readonly vi: string; readonly en: string }>> = {
  open: { vi: 'Đang nhận đăng ký.', en: 'Registration is open.' },
  few: { vi: 'Chỉ còn ít chỗ.', en: 'Few places are left.' },
  waitingList: {
    vi: 'Đã hết chỗ. Đăng ký để vào danh sách chờ: có chỗ là chúng tôi báo ngay.',
    en: 'All places are taken. Register to join the waiting list: we write to you as soon as there is a place.',
  },
  full: { vi: 'Đã hết chỗ.', en: 'All places are taken.' },
  closed: { vi: 'Đã hết hạn đăng ký.', en: 'Registration has closed.' },
  over: { vi: 'Sự kiện đã kết thúc.', en: 'The event is over.' },
  calledOff: { vi: 'Sự kiện không diễn ra.', en: 'The event does not take place.' },
};

const takesPosts: ReadonlySet<EventStanding> = new Set(['open', 'few', 'waitingList']);

interface DescribeParts {
  readonly table: Pick<Table, 'get'>;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly log: Log;
}

/** Says of the event of a form what its page shows: when and where it is, and how registration stands; undefined where the form has none. Never who registered, nor how many. */
export async function describeEvent(form: FormConfig, parts: DescribeParts): Promise<EventDescription | undefined> {
  if (!hasEvent(form)) return undefined;
  const { event } = form;
  const now = parts.clock();
  const [{ timeZone }, counts] = await Promise.all([readCompany(parts.config), countsNow(form, now, parts)]);
  const standing = standingOf(event, counts, now);
  return {
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    when: { vi: whenOf(event, timeZone, 'vi'), en: whenOf(event, timeZone, 'en') },
    where: { vi: whereOf(event, 'vi'), en: whereOf(event, 'en') },
    standing,
    says: sentences[standing],
    takesPosts: takesPosts.has(standing),
  };
}

/** A form is worth more than what it says of places: where they cannot be counted just now, people register as if there were some, and the mail says how it stands. */
async function countsNow({ id, event }: EventOfForm, now: Date, { table, log }: DescribeParts): Promise<Counts> {
  try {
    return ledgerFor(id, event, await readLedger(table, id, { consistent: false }), now);
  } catch (error) {
    const message = 'the places of an event cannot be counted; its form says that people may register';
    if (error instanceof PheuError && error.retryable) log.warn(message, describeError(error));
    else log.error(message, error);
    return { taken: 0, waiting: 0 };
  }
}
