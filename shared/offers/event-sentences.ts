import { offerSuggested } from '../../events/index.ts';
import { type Both, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';

const kinds: Readonly<Record<string, Both>> = {
  crossSell: { vi: 'Gợi ý bán thêm', en: 'Suggested as well' },
  upsell: { vi: 'Gợi ý nâng cấp', en: 'Suggested as an upgrade' },
};

/** What is told of offers. */
export const offerSentences = {
  'offer.suggested': sentenceOf(offerSuggested, ({ kind, product = '', package: packageId, as }, names) => {
    const { vi, en } = wordsFor(kinds, kind) ?? { vi: 'Gợi ý', en: 'Suggested' };
    const goods = (packageId ? names.package(packageId) : names.product(product)) ?? { vi: product, en: product };
    const isTask = as === 'task';
    return {
      vi: `${vi}: ${goods.vi}${isTask ? ' (giao việc gọi khách)' : ''}`,
      en: `${en}: ${goods.en}${isTask ? ' (a call is to do)' : ''}`,
    };
  }),
} satisfies EventSentences<'offer.suggested'>;
