import { accounts } from './chapters/accounts.ts';
import { asking } from './chapters/asking.ts';
import { buy, shopping } from './chapters/buying.ts';
import { calling } from './chapters/calling.ts';
import { counting } from './chapters/counting.ts';
import { doubling } from './chapters/doubling.ts';
import { forms } from './chapters/forms.ts';
import { keeping } from './chapters/keeping.ts';
import { meeting } from './chapters/meeting.ts';
import { night } from './chapters/night.ts';
import { nurturing } from './chapters/nurturing.ts';
import { planning } from './chapters/planning.ts';
import { selling } from './chapters/selling.ts';
import { staffing } from './chapters/staffing.ts';
import { surveying } from './chapters/surveying.ts';
import type { Chapter } from './company.ts';

/** Everything that the demo company lives through. A capability that is to be seen in it adds a chapter here. */
export const chapters: readonly Chapter[] = [
  forms,
  night,
  staffing,
  nurturing,
  accounts,
  asking,
  meeting,
  surveying,
  doubling,
  keeping,
  calling,
  selling(buy),
  shopping,
  planning,
  counting,
];
