import { defineEraser } from '../erasing/eraser.ts';
import { keys } from '../platform/keys.ts';
import { parseConversion } from './conversion.ts';

/** What platforms are to be told of somebody. A call that is under way with it goes as well; the others in it are put together anew. */
export const conversionsEraser = defineEraser({
  capability: 'conversions',
  items: ['LEAD CONVERSION'],
  name: { vi: 'Kết quả báo lại cho nền tảng quảng cáo', en: 'What advertising platforms are told of' },
  fate: { becomes: 'deleted' },
  follow: async (item) => {
    const { state, callId } = parseConversion(item);
    const removals = state === 'sending' && callId ? [{ kind: null, write: { Delete: { Key: keys.call(callId) } } }] : [];
    return { removals, isAll: true };
  },
});
