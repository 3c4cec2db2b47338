import type { AddressDigest, Digests } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { ClaimGuard } from './product.ts';
import { AddressState } from './record.ts';

export interface AddressParts {
  readonly table: Table;
  readonly digests: Digests;
}

export function readAddress({ table, digests }: AddressParts, email: string): Promise<AddressState> {
  return readAddressState(table, digests.address(email));
}

/** Reads what is known of an address by its digest. */
export async function readAddressState(
  table: Pick<Table, 'get'>,
  address: AddressDigest,
  options: { readonly consistent?: boolean } = {},
): Promise<AddressState> {
  const item = await table.get(keys.address(address), options);
  return item ? AddressState.parse(item) : {};
}

/** Guards a claim: refused when the address bounced for good or complained. */
export function openAddress(address: AddressDigest): ClaimGuard {
  return {
    write: { ConditionCheck: { Key: keys.address(address), ConditionExpression: 'attribute_not_exists(suppression)' } },
    refused: () => ({ act: 'fail', reason: 'suppressed' }),
  };
}

/** Notes that somebody showed that an address is theirs; the first time stays. */
export function proveAddress(address: AddressDigest, at: string): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET provenAt = if_not_exists(provenAt, :at)',
      ExpressionAttributeValues: { ':at': at },
    },
  };
}

/** Returns the write that notes until when the person behind an address is away; refused where they are away for as long already. */
export function noteAway(address: AddressDigest, until: string): Extract<WriteItem, { readonly Update: unknown }> {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET awayUntil = :until',
      ConditionExpression: 'attribute_not_exists(awayUntil) OR awayUntil < :until',
      ExpressionAttributeValues: { ':until': until },
    },
  };
}

/** Closes an address for good; the first reason stays, nothing removes it. */
export function suppressAddress(address: AddressDigest, reason: NonNullable<AddressState['suppression']>['reason'], at: string): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET suppression = if_not_exists(suppression, :suppression)',
      ExpressionAttributeValues: { ':suppression': { reason, at } },
    },
  };
}
