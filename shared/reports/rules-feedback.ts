import type { Fact } from '../facts/index.ts';
import type { Asked, Counted, Holder, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf, unknownKey } from './rules-dimensions.ts';
import { firstEntries } from './rules-stages.ts';

/** Something that somebody said of the product, or the reason for which a need of theirs was lost. */
interface Said {
  readonly kind: string;
  readonly word: string;
  readonly at: number;
  readonly products: readonly string[];
  readonly holder?: Holder;
}

/** The kind of what is the reason of a loss. */
const lost = 'lost';

/** Lists what a person said. Reasons of losses are those of the needs themselves, each with its product. */
function saidBy(fact: Fact): Said[] {
  const losses = fact.needs.flatMap(({ product, poolId, closes }) =>
    closes.flatMap(({ result, at, reason, repId }) => {
      if (result !== 'lost') return [];
      return [
        { kind: lost, word: reason ?? unknownKey, at, products: product === null ? fact.products : [product], holder: { repId, poolId } },
      ];
    }),
  );
  const heard = fact.feedback.map((said) => ({ ...said, products: fact.products }));
  return [...losses, ...heard];
}

function rowsOfSaid(fact: Fact, { kind, word, products }: Said, counted: Counted, asked: Asked): string | readonly string[] {
  const ofProducts = products.length === 0 ? [unknownKey] : products;
  switch (asked.by) {
    case 'productWord':
      return ofProducts.map((product) => `${product}/${kind}:${word}`);
    case 'word':
      return `${kind}:${word}`;
    case 'said':
      return kind;
    default:
      return rowsOf(fact, counted, asked, products);
  }
}

/** What is said of each product: why it was not bought, what people object to, what they ask for, what they answer in surveys. */
export const feedback: Report = {
  name: 'feedback',
  bases: ['event', 'arrival'],
  dimensions: ['productWord', 'word', 'said', 'product', ...commonDimensions.filter((dimension) => dimension !== 'product')],
  columns: () => [
    { name: 'saidBy', kind: 'leads', unit: 'count' },
    { name: 'saidTimes', kind: 'times', unit: 'count' },
    { name: 'saidLosses', kind: 'times', unit: 'count' },
    { name: 'saidCustomers', kind: 'leads', unit: 'count' },
    { name: 'saidCustomerShare', kind: 'share', unit: 'share', part: 'saidCustomers', of: 'saidBy' },
  ],
  fold: (fact, out, asked) => {
    const isCustomer = firstEntries(fact, 'passed').has('customer');
    for (const said of saidBy(fact)) {
      const counted = anchored(fact, said.at, asked, said.holder);
      if (!counted) continue;
      const rows = rowsOfSaid(fact, said, counted, asked);
      out.add(rows, 'saidBy', fact, counted);
      out.add(rows, 'saidTimes', fact, counted);
      if (said.kind === lost) out.add(rows, 'saidLosses', fact, counted);
      if (isCustomer) out.add(rows, 'saidCustomers', fact, counted);
    }
  },
};
