import { z } from 'zod';

const bound = z.number().min(-1_000_000_000_000).max(1_000_000_000_000);

/** What is asked of one declared field: all that is given. */
export const FieldCondition = z
  .strictObject({
    /** One of these; of several answers one is enough. */
    in: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
    /** False: nobody has answered. */
    known: z.boolean().optional(),
    atLeast: bound.optional(),
    atMost: bound.optional(),
    from: z.iso.date().optional(),
    /** That day is in it. */
    until: z.iso.date().optional(),
  })
  .refine((asked) => Object.values(asked).some((one) => one !== undefined), 'write `in`, `known`, `atLeast`, `atMost`, `from` or `until`')
  .refine(({ known, ...asked }) => known !== false || Object.values(asked).every((one) => one === undefined), {
    path: ['known'],
    message: 'what nobody has answered is nothing else',
  })
  .refine(({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost, {
    path: ['atMost'],
    message: 'must not be below atLeast',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'must not be before from',
  });
export type FieldCondition = z.infer<typeof FieldCondition>;
