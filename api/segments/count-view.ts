import { z } from 'zod';

const told = z.number().int().nonnegative().nullable();

/** How many leads something is true of. */
export const FigureView = z
  .object({
    count: told,
    low: told.meta({
      description: 'The true number lies between low and high with 95 %; both are the count where every lead was looked at',
    }),
    high: told,
  })
  .meta({
    id: 'LeadFigure',
    description:
      'How many leads. Roles that do not see contact details are told tens, and nothing (null) of under ten leads that were looked at',
  });
export type FigureView = z.infer<typeof FigureView>;

/** How a count was made. */
const sampled = {
  isExact: z.boolean().meta({ description: 'Every lead was looked at; else a sample, by which leads are estimated' }),
  looked: told.meta({ description: 'Leads that were looked at, of those that the caller sees' }),
};

export const CountView = z.object({ ...FigureView.shape, ...sampled });
export type CountView = z.infer<typeof CountView>;

export const OverlapView = z.object({ inA: FigureView, inB: FigureView, inBoth: FigureView, ...sampled });
export type OverlapView = z.infer<typeof OverlapView>;
