import { type Elsewhere, type EraserParts, markErased, type Removal, removalOf, wasErased } from '../erasing/index.ts';
import { eraseFacts } from '../facts/index.ts';
import { addressItemsOf, releaseNumber } from '../identity/index.ts';
import { indexAttributes, indexes, indexKeys } from '../platform/keys.ts';
import { queryAll } from '../platform/table.ts';
import { refuseForErased } from '../preferences/index.ts';
import { findPosts } from './posts.ts';

/** What is done with what does not lie under the records of a person. */
export const elsewhere: Elsewhere = {
  /** Pairs that nobody has decided about lie under the older record, which may be somebody else. What was decided of two keeps ids alone. */
  async forgetRecord(leadId, _person, { table }) {
    const items = await queryAll(table, {
      IndexName: indexes.gsi1,
      KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
      ExpressionAttributeValues: { ':pk': indexKeys.pairsPartition(leadId) },
    });
    return items.map(removalOf);
  },
  async forgetEmail({ email, address }, { leadIds, closedAt }, { table }) {
    const [held, refusal, marks] = await Promise.all([
      addressItemsOf(table, email, leadIds),
      refuseForErased(table, address, closedAt),
      marksMissing(email, closedAt, table),
    ]);
    return [...held.map(removalOf), ...(refusal ? [counted(refusal)] : []), ...marks];
  },
  async forgetPhone(phone, { leadIds, closedAt }, { table }) {
    const [released, marks] = await Promise.all([releaseNumber(table, phone, leadIds), marksMissing(phone, closedAt, table)]);
    return [...released.map((write): Removal => ({ kind: 'PHONE CLAIM', write })), ...marks];
  },
  forgetFacts: eraseFacts,
  findPosts,
};

const counted = (write: Removal['write']): Removal => ({ kind: null, write });

/** It was written with the end of the record, unless there were too many. */
async function marksMissing(who: Parameters<typeof markErased>[0], closedAt: string, table: EraserParts['table']): Promise<Removal[]> {
  const marked = await wasErased(table, [who], { consistent: true });
  return marked.has(who) ? [] : [counted(markErased(who, closedAt))];
}
