import { cartBought, cartLeft } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** What is told of carts. */
export const cartSentences = {
  'lead.cart_bought': sentenceOf(cartBought, () => ({
    vi: 'Đã mua hàng sau khi bỏ giỏ lại trên trang',
    en: 'Bought after leaving a cart on the site',
  })),
  'lead.cart_left': sentenceOf(cartLeft, ({ state }) =>
    state === 'checkout'
      ? { vi: 'Bắt đầu thanh toán trên trang rồi bỏ dở', en: 'Began to pay on the site and left it' }
      : { vi: 'Cho hàng vào giỏ trên trang rồi bỏ đó', en: 'Filled a cart on the site and left it' },
  ),
} satisfies EventSentences<'lead.cart_bought' | 'lead.cart_left'>;
