import { addMs, daysMs, epochSeconds, isoTime, secondsMs } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type WriteItem } from '../platform/table.ts';
import type { AddressParts } from './address.ts';
import { mailboxOf } from './address-problem.ts';
import type { ClaimGuard } from './product.ts';
import type { PlannedMail } from './record.ts';
import { findSlot, freeAtOf, mostAdvertising, type Slot, type Slots } from './rules-slots.ts';
import { leaseMs } from './store.ts';

/** As long as a slot that was taken counts, with room for the lease. */
const keptMs = 2 * daysMs;
/** Another worker was quicker: its claim is written by then. */
const lookAgainMs = 2 * secondsMs;

const names = (slot: number) => ({ at: `slot${slot}At`, mailId: `slot${slot}MailId` });

/** A slot of a mailbox that a mail may be claimed with. */
export interface MailboxSlot {
  readonly guard: ClaimGuard;
  /** Gives the slot back after an attempt that SES surely did not accept, while the attempt still holds the mail. */
  free(): Promise<void>;
}

/** Finds a slot for an advertising mail in its receiver's mailbox, in any spelling; or when there is one. */
export async function findMailboxSlot(
  to: string,
  { mailId }: Pick<PlannedMail, 'mailId'>,
  { now, mostPerDay, ...parts }: AddressParts & { readonly now: Date; readonly mostPerDay: number },
): Promise<MailboxSlot | { readonly freeAt: Date }> {
  const key = keys.mailbox(parts.digests.mailbox(mailboxOf(to)));
  const found = findSlot(slotsIn(await parts.table.get(key, { consistent: true })), mailId, now, { mostPerDay, leaseMs });
  if ('freeAt' in found) return found;
  const { slot, stands } = found;
  const { at, mailId: holder } = names(slot);
  const write: WriteItem = {
    Update: {
      Key: key,
      UpdateExpression: 'SET #at = :now, #mailId = :mailId, expiresAt = :expiresAt',
      ConditionExpression: `${stands ? '#at = :stands' : 'attribute_not_exists(#at)'} OR #mailId = :mailId`,
      ExpressionAttributeNames: { '#at': at, '#mailId': holder },
      ExpressionAttributeValues: {
        ':now': isoTime(now),
        ':mailId': mailId,
        ':expiresAt': epochSeconds(addMs(now, keptMs)),
        ...(stands ? { ':stands': stands.at } : {}),
      },
    },
  };
  return {
    guard: { write, refused: () => ({ act: 'postpone', until: addMs(now, lookAgainMs), why: 'mailboxQuota' }) },
    async free() {
      try {
        await parts.table.update({
          Key: key,
          UpdateExpression: 'REMOVE #at, #mailId',
          ConditionExpression: '#at = :now AND #mailId = :mailId',
          ExpressionAttributeNames: { '#at': at, '#mailId': holder },
          ExpressionAttributeValues: { ':now': isoTime(now), ':mailId': mailId },
        });
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
      }
    },
  };
}

/** How long an advertising mail keeps its slot. */
export const slotMs = daysMs + leaseMs;

/** Reads cheaply when each slot of a mailbox is free for a mail; those that are free were so for ever. */
export async function readSlotsFreeAt(
  to: string,
  mailId: string,
  { table, digests, mostPerDay }: AddressParts & { readonly mostPerDay: number },
): Promise<readonly Date[]> {
  const slots = slotsIn(await table.get(keys.mailbox(digests.mailbox(mailboxOf(to)))));
  return freeAtOf(slots, mailId, { mostPerDay, leaseMs });
}

function slotsIn(item: Item | undefined): Slots {
  const numbers = Array.from({ length: mostAdvertising }, (_, number) => number);
  return Object.fromEntries(numbers.flatMap((number) => slotIn(item, number).map((slot) => [number, slot])));
}

function slotIn(item: Item | undefined, number: number): readonly Slot[] {
  const { at, mailId } = names(number);
  return item?.[at] === undefined ? [] : [{ at: String(item[at]), mailId: String(item[mailId]) }];
}
