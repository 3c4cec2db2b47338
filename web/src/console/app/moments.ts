/** What the clocks of a zone show. */
export interface LocalTime {
  /** As 2027-02-05. */
  readonly date: string;
  /** As 09:30. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it a hundred times. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(language, options);
  formats.set(name, format);
  return format;
}

/** Reads the clocks of a zone. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const options = {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const parts = new Map(
    formatOf('en-GB', options)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}

/** Returns the moment at which the clocks of a zone show a time; one that they leave out is the moment as long after midnight. */
export function momentOf({ date, time }: LocalTime, timeZone: string): Date {
  const asked = Date.parse(`${date}T${time}:00.000Z`);
  const aheadMs = (at: number): number => {
    const shown = localTime(new Date(at), timeZone);
    return Date.parse(`${shown.date}T${shown.time}:00.000Z`) - at;
  };
  // The zone's offset at the guess may differ from that at the moment itself, around a change of clocks.
  const guess = asked - aheadMs(asked);
  return new Date(asked - aheadMs(guess));
}

const dayMs = 86_400_000;

/** Returns when the clocks of a zone end a date. */
export function endOfDate(date: string, timeZone: string): Date {
  const next = new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);
  return momentOf({ date: next, time: '00:00' }, timeZone);
}

/** How many days of the calendar lie between two dates. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/**
 * Writes a moment as short as it is clear: the time today, the day with it this week, else the date. It stands within a sentence; where it stands
 * alone, `standingAlone` has it begin with a capital.
 */
export function shortMoment(
  at: Date,
  {
    now,
    timeZone,
    language,
    tomorrow,
  }: { readonly now: Date; readonly timeZone: string; readonly language: string; readonly tomorrow: string },
): string {
  const { date, time } = localTime(at, timeZone);
  const days = daysBetween(localTime(now, timeZone).date, date);
  if (days === 0) return time;
  if (days === 1) return `${tomorrow} ${time}`;
  // Intl writes dates of Vietnam with a hyphen, which reads like a span.
  if (days < 0 || days > 6) return `${date.slice(8)}/${date.slice(5, 7)} ${time}`;
  const weekday = formatOf(language === 'vi' ? 'vi-VN' : 'en-GB', { timeZone, weekday: 'short' }).format(at);
  // Vietnamese writes days of the week small, English does not.
  return `${language === 'vi' ? weekday.toLowerCase() : weekday} ${time}`;
}

/** Returns a text as it begins a line of its own. */
export const standingAlone = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const minuteMs = 60_000;

/** Writes how long it is until a moment, as a clock that runs down: 03:12, or 1:05:09. Null: the moment is past. */
export function countdown(until: Date, now: Date): string | null {
  const leftMs = until.getTime() - now.getTime();
  if (leftMs <= 0) return null;
  const two = (count: number): string => String(count).padStart(2, '0');
  const seconds = Math.ceil(leftMs / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${two(minutes)}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

/** When somebody works. */
export interface Opening {
  readonly from: string;
  readonly to: string;
}

const quarterMs = 15 * minuteMs;
const mostPresets = 5;

/**
 * Proposes when to call again, within working hours: in an hour, later today, and in the morning and the afternoon of the days of work to come.
 * Each of them is at least half an hour ahead.
 */
export function callAgainTimes(openings: readonly Opening[], now: Date, timeZone: string): Date[] {
  const open = openings.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  const today = localTime(now, timeZone).date;
  const days = [...new Set(openings.map(({ from }) => localTime(new Date(from), timeZone).date))].filter((date) => date > today);
  const isOpen = (at: number): boolean => open.some(({ from, to }) => from <= at && at < to);
  const near = (date: string, time: string): number[] => {
    const at = momentOf({ date, time }, timeZone).getTime();
    if (isOpen(at)) return [at];
    // Nobody is there then: the opening after it on that day, if any.
    const next = open.find(({ from }) => from > at && localTime(new Date(from), timeZone).date === date);
    return next ? [next.from] : [];
  };
  const inAnHour = Math.ceil((now.getTime() + 60 * minuteMs) / quarterMs) * quarterMs;
  const [first, second, third] = days;
  const proposed = [
    ...(isOpen(inAnHour) ? [inAnHour] : []),
    ...near(today, '15:00').filter((at) => at > inAnHour),
    ...(first === undefined ? [] : [...near(first, '09:00'), ...near(first, '14:00')]),
    ...(second === undefined ? [] : near(second, '09:00')),
    ...(third === undefined ? [] : near(third, '09:00')),
  ];
  const ahead = [...new Set(proposed)].filter((at) => at >= now.getTime() + 30 * minuteMs);
  return ahead.slice(0, mostPresets).map((at) => new Date(at));
}
