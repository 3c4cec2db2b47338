import { z } from 'zod';
import { chosenId } from '../ids.ts';
import { Locale } from '../words.ts';

/** The reports that there are. */
export const reportNames = [
  'overview',
  'funnel',
  'flow',
  'sources',
  'campaigns',
  'speed',
  'reps',
  'lost',
  'revenue',
  'ageing',
  'pipeline',
  'forecast',
  'cohorts',
  'distribution',
  'sequences',
  'behaviour',
  'profile',
  'quality',
  'feedback',
] as const;

export const ReportPath = z.object({
  name: z.enum([...reportNames, 'response-time']).meta({ description: '`response-time` is another name of `speed`' }),
});

const day = z.iso.date('write a day such as 2027-02-01');

/** What any report is asked for. */
export const reportQuery = {
  from: day.optional().meta({ description: 'The first day, by the zone of the company. @default - the first of this month' }),
  to: day.optional().meta({ description: 'The day behind the last one. @default - tomorrow' }),
  basis: z.enum(['arrival', 'event']).optional().meta({
    description:
      '`arrival`: what became of those who came in these days, to this day; `event`: what happened in these days, whenever they came. @default - as the report says',
  }),
  by: z.string().regex(chosenId).optional().meta({
    description:
      'What the rows are, such as `source`, `campaign`, `day`, `week`, `month`, `pool`, `rep`, `product`, `region`, `province`; `none`: one row. @default - as the report says',
  }),
  touch: z.enum(['first', 'last']).default('first').meta({ description: 'Which touch says where somebody came from' }),
  order: z.enum(['passed', 'any', 'strict']).optional().meta({
    description:
      'Of the funnel: a stage that was skipped counts as passed; or stages count by themselves; or who skips one is in none behind it. @default - passed',
  }),
  within: z
    .enum(['ever', '30', '90'])
    .optional()
    .meta({ description: 'Of the funnel by arrival: within how many days of the arrival. @default - ever' }),
  credit: z.enum(['purchase', 'winning', 'split']).optional().meta({
    description: 'Of revenue: whose it is; of who had the lead at the purchase, of who won the need, or half of each. @default - purchase',
  }),
  stage: z
    .enum(['all', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'])
    .optional()
    .meta({ description: 'Of ageing: only leads that are at this stage. @default - all' }),
  lang: Locale.optional().meta({ description: 'The language of names and texts. @default - as Accept-Language says' }),
};
