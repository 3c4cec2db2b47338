import { z } from 'zod';
import file from '../../config/data/vn-holidays.json' with { type: 'json' };
import type { PublicHolidays } from '../company/index.ts';
import { once } from '../platform/once.ts';

const date = z.iso.date();

/** A public holiday as the data has it, by date. */
const PublicHoliday = z.object({
  date,
  name: z.object({ vi: z.string(), en: z.string() }),
  source: z.string(),
  /** The holiday that it makes up for: it is off only where the week has that day off anyway. */
  insteadOf: date.optional(),
  /** The day that is worked for it: it is off only where the week has that day off, which is then worked like this one. */
  swappedWith: date.optional(),
  /** Nobody has confirmed that it is off, so that it is not. */
  unverified: z.literal(true).optional(),
});
export type PublicHoliday = z.infer<typeof PublicHoliday>;

/** What a list of public holidays says of one date. */
export interface PublicDay {
  readonly off?: PublicHoliday;
  /** The day off that it is worked for. */
  readonly workedFor?: PublicHoliday;
}

function byDate(days: readonly PublicHoliday[]): ReadonlyMap<string, PublicDay> {
  const list = new Map<string, PublicDay>();
  for (const day of days) {
    if (day.unverified) continue;
    list.set(day.date, { off: day });
    if (day.swappedWith) list.set(day.swappedWith, { workedFor: day });
  }
  return list;
}

const lists = {
  vn: once(() => byDate(z.array(PublicHoliday).parse(file.days))),
} as const satisfies Record<PublicHolidays, () => ReadonlyMap<string, PublicDay>>;

/** Gives what a list of public holidays says of a date; undefined for a day like any other. */
export function publicDay(list: PublicHolidays, on: string): PublicDay | undefined {
  return lists[list]().get(on);
}
