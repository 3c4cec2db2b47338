import { daysMs } from '../platform/clock.ts';
import type { Calendar } from './rules-day.ts';
import { openingsBetween } from './rules-working-time.ts';

const blockMs = 28 * daysMs;

/** The openings of a block of four weeks, with the working time that had passed in it when each began. */
interface Block {
  readonly openings: readonly { readonly from: number; readonly to: number; readonly before: number }[];
  readonly total: number;
}

/** Measures the working time of one calendar between many pairs of moments: each four weeks of it are listed once. */
export class WorkClock {
  private readonly calendar: Calendar;
  private readonly blocks = new Map<number, Block>();

  constructor(calendar: Calendar) {
    this.calendar = calendar;
  }

  /** Returns how much of the time between two moments is working time, in milliseconds; 0 where `to` is not after `from`. */
  between(from: number, to: number): number {
    if (to <= from) return 0;
    const [first, last] = [Math.floor(from / blockMs), Math.floor(to / blockMs)];
    let worked = this.until(last, to) - this.until(first, from);
    for (let number = first; number < last; number += 1) worked += this.block(number).total;
    return worked;
  }

  /** Returns the working time of a block that has passed at a moment of it. */
  private until(number: number, at: number): number {
    const { openings } = this.block(number);
    let [low, high] = [0, openings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((openings[middle]?.from ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    const opening = openings[low - 1];
    return opening ? opening.before + Math.min(at, opening.to) - opening.from : 0;
  }

  private block(number: number): Block {
    const known = this.blocks.get(number);
    if (known) return known;
    let total = 0;
    const openings = openingsBetween(this.calendar, new Date(number * blockMs), new Date((number + 1) * blockMs)).map((opening) => {
      const [from, to, before] = [opening.from.getTime(), opening.to.getTime(), total];
      total += to - from;
      return { from, to, before };
    });
    const block = { openings, total };
    this.blocks.set(number, block);
    return block;
  }
}
