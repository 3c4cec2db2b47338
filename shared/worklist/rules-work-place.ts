import type { WorkPlace } from '../../api/tasks/work-place.ts';
import type { Both } from '../leads/event-sentence.ts';
import { daysMs, hoursMs, minutesMs } from '../platform/clock.ts';
import type { WorkRow } from '../tasks/index.ts';

export type { WorkPlace };

/** A callback is due from a quarter of an hour before its moment: then its rep is reminded. */
export const callbackAheadMs = 15 * minutesMs;

/** Returns the place of a task that is due today or before. A call that was put off keeps its reason and lies among what is planned. */
export function placeOf({ reason, dueAt, place }: Pick<WorkRow, 'reason' | 'dueAt' | 'place'>, now: Date): WorkPlace {
  const due = Date.parse(dueAt);
  if (reason === 'callback') return due <= now.getTime() + callbackAheadMs ? 'callback' : 'today';
  if (reason !== 'planned' && !place.startsWith('5#')) return reason;
  return due < now.getTime() ? 'overdue' : 'today';
}

const ranks: Readonly<Record<WorkPlace, number>> = { accept: 1, callback: 2, hot: 3, firstContact: 4, overdue: 5, today: 6 };

/** Returns by what a task is ordered among the work of a rep: by place, then by when it is due. The ends of an index's places are kept. */
export function rankOf(row: Pick<WorkRow, 'reason' | 'dueAt' | 'place'>, now: Date): string {
  return `${ranks[placeOf(row, now)]}${row.place.slice(1)}`;
}

/** Says why a task stands at its place. */
export function renderWhy(row: Pick<WorkRow, 'reason' | 'dueAt' | 'place'>, now: Date): Both {
  const lateMs = now.getTime() - Date.parse(row.dueAt);
  const late = lateMs < minutesMs ? null : spanOf(lateMs);
  switch (placeOf(row, now)) {
    case 'accept':
      return late
        ? { vi: `Chờ anh/chị nhận, đã quá hạn ${late.vi}`, en: `Waits for you to accept, ${late.en} late` }
        : { vi: 'Chờ anh/chị nhận', en: 'Waits for you to accept' };
    case 'callback':
      return late
        ? { vi: `Khách hẹn gọi lại, đã trễ ${late.vi}`, en: `Asked to be called back, ${late.en} ago` }
        : { vi: 'Khách hẹn gọi lại, đến giờ', en: 'Asked to be called back, due now' };
    case 'hot':
      return { vi: 'Khách đang nóng, chưa ai gọi', en: 'The lead became hot, nobody has called' };
    case 'firstContact':
      return late
        ? { vi: `Lead mới, chưa liên hệ lần đầu, đã trễ ${late.vi}`, en: `New lead, no first contact yet, ${late.en} late` }
        : { vi: 'Lead mới, chưa liên hệ lần đầu', en: 'New lead, no first contact yet' };
    case 'overdue':
      return late ? { vi: `Quá hạn ${late.vi}`, en: `Overdue for ${late.en}` } : { vi: 'Đến hạn', en: 'Due now' };
    case 'today':
      return row.reason === 'callback'
        ? { vi: 'Khách hẹn gọi lại hôm nay', en: 'Asked to be called back today' }
        : { vi: 'Đến hạn hôm nay', en: 'Due today' };
  }
}

/** Tells how long something is, in its largest unit. */
function spanOf(ms: number): Both {
  const [unit, names] =
    ms >= daysMs ? ([daysMs, days] as const) : ms >= hoursMs ? ([hoursMs, hours] as const) : ([minutesMs, minutes] as const);
  const count = Math.floor(ms / unit);
  return { vi: `${count} ${names.vi}`, en: `${count} ${names.en}${count === 1 ? '' : 's'}` };
}

const days = { vi: 'ngày', en: 'day' };
const hours = { vi: 'giờ', en: 'hour' };
const minutes = { vi: 'phút', en: 'minute' };
