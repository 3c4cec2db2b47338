import { defineEraser } from '../erasing/eraser.ts';
import { digest } from '../platform/ids.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import { Purchase } from './record.ts';

/** Orders: their facts stay for the figures, without whose they were, and without the number and the words of the shop. */
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
  async follow(item, { erasureId }) {
    const { data } = Purchase.safeParse({ ...item, leadId: partitionId(item), purchaseId: sortId(item) });
    const [first] = data?.facts ?? [];
    if (!data || !first) return { removals: [], isAll: true };
    const facts = data.facts.map(({ kind, at, amount, items, voidedAt }) => ({
      kind,
      day: at.slice(0, 'yyyy-mm-dd'.length),
      ...(amount === undefined ? {} : { amount }),
      ...(voidedAt === undefined ? {} : { isVoided: true }),
      ...(items === undefined ? {} : { items: items.map(({ name: _name, ...rest }) => rest) }),
    }));
    const key = keys.erasedPurchase(first.at.slice(0, 'yyyy-mm'.length), digest(erasureId, data.purchaseId));
    return {
      removals: [{ kind: null, write: { Put: { Item: { ...key, source: data.source, currency: data.currency, facts } } } }],
      isAll: true,
    };
  },
});
