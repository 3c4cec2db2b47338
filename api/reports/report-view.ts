import { z } from 'zod';
import { Locale } from '../words.ts';

/** A number of a report. */
export const ReportCell = z
  .object({
    value: z.number().nullable(),
    why: z.enum(['tooFew', 'unfinished', 'nothing', 'hidden']).optional().meta({
      description:
        'Why there is no number: too few for a share (10) or a percentile (5); it may still change; of none; it would tell of leads that the caller is not told of',
    }),
    isOpen: z.literal(true).optional().meta({ description: 'It may still change: who came last has had less time' }),
    isAtLeast: z.literal(true).optional().meta({ description: 'It is this much or more: what has not ended decides' }),
  })
  .meta({ id: 'ReportCell' });

const cells = z.array(ReportCell).meta({ description: 'One for each column, in their order' });
const before = cells
  .nullable()
  .meta({ description: 'Of the days that are compared with; null where none are, or where nobody had come yet' });
const range = z.object({ from: z.string(), to: z.string() });

export const ReportView = z
  .object({
    name: z.string(),
    title: z.string(),
    lang: Locale,
    basis: z.enum(['arrival', 'event']),
    by: z.string(),
    byTitle: z.string(),
    touch: z.enum(['first', 'last']),
    options: z.record(z.string(), z.string()).meta({ description: 'What else was chosen, such as `order` of the funnel' }),
    ...range.shape,
    timeZone: z.string(),
    isOpen: z.boolean().meta({ description: 'The days are not over yet' }),
    compared: range
      .extend({
        note: z.string().optional().meta({
          description: 'Why nothing, or not all, can be compared: the days lie before the first lead',
        }),
      })
      .nullable(),
    scope: z.object({
      kind: z.enum(['all', 'regions', 'pools', 'own']),
      text: z.string().meta({ description: 'Of which leads these numbers are' }),
      note: z.string().optional().meta({ description: 'What of this report is not told to this role' }),
    }),
    bases: z.array(z.enum(['arrival', 'event'])),
    dimensions: z.array(z.string()).meta({ description: 'What `by` may be' }),
    dimensionTitles: z.array(z.string()).meta({ description: 'What these are called, in the same order' }),
    columns: z.array(
      z.object({
        name: z.string().meta({ description: 'Of money with its currency, such as `net:VND`' }),
        title: z.string(),
        definition: z.string().meta({ description: 'What exactly it counts' }),
        unit: z
          .enum(['count', 'share', 'money', 'ms', 'number'])
          .meta({ description: 'Shares are from 0 to 1, money is in the smallest unit' }),
        currency: z.string().nullable(),
        canBeOpened: z.boolean().meta({ description: 'There are leads behind its numbers' }),
      }),
    ),
    rows: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        isOpen: z.boolean().meta({ description: 'A time that is not over yet' }),
        cells,
        before,
      }),
    ),
    rowsLeftOut: z.number().int(),
    leadsUnread: z.number().int().meta({
      description:
        'Leads that are missing in these numbers, because a later version of the product wrote of them; 0 but while one is brought back',
    }),
    total: z.object({ cells, before }),
  })
  .meta({ id: 'Report' });
export type ReportView = z.infer<typeof ReportView>;
