import { addMs, daysMs, epochSeconds, isoTime, secondsMs } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { type Key, keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table, type WriteItem } from '../platform/table.ts';
import type { AddressParts } from './address.ts';
import { mailboxOf } from './address-problem.ts';
import type { ClaimGuard } from './product.ts';
import type { PlannedMail } from './record.ts';
import { type AdvertisingLimits, dayLimit, findSlot, freeAtOf, type Slot, type SlotLimit, type Slots } from './rules-slots.ts';
import { leaseMs } from './store.ts';

/** As long as a slot that was taken counts, with room for a clock that is ahead. */
const keptMs = ({ restMs }: SlotLimit): number => restMs + daysMs;
/** Another worker was quicker: its claim is written by then. */
const lookAgainMs = 2 * secondsMs;
/** The most slots that a limit may have. */
const mostSlots = 10;

const names = (slot: number) => ({ at: `slot${slot}At`, holder: `slot${slot}Holder` });

type Holder = Pick<PlannedMail, 'leadId' | 'mailId'>;

/** A mail's id tells it among those of its lead alone. */
const holderOf = ({ leadId, mailId }: Holder): string => `${leadId}/${mailId}`;

/** Why a mail waits for a slot: the day's are taken, or those of the span that the company promised. */
export type SlotReason = 'mailboxQuota' | 'mailboxPromise';

interface KeptLimit extends SlotLimit {
  readonly key: Key;
  readonly why: SlotReason;
}

/** The promise has an item of its own: the day's is written by mails that do not advertise, too, and expires by them. */
function limitsOf(
  to: string,
  { mostPerDay, atMost }: AdvertisingLimits,
  digests: Pick<Digests, 'mailbox'>,
): readonly [day: KeptLimit, ...promise: KeptLimit[]] {
  const mailbox = digests.mailbox(mailboxOf(to));
  const day: KeptLimit = { key: keys.mailbox(mailbox), why: 'mailboxQuota', ...dayLimit(mostPerDay, leaseMs) };
  if (!atMost) return [day];
  const promise = { mails: Math.min(mostSlots, atMost.mails), restMs: atMost.days * daysMs + leaseMs };
  return [day, { key: keys.mailboxPromise(mailbox), why: 'mailboxPromise', ...promise }];
}

/** Slots of a mailbox that a mail may be claimed with, one of each limit. */
export interface MailboxSlots {
  readonly guards: readonly ClaimGuard[];
  /** Gives the slots back after an attempt that SES surely did not accept, while the attempt still holds the mail. */
  free(): Promise<void>;
}

/** Finds slots for an advertising mail in its receiver's mailbox, in any spelling; or when there are some, and what it waits for. */
export async function findMailboxSlots(
  to: string,
  mail: Holder,
  { now, limits, table, digests }: AddressParts & { readonly now: Date; readonly limits: AdvertisingLimits },
): Promise<MailboxSlots | { readonly freeAt: Date; readonly why: SlotReason }> {
  const own = holderOf(mail);
  const found = await Promise.all(
    limitsOf(to, limits, digests).map(async (limit) => ({
      limit,
      slot: findSlot(slotsIn(await table.get(limit.key, { consistent: true })), own, now, limit),
    })),
  );
  const [last] = found
    .flatMap(({ limit: { why }, slot }) => ('freeAt' in slot ? [{ freeAt: slot.freeAt, why }] : []))
    .toSorted((one, other) => other.freeAt.getTime() - one.freeAt.getTime());
  if (last) return last;
  const taken = found.flatMap(({ limit, slot }) => ('slot' in slot ? [{ limit, ...slot }] : []));
  return {
    guards: taken.map(({ limit, slot, stands }) => ({
      write: takeSlot(limit, { slot, stands, own, now }),
      refused: () => ({ act: 'postpone', until: addMs(now, lookAgainMs), why: limit.why }),
    })),
    async free() {
      await Promise.all(taken.map(({ limit, slot }) => freeSlot(limit, { slot, own, now }, table)));
    },
  };
}

interface Taking {
  readonly slot: number;
  readonly own: string;
  readonly now: Date;
}

function takeSlot(limit: KeptLimit, { slot, stands, own, now }: Taking & { readonly stands: Slot | undefined }): WriteItem {
  const { at, holder } = names(slot);
  return {
    Update: {
      Key: limit.key,
      UpdateExpression: 'SET #at = :now, #holder = :own, expiresAt = :expiresAt',
      ConditionExpression: `${stands ? '#at = :stands' : 'attribute_not_exists(#at)'} OR #holder = :own`,
      ExpressionAttributeNames: { '#at': at, '#holder': holder },
      ExpressionAttributeValues: {
        ':now': isoTime(now),
        ':own': own,
        ':expiresAt': epochSeconds(addMs(now, keptMs(limit))),
        ...(stands ? { ':stands': stands.at } : {}),
      },
    },
  };
}

async function freeSlot({ key }: KeptLimit, { slot, own, now }: Taking, table: Pick<Table, 'update'>): Promise<void> {
  const { at, holder } = names(slot);
  try {
    await table.update({
      Key: key,
      UpdateExpression: 'REMOVE #at, #holder',
      ConditionExpression: '#at = :now AND #holder = :own',
      ExpressionAttributeNames: { '#at': at, '#holder': holder },
      ExpressionAttributeValues: { ':now': isoTime(now), ':own': own },
    });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** When the slots of a limit are free, and how long a mail keeps one. */
export interface SlotsAhead {
  readonly freeAt: readonly Date[];
  readonly restMs: number;
}

/** The slots of a mailbox by each of its limits. */
export interface MailboxAhead {
  readonly day: SlotsAhead;
  /** Null where the company promised nothing. */
  readonly promise: SlotsAhead | null;
}

/** The slots of a lead without an address, who gets nothing. */
export const noMailbox: MailboxAhead = { day: { freeAt: [], restMs: 0 }, promise: null };

/** Reads cheaply when the slots of a mailbox are free for a mail, or for none that holds one; those that are free were so for ever. */
export async function readSlotsAhead(
  to: string,
  mail: Holder | null,
  { table, digests, limits }: AddressParts & { readonly limits: AdvertisingLimits },
): Promise<MailboxAhead> {
  const own = mail === null ? null : holderOf(mail);
  const aheadBy = async (limit: KeptLimit): Promise<SlotsAhead> => ({
    freeAt: freeAtOf(slotsIn(await table.get(limit.key)), own, limit),
    restMs: limit.restMs,
  });
  const [ofDay, ofPromise] = limitsOf(to, limits, digests);
  const [day, promise] = await Promise.all([aheadBy(ofDay), ofPromise ? aheadBy(ofPromise) : null]);
  return { day, promise };
}

function slotsIn(item: Item | undefined): Slots {
  const numbers = Array.from({ length: mostSlots }, (_, number) => number);
  return Object.fromEntries(numbers.flatMap((number) => slotIn(item, number).map((slot) => [number, slot])));
}

function slotIn(item: Item | undefined, number: number): readonly Slot[] {
  const { at, holder } = names(number);
  return item?.[at] === undefined ? [] : [{ at: String(item[at]), holder: String(item[holder]) }];
}
