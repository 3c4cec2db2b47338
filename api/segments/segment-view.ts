import { z } from 'zod';

const told = z.number().int().nonnegative().nullable();

const moment = z.iso.datetime();

/** How many leads are in a segment, as far as it was counted. */
export const SegmentCountView = z
  .object({
    id: z.string(),
    count: told.meta({
      description:
        'Leads that were in the segment when the last count began, of those that the caller sees; null: nobody has counted them to the end by the rule that is ' +
        'in force. Roles that do not see contact details are told tens, and nothing of under ten',
    }),
    countedAt: moment.nullable().meta({ description: 'When the last count ended' }),
    isSettled: z.boolean().nullable().meta({
      description:
        'False: the count began before all leads had been held against a rule that was published. Count again some minutes later',
    }),
    counting: z
      .object({ startedAt: moment, soFar: told })
      .nullable()
      .meta({ description: 'The count that is under way; null: there is none' }),
  })
  .meta({ id: 'SegmentCount' });
export type SegmentCountView = z.infer<typeof SegmentCountView>;

export const SegmentView = z
  .object({
    names: z.object({ vi: z.string(), en: z.string() }),
    kind: z.enum(['rule', 'static']).meta({ description: 'Leads come and go by a rule, or by hand' }),
    ...SegmentCountView.shape,
  })
  .meta({ id: 'Segment' });
export type SegmentView = z.infer<typeof SegmentView>;

export const SegmentListView = z.object({ items: z.array(SegmentView) });
export type SegmentListView = z.infer<typeof SegmentListView>;
