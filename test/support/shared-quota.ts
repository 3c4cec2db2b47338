import { openMailRate, type Slot } from '../../shared/mail/rate.ts';
import type { MailUrgency } from '../../shared/mail/rules-rate.ts';
import { VirtualTime } from '../faults/world/time.ts';
import { memoryTable } from './memory-table.ts';

/** Instances of send-mail that share a day's quota, a hundred mails where none is given, on a virtual clock. */
export function sharedQuota(count: number, mailsPerDay = 100) {
  const time = new VirtualTime();
  const table = memoryTable();
  const open = () =>
    openMailRate({ mailsPerSecond: 200, mailsPerDay }, { table, clock: time.clock, random: () => 0.5, sleep: (ms) => time.sleep(ms) });
  const slots: { readonly urgency: MailUrgency; readonly atMs: number; readonly slot: Slot }[] = [];
  const take = (from: ReturnType<typeof open>, urgency: MailUrgency) =>
    from.take(urgency).then((slot) => void slots.push({ urgency, atMs: time.now, slot }));
  return { time, table, rates: Array.from({ length: count }, open), slots, take };
}

/** Counts the mails of an urgency that got such an answer. */
export const tally = (slots: ReturnType<typeof sharedQuota>['slots'], urgency: MailUrgency, kind: Slot['kind']): number =>
  slots.filter((one) => one.urgency === urgency && one.slot.kind === kind).length;
