/** Named as the queues: a rep waits for a notice, nobody in particular for any other mail. */
export type MailUrgency = 'notice' | 'mail';

/**
 * How mails are spread over time, in whole microseconds, so that any number of them adds up exactly. Every mail gets a slot; slots follow
 * one another at the interval, whoever books them. A mail may leave a little before its slot: that is what SES takes at once.
 */
export interface MailPace {
  readonly intervalUs: number;
  /** How long before its slot a mail may leave. */
  readonly earlyUs: Readonly<Record<MailUrgency, number>>;
  /** How far from now the last slot that is booked may lie. */
  readonly aheadUs: Readonly<Record<MailUrgency, number>>;
}

/** What an instance does next to get slots. */
export type BookingPlan =
  | { readonly kind: 'full'; readonly opensAtUs: number }
  /** `idle`: slots begin now, because all that are booked are over; `busy`: they follow the last one that is booked. */
  | { readonly kind: 'idle' | 'busy'; readonly count: number };

const secondUs = 1_000_000;
/** The clocks of two instances may differ by this much. */
export const clockSkewUs = 200_000;
/** A mail may reach SES this much later after its slot than another mail after its own: facts, claim, a slow connection. */
export const latenessUs = 400_000;
/** A notice waits this long for its slot at most. */
const longestWaitUs = secondUs;
/** So long a mail waits for a slot that can be booked, before it goes back into its queue. A notice may then wait for its slot, too. */
export const patienceUs: Readonly<Record<MailUrgency, number>> = { notice: secondUs, mail: 2 * secondUs };
/** Instances that wait for the same slots ask at different moments within this time, and each finds several. */
export const spreadMs = 100;
/** All waits, one after the other: with the time-outs of SES behind them, the function still ends in time. */
export const longestTakeMs = Math.max(patienceUs.notice + longestWaitUs, patienceUs.mail) / 1_000 + spreadMs;
/** No instance books so far ahead: a clock that ran away did, and what it wrote is not waited for. */
export const absurdUs = 60 * secondUs;

/**
 * Returns the pace that SES bears at its rate. SES is taken for a strict bucket that holds the mails of one second: one of them is the mail
 * itself, errors of clocks and ways take their share, and what is left over may leave early. Where nothing is left over, slots lie further
 * apart. Half of it is kept for notices, and only notices book ahead.
 * @throws RangeError at a rate that is not above 0.
 */
export function paceOf(mailsPerSecond: number): MailPace {
  if (!(mailsPerSecond > 0)) throw new RangeError(`the sending rate has to be above 0, not ${mailsPerSecond}`);
  const spacingUs = Math.ceil(secondUs / mailsPerSecond);
  const leftUs = secondUs - spacingUs - clockSkewUs - latenessUs;
  const early = Math.max(0, leftUs);
  const reserved = Math.floor(early / 2);
  return {
    intervalUs: spacingUs + Math.max(0, -leftUs),
    earlyUs: { notice: early, mail: reserved },
    aheadUs: { notice: early + longestWaitUs, mail: reserved },
  };
}

/** Plans a booking of at most `wanted` slots, from what is known of the end of those that are booked; that end may lie later by now. */
export function planBooking(
  bookedUntilUs: number | undefined,
  {
    wanted,
    urgency,
    nowUs,
    pace,
  }: { readonly wanted: number; readonly urgency: MailUrgency; readonly nowUs: number; readonly pace: MailPace },
): BookingPlan {
  const isIdle = bookedUntilUs === undefined || bookedUntilUs <= nowUs || bookedUntilUs > nowUs + absurdUs;
  const firstUs = isIdle ? nowUs : bookedUntilUs;
  const roomUs = nowUs + pace.aheadUs[urgency] - firstUs;
  if (roomUs < 0) return { kind: 'full', opensAtUs: firstUs - pace.aheadUs[urgency] };
  return { kind: isIdle ? 'idle' : 'busy', count: Math.min(wanted, Math.floor(roomUs / pace.intervalUs) + 1) };
}

/** Returns the latest end of the booked slots after which so many may still follow. */
export function latestStartUs(count: number, urgency: MailUrgency, nowUs: number, pace: MailPace): number {
  return nowUs + pace.aheadUs[urgency] - (count - 1) * pace.intervalUs;
}

/** Returns the moments from which the mails of a booking may leave, the first one first. */
export function departuresUs(firstSlotUs: number, count: number, urgency: MailUrgency, pace: MailPace): number[] {
  return Array.from({ length: count }, (_, index) => firstSlotUs + index * pace.intervalUs - pace.earlyUs[urgency]);
}

/** Seconds until a mail that found no slot asks again, spread so that not all come at once. */
export function slotDelaySeconds(urgency: MailUrgency, random: () => number): number {
  return urgency === 'notice' ? 1 + Math.floor(random() * 3) : 5 + Math.floor(random() * 10);
}
