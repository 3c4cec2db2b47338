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

const names = (slot: number) => ({ at: `slot${slot}At`, holder: `slot${slot}Holder` });

type Holder = Pick<PlannedMail, 'leadId' | 'mailId'>;

/** A mail's id tells it among those of its lead alone. */
const holderOf = ({ leadId, mailId }: Holder): string => `${leadId}/${mailId}`;

/** A slot of a mailbox that a mail may be claimed with. */
export interface MailboxSlot {
  readonly guard: ClaimGuard;
  /** Gives the slot back after an attempt that SES surely did not accept, while the attempt still holds the mail. */
  free(): Promise<void>;
}

/** Finds a slot for an advertising mail in its receiver's mailbox, in any spelling; or when there is one. */
export async function findMailboxSlot(
  to: string,
  mail: Holder,
  { now, mostPerDay, ...parts }: AddressParts & { readonly now: Date; readonly mostPerDay: number },
): Promise<MailboxSlot | { readonly freeAt: Date }> {
  const key = keys.mailbox(parts.digests.mailbox(mailboxOf(to)));
  const own = holderOf(mail);
  const found = findSlot(slotsIn(await parts.table.get(key, { consistent: true })), own, now, { mostPerDay, leaseMs });
  if ('freeAt' in found) return found;
  const { slot, stands } = found;
  const { at, holder } = names(slot);
  const write: WriteItem = {
    Update: {
      Key: key,
      UpdateExpression: 'SET #at = :now, #holder = :own, expiresAt = :expiresAt',
      ConditionExpression: `${stands ? '#at = :stands' : 'attribute_not_exists(#at)'} OR #holder = :own`,
      ExpressionAttributeNames: { '#at': at, '#holder': holder },
      ExpressionAttributeValues: {
        ':now': isoTime(now),
        ':own': own,
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
          UpdateExpression: 'REMOVE #at, #holder',
          ConditionExpression: '#at = :now AND #holder = :own',
          ExpressionAttributeNames: { '#at': at, '#holder': holder },
          ExpressionAttributeValues: { ':now': isoTime(now), ':own': own },
        });
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
      }
    },
  };
}

/** How long an advertising mail keeps its slot. */
export const slotMs = daysMs + leaseMs;

/** Reads cheaply when each slot of a mailbox is free for a mail, or for none that holds one; those that are free were so for ever. */
export async function readSlotsFreeAt(
  to: string,
  mail: Holder | null,
  { table, digests, mostPerDay }: AddressParts & { readonly mostPerDay: number },
): Promise<readonly Date[]> {
  const slots = slotsIn(await table.get(keys.mailbox(digests.mailbox(mailboxOf(to)))));
  return freeAtOf(slots, mail === null ? null : holderOf(mail), { mostPerDay, leaseMs });
}

function slotsIn(item: Item | undefined): Slots {
  const numbers = Array.from({ length: mostAdvertising }, (_, number) => number);
  return Object.fromEntries(numbers.flatMap((number) => slotIn(item, number).map((slot) => [number, slot])));
}

function slotIn(item: Item | undefined, number: number): readonly Slot[] {
  const { at, holder } = names(number);
  return item?.[at] === undefined ? [] : [{ at: String(item[at]), holder: String(item[holder]) }];
}
