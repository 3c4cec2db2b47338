import { asking } from './chapters/asking.ts';
import { buy, shopping } from './chapters/buying.ts';
import { calling } from './chapters/calling.ts';
import { counting } from './chapters/counting.ts';
import { forms } from './chapters/forms.ts';
import { night } from './chapters/night.ts';
import { nurturing } from './chapters/nurturing.ts';
import { planning } from './chapters/planning.ts';
import { selling } from './chapters/selling.ts';
import { staffing } from './chapters/staffing.ts';
import type { Chapter } from './company.ts';

/** Everything that the demo company lives through. A capability that is to be seen in it adds a chapter here. */
export const chapters: readonly Chapter[] = [
  forms,
  night,
  staffing,
  nurturing,
  asking,
  calling,
  selling(buy),
  shopping,
  planning,
  counting,
];
