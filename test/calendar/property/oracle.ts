/** Half-open spans of a day in minutes, as a person would note them. */
export type Hours = readonly (readonly [from: number, to: number])[];

/** Who works when, noted by hand: what the product's calendar is held against. */
export interface Noted {
  readonly timeZone: string;
  /** Sunday first. */
  readonly week: readonly Hours[];
  /** Dates that are not like others of their weekday. */
  readonly dates?: Readonly<Record<string, Hours>>;
  /** Tells whether somebody is away although the hours say that they work. */
  readonly isAway?: (date: string, minute: number) => boolean;
}

const minuteMs = 60_000;
const quarter = 15;

/** What is known of each minute of some years, by looking at the clocks on the wall every quarter of an hour. */
export class Minutes {
  readonly #start: number;
  /** How many minutes were worked before each minute. */
  readonly #workedBefore: Uint32Array;

  constructor({ timeZone, week, dates = {}, isAway = () => false }: Noted, from: string, to: string) {
    this.#start = Date.parse(from);
    const length = (Date.parse(to) - this.#start) / minuteMs;
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
    this.#workedBefore = new Uint32Array(length + 1);
    for (let first = 0; first < length; first += quarter) {
      const [date = '', time = ''] = wall.format(this.#start + first * minuteMs).split(' ');
      const shown = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      const hours = dates[date] ?? week[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? [];
      for (let minute = first; minute < first + quarter; minute += 1) {
        const now = shown + minute - first;
        const works = hours.some(([begins, ends]) => begins <= now && now < ends) && !isAway(date, now);
        this.#workedBefore[minute + 1] = (this.#workedBefore[minute] ?? 0) + (works ? 1 : 0);
      }
    }
  }

  works(at: number): boolean {
    const minute = this.#indexOf(at);
    return this.#before(minute + 1) > this.#before(minute);
  }

  /** Worked minutes between two moments. */
  between(from: number, to: number): number {
    return this.#before(this.#indexOf(to)) - this.#before(this.#indexOf(from));
  }

  /** The first minute from a moment on that is worked. */
  opening(from: number): number {
    let minute = this.#indexOf(from);
    while (this.#before(minute + 1) === this.#before(minute)) minute += 1;
    return this.#start + minute * minuteMs;
  }

  /** The end of the minute in which so many have been worked since a moment. */
  after(from: number, worked: number): number {
    const first = this.#indexOf(from);
    let minute = first;
    while (this.#before(minute) - this.#before(first) < worked) minute += 1;
    return this.#start + minute * minuteMs;
  }

  #indexOf(at: number): number {
    return (at - this.#start) / minuteMs;
  }

  #before(minute: number): number {
    const worked = this.#workedBefore[minute];
    if (worked === undefined) throw new RangeError('beyond the years that were noted');
    return worked;
  }
}
