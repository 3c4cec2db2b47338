import { defineEraser } from '../erasing/eraser.ts';

/** Orders: what happened to them stays in the fact of their person, without whose they were, and without the number and the words of the shop. */
export const purchasesEraser = defineEraser({
  capability: 'purchases',
  items: ['LEAD PURCHASE'],
  name: { vi: 'Đơn hàng', en: 'Orders' },
  fate: {
    becomes: 'stripped',
    why: {
      vi: 'Chỉ còn số liệu không kèm mã: tháng, nguồn, sản phẩm, số tiền.',
      en: 'Only facts without an id stay: month, source, product, amount.',
    },
  },
});
