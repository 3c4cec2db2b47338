import { z } from 'zod';
import { oneLine } from '../config/texts.ts';
import { daysMs } from '../platform/clock.ts';

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'write a time of day such as 08:00, at most 24:00', abort: true });

/** A part of a day, by the company's clocks: `to` is the first minute that no longer belongs to it. */
export const HoursSpan = z
  .object({ from: timeOfDay, to: timeOfDay })
  // Times of two digits each are in order as texts, too.
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'a span ends after it begins, on the same day; midnight is 24:00' });
export type HoursSpan = z.infer<typeof HoursSpan>;

const spansOfDay = z.array(HoursSpan).superRefine((spans, context) => {
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1];
    if (before && span.from < before.to) {
      context.addIssue({ code: 'custom', path: [index], message: 'the spans of a day stand in order and do not overlap' });
    }
  }
});

export const Week = z
  .object({
    monday: spansOfDay.default([]),
    tuesday: spansOfDay.default([]),
    wednesday: spansOfDay.default([]),
    thursday: spansOfDay.default([]),
    friday: spansOfDay.default([]),
    saturday: spansOfDay.default([]),
    sunday: spansOfDay.default([]),
  })
  .refine((week) => Object.values(week).some((spans) => spans.length > 0), 'somebody works at some time of the week');
export type Week = z.infer<typeof Week>;

/** A day that is not like others of its weekday. */
const Holiday = z.object({
  date: z.iso.date('write a date such as 2027-01-01'),
  name: oneLine,
  /** Left out: nobody works. Named: a half day, or a Saturday that is worked for a day off elsewhere. */
  hours: spansOfDay.default([]),
});

const holidays = z.array(Holiday).superRefine((days, context) => {
  const dates = days.map(({ date }) => date);
  for (const [index, date] of dates.entries()) {
    if (dates.indexOf(date) < index) context.addIssue({ code: 'custom', path: [index, 'date'], message: `${date} stands twice` });
  }
});

const usualDay = [
  { from: '08:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];

/** The week of a company that names none: six days, as offices in Vietnam that sell are open. */
const usualWeek = { monday: usualDay, tuesday: usualDay, wednesday: usualDay, thursday: usualDay, friday: usualDay, saturday: usualDay };

/** Lists of public holidays that the product has as data (config/data), by name. */
export const PublicHolidays = z.enum(['vn']);
export type PublicHolidays = z.infer<typeof PublicHolidays>;

/** When the company works, by the clocks of its time zone. */
export const WorkingHours = z.object({
  week: Week.prefault(usualWeek),
  /** Days of its own; on a date that a list of public holidays has as well, these count. */
  holidays: holidays.default([]),
  /** @default - no public holidays beside those that it writes itself */
  publicHolidays: PublicHolidays.optional(),
});
export type WorkingHours = z.infer<typeof WorkingHours>;

/** How much of their working time reps have to reach out to somebody. */
export const FirstContactMinutes = z.number().int().min(1).max(10_080);

/** When a pool or a rep works, where that differs from the company. */
export const OwnHours = z.object({
  week: Week,
  /** True: the company's holidays are worked like any other day. */
  worksHolidays: z.boolean().default(false),
});
export type OwnHours = z.infer<typeof OwnHours>;

const longestLeaveDays = 731;

/** Days on which somebody is away, the last included, by their own clocks; a part is half of each of them, before noon or from noon on. */
export const Leave = z
  .object({
    from: z.iso.date('write a date such as 2027-03-01'),
    to: z.iso.date('write a date such as 2027-03-05, the last day of the leave'),
    part: z.enum(['morning', 'afternoon']).optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'leave ends on the day on which it begins, or later' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < longestLeaveDays * daysMs, {
    path: ['to'],
    error: 'leave lasts two years at most: make who is away for longer inactive',
  });
export type Leave = z.infer<typeof Leave>;
