import { type AddressChoices, proveAddress, readAddressState } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { withRefusalsOf } from './rules-choices.ts';
import { writeChoices } from './store.ts';

/** A person's mails go to another address from now on. */
export interface Move {
  /** The address until now; null: there was none. */
  readonly from: AddressDigest | null;
  readonly to: AddressDigest;
  /** When the new address was shown to be theirs, where this act shows it. @default - it shows nothing */
  readonly provenAt?: Date;
}

/**
 * Returns the writes by which refusals and rest of an address hold for another that its person moves to, for the transaction of the move.
 * They are refused where somebody has decided about the mails to one of the two meanwhile: read and try again, by `untilWritten`.
 */
export async function moveRefusals({ from, to, provenAt }: Move, table: Table): Promise<WriteItem[]> {
  const proof = provenAt ? [proveAddress(to, provenAt.toISOString())] : [];
  if (from === null || from === to) return proof;
  const [{ choices: there }, { choices: here }] = await Promise.all([
    readAddressState(table, from, { consistent: true }),
    readAddressState(table, to, { consistent: true }),
  ]);
  const after = withRefusalsOf(there, here);
  return [sameChoices(from, there), ...(after ? [writeChoices(to, here, after, provenAt ?? null)] : proof)];
}

/** A refusal that comes between the reading and the move must not stay behind. */
function sameChoices(address: AddressDigest, read: AddressChoices | undefined): WriteItem {
  return {
    ConditionCheck: {
      Key: keys.address(address),
      ...(read
        ? { ConditionExpression: 'choices.version = :read', ExpressionAttributeValues: { ':read': read.version } }
        : { ConditionExpression: 'attribute_not_exists(choices)' }),
    },
  };
}
