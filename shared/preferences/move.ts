import type { MailboxWord } from '../leads/index.ts';
import { type AddressChoices, type AddressState, proveAddress, readAddressState } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { mailboxWordOf, withRefusalsOf } from './rules-choices.ts';
import { writeChoices } from './store.ts';

/** A person's mails go to another address from now on. */
export interface Move {
  /** The address until now; null: there was none. */
  readonly from: AddressDigest | null;
  readonly to: AddressDigest;
  /** When the new address was shown to be theirs, where this act shows it. @default - it shows nothing */
  readonly provenAt?: Date;
}

/** What a move writes, and what the mailbox that mails go to from now on says of newsletters. */
export interface Moved {
  readonly writes: WriteItem[];
  readonly word: MailboxWord;
}

/**
 * Returns the writes by which refusals and rest of an address hold for another that its person moves to, for the transaction of the move.
 * They are refused where somebody has decided about the mails to one of the two meanwhile: read and try again, by `untilWritten`.
 */
export async function moveRefusals({ from, to, provenAt }: Move, table: Table): Promise<Moved> {
  const proof = provenAt ? [proveAddress(to, provenAt.toISOString())] : [];
  const [{ choices: there }, { choices: here }] = await Promise.all([
    from === null || from === to ? noState : readAddressState(table, from, { consistent: true }),
    readAddressState(table, to, { consistent: true }),
  ]);
  const isMove = from !== null && from !== to;
  const after = isMove ? withRefusalsOf(there, here) : null;
  const stands = after ?? here;
  const word = mailboxWordOf(stands);
  // The word of the new mailbox counts for the record as it was read, and not where it was taken back meanwhile.
  const isWritten = stands !== undefined && (after !== null || word.confirmedAt !== undefined);
  const writes = isWritten ? [writeChoices(to, here, stands, provenAt ?? null)] : proof;
  return { writes: isMove ? [sameChoices(from, there), ...writes] : writes, word };
}

const noState: AddressState = {};

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
