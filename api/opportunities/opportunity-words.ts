import { z } from 'zod';
import { chosenId } from '../ids.ts';
import { Currency, largestAmount } from '../money-words.ts';

/** What requests say of opportunities. */
export const product = z.string().trim().min(1).max(200).nullable().meta({ description: 'Its id, or any word for it' });
export const stage = z.string().regex(chosenId).brand<'PipelineStageId'>().meta({ description: 'Of the pipeline of the product' });
export const amount = z
  .strictObject({
    amount: z.number().int().nonnegative().max(largestAmount).meta({ description: 'In the smallest unit: dong, cents' }),
    currency: Currency,
  })
  .nullable();
export const expectedClose = z.iso.date().nullable();

/** A link that a browser may follow. */
const url = z
  .string()
  .max(1_000)
  .refine((text) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol), 'write a whole https address');

export const proposal = z
  .strictObject({
    package: z
      .string()
      .regex(chosenId)
      .nullable()
      .default(null)
      .meta({ description: 'Of the product; its price is the amount where nothing else is' }),
    file: z
      .strictObject({ name: z.string().trim().min(1).max(200), url: url.nullable().default(null) })
      .nullable()
      .default(null),
    sentAt: z.iso.datetime().optional().meta({ description: '@default - now' }),
  })
  .nullable();
