import { z } from 'zod';
import { chosenId } from '../ids.ts';
import { Currency, largestAmount } from '../money-words.ts';

/** As large as it may be told: sums of them stay exact. */
const toldAmount = z.number().int().nonnegative().max(largestAmount, 'an amount takes at most nine trillion of the smallest unit');

export const currency = Currency.meta({ description: 'ISO 4217, such as VND; amounts are in its smallest unit' });
export const orderSource = z
  .string()
  .regex(chosenId)
  .brand<'SourceId'>()
  .meta({ description: 'The shop; numbers of two shops may be the same' });
export const orderId = z.string().trim().min(1).max(100).meta({ description: 'The number of the order in its source' });

/** Refused beyond it by the number that an order takes, which names how many there are. */
const mostPerRequest = 5_000;

export const PurchaseItem = z
  .strictObject({
    product: z.string().trim().min(1).max(64).exactOptional(),
    package: z.string().trim().min(1).max(64).exactOptional(),
    name: z.string().trim().min(1).max(200).exactOptional(),
    quantity: z.number().int().min(1).max(1_000_000).default(1),
    amount: toldAmount.exactOptional(),
  })
  .refine(({ product, name }) => product !== undefined || name !== undefined, 'name the product, by its id or in words')
  .meta({ id: 'PurchaseItem' });

export const purchaseItems = z.array(PurchaseItem).max(mostPerRequest);

export const FactKind = z.enum(['ordered', 'confirmed', 'shipped', 'delivered', 'paid', 'returned', 'refunded', 'cancelled']);
const withoutAmount: readonly z.infer<typeof FactKind>[] = ['shipped', 'delivered'];
const needsAmount: readonly z.infer<typeof FactKind>[] = ['paid', 'refunded'];
const part: readonly z.infer<typeof FactKind>[] = ['paid', 'refunded', 'returned', 'cancelled'];

export const ToldPurchaseFact = z
  .strictObject({
    factId: z
      .string()
      .regex(/^[A-Za-z0-9._~-]{1,128}$/)
      .exactOptional()
      .meta({ description: 'Tells two alike apart, such as two payments of one moment. @default - the fact is what it says' }),
    kind: FactKind,
    at: z.iso.datetime({ offset: true }).meta({ description: 'When it happened' }),
    amount: toldAmount.exactOptional().meta({
      description:
        'ordered, confirmed: what the whole order is worth, before what was cancelled or returned. paid, refunded: the money, needed. cancelled, returned: the part; left out for the whole',
    }),
    items: purchaseItems.exactOptional().meta({ description: 'ordered, confirmed: what was ordered. returned, cancelled: what of it' }),
  })
  .refine(({ kind, amount }) => amount !== undefined || !needsAmount.includes(kind), {
    path: ['amount'],
    message: 'say how much money it was',
  })
  .refine(({ kind, amount }) => amount === undefined || !withoutAmount.includes(kind), {
    path: ['amount'],
    message: 'no amount is sent or delivered; say it by `confirmed` or `paid`',
  })
  .refine(({ kind, amount }) => amount !== 0 || !part.includes(kind), {
    path: ['amount'],
    message: 'an amount of nothing happened to nobody',
  })
  .meta({ id: 'ToldPurchaseFact' });

export const toldFacts = z.array(ToldPurchaseFact).min(1, 'tell at least one fact, such as `ordered`').max(mostPerRequest);
