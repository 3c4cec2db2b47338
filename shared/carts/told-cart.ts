import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

const ToldCart = z.object({ since: z.string() });

/** Reads when a lead did something last with the cart that was told of last; null: none was. @throws CorruptItemError */
export async function readToldCart(table: Pick<Table, 'get'>, leadId: LeadId): Promise<string | null> {
  const item = await table.get(keys.toldCart(leadId), { consistent: true });
  if (!item) return null;
  const told = ToldCart.safeParse(item);
  if (!told.success) throw new CorruptItemError('the cart that was told of does not have the shape this version knows');
  return told.data.since;
}

/** Returns the write that notes which cart is told of now; refused when another look was quicker. */
export function putToldCart(leadId: LeadId, before: string | null, since: string): WriteItem {
  return {
    Put: {
      Item: { ...keys.toldCart(leadId), since },
      ...(before === null
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'since = :before', ExpressionAttributeValues: { ':before': before } }),
    },
  };
}
