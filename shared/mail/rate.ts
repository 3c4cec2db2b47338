import type { Clock } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { bookSlots } from './rate-store.ts';
import { departuresUs, type MailUrgency, paceOf, patienceUs, planBooking, spreadMs } from './rules-rate.ts';

/** The rate at which SES takes mails, shared by all instances. */
export interface MailRate {
  /** Waits until one mail may be handed to SES. Answers false when that would take too long: the mail has to come back later. */
  take(urgency: MailUrgency): Promise<boolean>;
}

export interface MailRateParts {
  readonly table: Pick<Table, 'update'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** A mail that wants a slot: hears when it may leave, or null. */
interface Taker {
  readonly patientUntilUs: number;
  readonly resolve: (departureUs: number | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Others may be quicker: so often an instance looks again before it waits. */
const tries = 4;

/** @throws RangeError at a rate that is not above 0. */
export function openMailRate(mailsPerSecond: number, parts: MailRateParts): MailRate {
  const pace = paceOf(mailsPerSecond);
  const { table, clock, random, sleep } = parts;
  const nowUs = (): number => clock().getTime() * 1_000;
  const waiting: Record<MailUrgency, Taker[]> = { notice: [], mail: [] };
  const isServing: Record<MailUrgency, boolean> = { notice: false, mail: false };
  /** As far as this instance knows; it only ever moves on. */
  let bookedUntilUs: number | undefined;

  /** Books up to so many slots; answers when it is worth asking again where there are none. */
  async function book(wanted: number, urgency: MailUrgency): Promise<readonly number[] | { readonly opensAtUs: number }> {
    for (let left = tries; left > 0; left -= 1) {
      const request = { urgency, nowUs: nowUs(), pace };
      const plan = planBooking(bookedUntilUs, { ...request, wanted });
      if (plan.kind === 'full') return plan;
      const answer = await bookSlots(table, { ...request, kind: plan.kind, count: plan.count });
      bookedUntilUs = answer.bookedUntilUs;
      if (answer.isBooked) return departuresUs(answer.firstSlotUs, plan.count, urgency, pace);
    }
    return { opensAtUs: nowUs() };
  }

  /** Tells those who would have to wait too long; the others stay. */
  function sendAway(takers: Taker[], opensAtUs: number): void {
    for (const taker of takers.splice(0)) {
      if (taker.patientUntilUs < opensAtUs) taker.resolve(null);
      else takers.push(taker);
    }
  }

  async function serve(urgency: MailUrgency): Promise<void> {
    const takers = waiting[urgency];
    isServing[urgency] = true;
    try {
      // All mails of a batch ask in the same turn: together they are one booking.
      await Promise.resolve();
      while (takers.length > 0) {
        const found = await book(takers.length, urgency);
        if ('opensAtUs' in found) {
          sendAway(takers, found.opensAtUs);
          if (takers.length > 0) await sleep(Math.max(0, (found.opensAtUs - nowUs()) / 1_000) + random() * spreadMs);
        } else for (const departureUs of found) takers.shift()?.resolve(departureUs);
      }
    } catch (error) {
      for (const taker of takers.splice(0)) taker.reject(error);
    } finally {
      isServing[urgency] = false;
    }
  }

  return {
    async take(urgency) {
      const departureUs = await new Promise<number | null>((resolve, reject) => {
        waiting[urgency].push({ patientUntilUs: nowUs() + patienceUs, resolve, reject });
        if (!isServing[urgency]) void serve(urgency);
      });
      if (departureUs === null) return false;
      const waitMs = (departureUs - nowUs()) / 1_000;
      if (waitMs > 0) await sleep(waitMs);
      return true;
    },
  };
}

/** Sleeps by the machine's timers. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
