import { defineEraser, removalOf } from '../erasing/eraser.ts';
import { addressItemsOf } from '../identity/index.ts';
import { Proposals } from './record.ts';

/** What posts said against a record, with the marks by which it is found by an address that was proposed. */
export const proposalsEraser = defineEraser({
  capability: 'proposals',
  items: ['LEAD PROPOSALS'],
  name: { vi: 'Đề xuất sửa hồ sơ', en: 'Proposals' },
  fate: { becomes: 'deleted' },
  async follow(item, { leadIds }, { table, digests }) {
    const { data } = Proposals.safeParse({ open: [], decided: [], leadId: 'unknown', ...item });
    const addresses = new Set((data?.open ?? []).flatMap((one) => (one.field === 'email' ? [one.value] : [])));
    const found = await Promise.all([...addresses].map((email) => addressItemsOf(table, digests.email(email), leadIds)));
    return { removals: found.flat().map(removalOf), isAll: true };
  },
});
