import { purchaseFactVoided, purchaseRecorded } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { sourceName } from '../leads/event-sentences.ts';
import type { Locale } from '../leads/index.ts';
import { moneyText } from '../platform/money-text.ts';
import { manualSource } from './record.ts';

const factNames: Readonly<Record<string, Both>> = {
  ordered: { vi: 'đã đặt', en: 'ordered' },
  confirmed: { vi: 'đã xác nhận', en: 'confirmed' },
  shipped: { vi: 'đã gửi hàng', en: 'shipped' },
  delivered: { vi: 'đã giao', en: 'delivered' },
  paid: { vi: 'đã thanh toán', en: 'paid' },
  returned: { vi: 'đã hoàn hàng', en: 'returned' },
  refunded: { vi: 'đã hoàn tiền', en: 'refunded' },
  cancelled: { vi: 'đã huỷ', en: 'cancelled' },
};

const voidReasons: Readonly<Record<string, Both>> = {
  mistake: { vi: 'ghi nhầm', en: 'a mistake' },
  duplicate: { vi: 'ghi trùng', en: 'told twice' },
  test: { vi: 'đơn thử', en: 'a test' },
};

const outcomes: Readonly<Record<string, Both>> = {
  paid: { vi: '; đơn đã thanh toán đủ', en: '; it is fully paid' },
  takenBack: { vi: '; đơn không còn được tính là đã thanh toán đủ', en: '; it no longer counts as fully paid' },
};

/** So many facts a line names; an order that comes with its whole history would fill the page. */
const namedFacts = 6;

interface ToldFact {
  readonly kind?: string | undefined;
  readonly amount?: number | null | undefined;
}

/** What is told of orders. */
export const purchaseSentences = {
  'purchase.recorded': sentenceOf(purchaseRecorded, ({ source, currency, facts = [], became }, names) => {
    const line = (locale: Locale) => {
      const result = wordsFor(outcomes, became ?? undefined)?.[locale] ?? '';
      return `${locale === 'vi' ? 'Đơn hàng' : 'Order'}${placeOf(source, names)[locale]}: ${listFacts(facts, currency, locale)}${result}`;
    };
    return { vi: line('vi'), en: line('en') };
  }),
  'purchase.fact_voided': sentenceOf(purchaseFactVoided, ({ source, currency, fact, reason, became }, names) => {
    const line = (locale: Locale) => {
      const result = wordsFor(outcomes, became ?? undefined)?.[locale] ?? '';
      const why = wordsFor(voidReasons, reason)?.[locale];
      const what = listFacts(fact ? [fact] : [], currency, locale);
      const order = `${locale === 'vi' ? 'Bỏ khỏi đơn hàng' : 'Taken off the order'}${placeOf(source, names)[locale]}`;
      return `${order}: ${what}${why === undefined ? '' : ` (${why})`}${result}`;
    };
    return { vi: line('vi'), en: line('en') };
  }),
} satisfies EventSentences<'purchase.fact_voided' | 'purchase.recorded'>;

function placeOf(source: string | undefined, names: EventNames): Both {
  if (source === undefined || source === manualSource) return { vi: '', en: '' };
  const { vi, en } = sourceName(source, names);
  return { vi: ` từ ${vi}`, en: ` from ${en}` };
}

function listFacts(facts: readonly ToldFact[], currency: string | undefined, locale: Locale): string {
  const named = facts.slice(0, namedFacts).map(({ kind = '', amount }) => {
    const words = wordsFor(factNames, kind)?.[locale] ?? kind;
    return amount === null || amount === undefined || currency === undefined
      ? words
      : `${words} ${moneyText({ amount, currency }, locale)}`;
  });
  const others = facts.length - named.length;
  const more = others <= 0 ? '' : locale === 'vi' ? ` và ${others} việc khác` : ` and ${others} more`;
  return `${named.join(', ')}${more}`;
}
