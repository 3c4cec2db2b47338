import { z } from 'zod';

/** The three parts of the country that sales teams are usually organised by. */
export const macroRegion = z.enum(['north', 'central', 'south']);
export type MacroRegion = z.infer<typeof macroRegion>;

/** The codes of the 34 provinces, apart from all else that is known of them: functions that only read rules do not carry that. */
export const provinceCodes: ReadonlySet<string> = new Set(
  '01 04 08 11 12 14 15 19 20 22 24 25 31 33 37 38 40 42 44 46 48 51 52 56 66 68 75 79 80 82 86 91 92 96'.split(' '),
);
