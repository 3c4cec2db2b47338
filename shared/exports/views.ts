import type { ExportView } from '../../api/exports/export-view.ts';
import type { Both } from '../leads/event-sentence.ts';
import { addMs, hoursMs, isoTime } from '../platform/clock.ts';
import { placeWithin } from '../reading/index.ts';
import { type Export, fileHours, mostLeads } from './export.ts';
import { shareBefore } from './rules-ruler.ts';

type Code = NonNullable<ExportView['problem']>['code'];

const problems: Readonly<Record<Code, Both>> = {
  rightsChanged: {
    vi: 'Quyền của người yêu cầu đã đổi từ lúc xuất: hãy xuất lại.',
    en: 'What whoever asked may see has changed since: ask for it again.',
  },
  masked: {
    vi: 'Từ khi tệp được làm, công ty che thêm số hoặc e-mail với vai trò của bạn: hãy xuất lại.',
    en: 'Since the file was made, more numbers or addresses are masked for your role: ask for it again.',
  },
  tooMany: {
    vi: `Hơn ${mostLeads.toLocaleString('vi-VN')} lead: lọc bớt, ví dụ theo ngày tạo, rồi xuất từng phần.`,
    en: `More than ${mostLeads.toLocaleString('en-GB')} leads: take them out in several, by when they were created for example.`,
  },
  filterGone: {
    vi: 'Phân khúc hoặc trường trong bộ lọc không còn: chọn lại bộ lọc.',
    en: 'A segment or field that the filter asks for is no more: choose others.',
  },
  eventGone: {
    vi: 'Biểu mẫu không còn sự kiện nào: chọn sự kiện khác.',
    en: 'The form has no event any more: choose another one.',
  },
  personErased: {
    vi: 'Một người trong tệp đã được xoá theo yêu cầu của họ, nên tệp cũng bị xoá: hãy xuất lại.',
    en: 'A person in the file was erased, and the file with them: ask for it again.',
  },
  keptEnding: {
    vi: 'Đã thử ba lần mà không làm xong: chọn ít lead hoặc ít cột hơn rồi xuất lại.',
    en: 'It was tried three times and never came to its end: ask for fewer leads, or fewer columns.',
  },
  other: { vi: 'Không xuất được: hãy thử lại.', en: 'It could not be made: ask for it again.' },
};

const isCode = (code: string): code is Code => Object.hasOwn(problems, code);

/** An export as whoever asked for it sees it, and admins. */
export function viewOf(one: Export): ExportView {
  const { exportId, by, askedAt, phase, columns, format, language, delimiter, leads, named = [] } = one;
  const code = one.problem === undefined ? null : isCode(one.problem) ? one.problem : 'other';
  const keptUntil = phase === 'done' && one.endedAt !== undefined ? isoTime(addMs(new Date(one.endedAt), fileHours * hoursMs)) : null;
  return {
    exportId,
    by,
    askedAt,
    state: phase,
    problem: code && { code, text: problems[code] },
    filter: { ...Object.fromEntries(new URLSearchParams(one.filter)), ...Object.fromEntries(named.map((name) => [name, '•••'])) },
    view: one.view ?? null,
    event: one.event?.formId ?? null,
    columns,
    format,
    language,
    delimiter: format === 'csv' ? delimiter : null,
    progress: { percent: percentOf(one), leads },
    bytes: one.bytes ?? null,
    endedAt: one.endedAt ?? null,
    keptUntil,
    fetchedAt: one.fetchedAt ?? null,
  };
}

/** How much of it is done: reading takes nearly all of the time. */
function percentOf({ phase, ruler, place }: Export): number {
  switch (phase) {
    case 'counting':
      return 0;
    case 'reading':
      return Math.min(99, Math.floor(shareBefore(ruler, place && placeWithin(place)) * 100));
    case 'writing':
      return 99;
    case 'done':
    case 'gone':
      return 100;
    case 'failed':
      return 0;
  }
}
