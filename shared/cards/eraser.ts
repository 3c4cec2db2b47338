import { defineEraser } from '../erasing/eraser.ts';
import { parseCardItem } from './store.ts';

/** What lists show of a lead. What is left of one that is gone stays for two days, so that no card comes back. */
export const cardsEraser = defineEraser({
  capability: 'cards',
  items: ['LEAD CARD'],
  name: { vi: 'Thẻ trong danh sách', en: 'Cards of lists' },
  isDerived: true,
  fate: { becomes: 'deleted' },
  keeps: (item) => typeof item.card !== 'string' && parseCardItem(item) === null,
});
