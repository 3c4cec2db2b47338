import { type ClaimGuard, readAddressState, type Unsent } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import type { TopicId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { advertisingBar } from './rules-choices.ts';

/**
 * Guards the claim of an advertising mail by one condition: its address is open, its person confirmed the topic, refused neither the topic nor
 * all, and wants no rest. It asks what `openAddress` asks as well, and stands in its place: a transaction takes an item once.
 */
export function advertisingOpen(address: AddressDigest, topic: TopicId, now: Date, { table }: { readonly table: Table }): ClaimGuard {
  return {
    write: {
      ConditionCheck: {
        Key: keys.address(address),
        ConditionExpression:
          'attribute_not_exists(suppression) AND attribute_exists(choices.confirmed.#topic) AND attribute_not_exists(choices.refusedAll) ' +
          'AND attribute_not_exists(choices.refused.#topic) AND (attribute_not_exists(choices.pausedUntil) OR choices.pausedUntil <= :now)',
        ExpressionAttributeNames: { '#topic': topic },
        ExpressionAttributeValues: { ':now': now.toISOString() },
      },
    },
    refused: async (): Promise<Unsent> => {
      const bar = advertisingBar(await readAddressState(table, address, { consistent: true }), topic, now);
      if (bar === 'suppressed') return { act: 'fail', reason: 'suppressed' };
      // It opened again since: whoever asks next time may find it open.
      return { act: 'skip', why: bar ?? 'advertisingClosed' };
    },
  };
}
