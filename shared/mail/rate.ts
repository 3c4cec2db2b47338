import { type Clock, hoursMs } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { bookSlots, noteSpent } from './rate-store.ts';
import { admittedOf, type DayCounts, freeAgainAt, hourAt, type QuotaLane, urgencyOf } from './rules-quota.ts';
import { departuresUs, paceOf, patienceUs, planBooking, spreadMs } from './rules-rate.ts';

/**
 * Whether a mail may be handed to SES now. `busy`: a slot would take too long, so the mail has to come back a little later.
 * `spent`: the day's quota has no room before that moment; `isNews` for the first mail in a day that hears so.
 */
export type Slot =
  | { readonly kind: 'taken' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'spent'; readonly until: Date; readonly isNews: boolean };

/** The rate and the day's quota of SES, shared by all instances. */
export interface MailRate {
  /** Waits until one mail may be handed to SES, or answers why it has to come back. */
  take(lane: QuotaLane): Promise<Slot>;
}

/** What SES takes from the account. */
export interface SendingLimits {
  readonly mailsPerSecond: number;
  readonly mailsPerDay: number;
}

export interface MailRateParts {
  readonly table: Pick<Table, 'update'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** A mail that wants a slot: hears when it may leave, or why not. */
interface Taker {
  readonly patientUntilUs: number;
  readonly resolve: (answer: number | Exclude<Slot, { kind: 'taken' }>) => void;
  readonly reject: (error: unknown) => void;
}

/** Others may be quicker: so often an instance looks again before it waits. */
const tries = 4;

/** @throws RangeError at a rate that is not above 0. */
export function openMailRate({ mailsPerSecond, mailsPerDay }: SendingLimits, parts: MailRateParts): MailRate {
  const pace = paceOf(mailsPerSecond);
  const { table, clock, random, sleep } = parts;
  const nowUs = (): number => clock().getTime() * 1_000;
  const waiting: Record<QuotaLane, Taker[]> = { notice: [], mail: [], sequence: [] };
  const isServing: Record<QuotaLane, boolean> = { notice: false, mail: false, sequence: false };
  /** As far as this instance knows; it only ever moves on. */
  let bookedUntilUs: number | undefined;
  /** Until when mails of a lane need not ask: the quota was found spent for them. */
  const spentUntil: Partial<Record<QuotaLane, Date>> = {};

  /** Books up to so many slots; answers when it is worth asking again where there are none. */
  async function book(wanted: number, lane: QuotaLane): Promise<Booked | { readonly opensAtUs: number }> {
    const urgency = urgencyOf(lane);
    for (let left = tries; left > 0; left -= 1) {
      const request = { urgency, nowUs: nowUs(), pace };
      const plan = planBooking(bookedUntilUs, { ...request, wanted });
      if (plan.kind === 'full') return plan;
      const answer = await bookSlots(table, { ...request, kind: plan.kind, count: plan.count });
      bookedUntilUs = answer.bookedUntilUs;
      if (!answer.isBooked) continue;
      const hour = hourAt(request.nowUs / 1_000);
      const departures = departuresUs(answer.firstSlotUs, plan.count, urgency, pace);
      return { departures, admitted: admittedOf(plan.count, lane, answer.counts, hour, mailsPerDay), counts: answer.counts, hour };
    }
    return { opensAtUs: nowUs() };
  }

  /** Tells those who would have to wait too long; the others stay. */
  function sendAway(takers: Taker[], opensAtUs: number): void {
    for (const taker of takers.splice(0)) {
      if (taker.patientUntilUs < opensAtUs) taker.resolve({ kind: 'busy' });
      else takers.push(taker);
    }
  }

  /** Tells all who wait that the quota is spent, and gives back what was counted for those whom it has no room for. */
  async function endDay(takers: Taker[], lane: QuotaLane, { departures, admitted, counts, hour }: Booked): Promise<void> {
    const refused = departures.length - admitted;
    const until = new Date(freeAgainAt(counts, lane, hour, mailsPerDay, refused) * hoursMs);
    spentUntil[lane] = until;
    const isNews = await noteSpent(table, refused, hour, clock());
    for (const [place, taker] of takers.splice(0).entries()) taker.resolve({ kind: 'spent', until, isNews: isNews && place === 0 });
  }

  async function serve(lane: QuotaLane): Promise<void> {
    const takers = waiting[lane];
    isServing[lane] = true;
    try {
      // All mails of a batch ask in the same turn: together they are one booking.
      await Promise.resolve();
      while (takers.length > 0) {
        const found = await book(takers.length, lane);
        if ('opensAtUs' in found) {
          sendAway(takers, found.opensAtUs);
          if (takers.length > 0) await sleep(Math.max(0, (found.opensAtUs - nowUs()) / 1_000) + random() * spreadMs);
          continue;
        }
        for (const departureUs of found.departures.slice(0, found.admitted)) takers.shift()?.resolve(departureUs);
        if (found.admitted < found.departures.length) await endDay(takers, lane, found);
      }
    } catch (error) {
      for (const taker of takers.splice(0)) taker.reject(error);
    } finally {
      isServing[lane] = false;
    }
  }

  return {
    async take(lane) {
      const spent = spentUntil[lane];
      if (spent && clock() < spent) return { kind: 'spent', until: spent, isNews: false };
      const answer = await new Promise<Parameters<Taker['resolve']>[0]>((resolve, reject) => {
        waiting[lane].push({ patientUntilUs: nowUs() + patienceUs[urgencyOf(lane)], resolve, reject });
        if (!isServing[lane]) void serve(lane);
      });
      if (typeof answer !== 'number') return answer;
      const waitMs = (answer - nowUs()) / 1_000;
      if (waitMs > 0) await sleep(waitMs);
      return { kind: 'taken' };
    },
  };
}

/** Slots that were booked, and for how many of them the day's quota has room. */
interface Booked {
  readonly departures: readonly number[];
  readonly admitted: number;
  readonly counts: DayCounts;
  readonly hour: number;
}

/** Sleeps by the machine's timers. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
