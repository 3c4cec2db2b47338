import { z } from 'zod';
import { FindingCode } from './finding-code.ts';

export const FindingView = z
  .object({
    code: FindingCode,
    field: z.enum(['fullName', 'email', 'phone', 'company', 'title', 'province', 'product', 'answer']),
    weight: z.enum(['wrong', 'doubtful', 'missing']).meta({
      description: '`wrong`: it cannot be used as it stands. `doubtful`: ask. `missing`: a rep needs it, and nobody has said it',
    }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'What is wrong with a number, what name servers say of the domain, or which declared field the answer is to' }),
    meant: z.string().nullable().meta({ description: 'The domain that was probably meant' }),
    of: z.string().nullable().meta({ description: 'The address or number that it is found of; null: the first of the record' }),
    text: z.object({ vi: z.string(), en: z.string() }),
  })
  .meta({ id: 'Finding', description: 'Something to know of a record before relying on it. It keeps nothing from being done' });
export type FindingView = z.infer<typeof FindingView>;
