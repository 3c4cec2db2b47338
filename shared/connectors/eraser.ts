import type { Delivered } from '../capture/submission.ts';
import { defineEraser, kindOfItem, type Removal } from '../erasing/eraser.ts';
import type { SourceId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { deliveryDays } from './delivery-days.ts';

/** What connectors told. A post leads to what it was told by; nothing leads from an order to it, and it goes by itself. */
export const connectorsEraser = defineEraser({
  capability: 'connectors',
  items: ['CONNECTOR DELIVERY'],
  name: { vi: 'Dữ liệu thô mà nền tảng gửi tới', en: 'What platforms told, as they told it' },
  fate: {
    becomes: 'expires',
    // The table deletes within two days of the moment.
    withinDays: deliveryDays + 2,
    why: {
      vi: `Nội dung của bài gửi được xoá cùng bài; đơn hàng thô và bài chưa rõ là của ai tự mất sau ${deliveryDays} ngày.`,
      en: `What a post was told by is emptied with the post; raw orders, and posts that nobody can be told from, go by themselves after ${deliveryDays} days.`,
    },
  },
});

/**
 * Returns what empties the delivery that a post was made of. Its id stays until it expires: a platform that tells the same thing once more after the
 * erasure finds that it told it.
 */
export function emptied(connectorId: SourceId, { deliveryId }: Delivered): Removal {
  const Key = keys.delivery(connectorId, deliveryId);
  return {
    kind: kindOfItem({ ...Key }),
    write: {
      Update: {
        Key,
        UpdateExpression: 'SET content = :nothing, version = version + :one, #reason = :erased',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#reason': 'reason' },
        ExpressionAttributeValues: { ':nothing': new Uint8Array(), ':one': 1, ':erased': 'erased' },
      },
    },
  };
}
