import type { Fact } from '../facts/index.ts';
import type { Locale } from '../leads/record.ts';
import type { DayRange, Days } from './rules-days.ts';

/** How much of some days the company has numbers of: of those behind its first lead. */
export type Reach = 'all' | 'part' | 'none';

/** From when on the company has numbers, by the facts that a report read: those of all leads, whoever asks. */
export class History {
  private first: number | null = null;

  take({ arrivedAt }: Pick<Fact, 'arrivedAt'>): void {
    if (this.first === null || arrivedAt < this.first) this.first = arrivedAt;
  }

  firstDay(days: Days): string | null {
    return this.first === null ? null : days.dayOf(this.first);
  }

  /** By arrival no lead before the days is read: the first one of them may not be the company's first, so that only days without any are told apart. */
  reach({ from, to }: DayRange, days: Days, isWhole = true): Reach {
    const first = this.firstDay(days);
    if (first === null || first >= to) return 'none';
    return isWhole && first > from ? 'part' : 'all';
  }
}

/** Says why nothing, or not all, can be compared; nothing where it can. */
export function reachNote(reach: Reach | null, firstDay: string | null, locale: Locale): { readonly note?: string } {
  if (reach === 'none') return { note: noneBefore[locale] };
  return reach === 'part' ? { note: partBefore[locale](firstDay ?? '') } : {};
}

const noneBefore = {
  vi: 'Kỳ trước chưa có khách nào, nên không có gì để so.',
  en: 'Nobody had come in the days before, so there is nothing to compare with.',
};

const partBefore = {
  vi: (day: string) => `Số liệu bắt đầu từ ${day}: kỳ trước không trọn, nên so không nói lên nhiều.`,
  en: (day: string) => `Numbers begin on ${day}: the days before are not whole, so a comparison says little.`,
};
