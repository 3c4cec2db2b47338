import { defineEraser } from '../erasing/eraser.ts';

/** Facts of figures: with the record the row loses whom it is of, and what tells few people apart; what is left of the old one goes after two days. */
export const factsEraser = defineEraser({
  capability: 'facts',
  items: ['FACTS LEAD'],
  name: { vi: 'Số liệu cho báo cáo', en: 'Facts for reports' },
  isDerived: true,
  fate: {
    becomes: 'stripped',
    why: {
      vi: 'Chỉ còn số liệu không kèm mã: giờ, nguồn, giai đoạn, sản phẩm, số tiền; không dẫn tới ai.',
      en: 'Only facts without an id stay: hour, source, stage, product, amount; they lead to nobody.',
    },
  },
});
