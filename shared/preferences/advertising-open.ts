import { type AddressState, type ClaimGuard, readAddressState } from '../mail/index.ts';
import { addMs, secondsMs } from '../platform/clock.ts';
import type { AddressDigest } from '../platform/digests.ts';
import type { TopicId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { advertisingBar } from './rules-choices.ts';

/** The person changed their mind twice while a mail was claimed. */
const lookAgainMs = 2 * secondsMs;

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
    refused: async () => refusal(await readAddressState(table, address, { consistent: true }), topic, now),
  };
}

/** What was refused is not sent; what came in between for a while only is waited for. */
function refusal(state: AddressState, topic: TopicId, now: Date): ReturnType<ClaimGuard['refused']> {
  const bar = advertisingBar(state, topic, now);
  switch (bar) {
    case 'suppressed':
      return { act: 'fail', reason: 'suppressed' };
    case 'personPaused':
      return { act: 'postpone', until: new Date(state.choices?.pausedUntil ?? now), why: bar };
    case null:
      // It opened again since.
      return { act: 'postpone', until: addMs(now, lookAgainMs), why: 'advertisingClosed' };
    default:
      return { act: 'skip', why: bar };
  }
}
