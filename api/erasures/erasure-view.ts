import { z } from 'zod';
import { Bilingual, Moment, nextCursor } from '../words.ts';
import { EraseReason } from './erasure-words.ts';

const count = z.number().int().nonnegative();

export const ErasureView = z
  .object({
    erasureId: z.string(),
    state: z.enum(['held', 'erasing', 'done', 'cancelled']).meta({
      description: '`held`: it begins at `startsAt` and can be cancelled until then; `done`: this is the certificate',
    }),
    leadIds: z.array(z.string()).meta({ description: 'The records that are the person: the one that was named until it began' }),
    reason: EraseReason,
    reference: z.string().nullable().meta({ description: 'Of the request by which the person asked' }),
    by: z.string(),
    askedAt: Moment,
    startsAt: Moment,
    closedAt: Moment.nullable().meta({ description: 'When nobody could find the person any more' }),
    endedAt: Moment.nullable(),
    gone: z.array(z.object({ what: Bilingual, items: count })).meta({ description: 'What was deleted' }),
    stays: z
      .array(z.object({ what: Bilingual, why: Bilingual, until: Moment.nullable() }))
      .meta({ description: 'What stays, and why; what goes by itself with the moment by which it is gone' }),
    late: count.meta({ description: 'Items that came in after the end, from messages under way or a restored backup, and were deleted' }),
  })
  .meta({ id: 'Erasure', description: 'The erasure of a person, and its certificate: ids and counts, nothing of the person' });
export type ErasureView = z.infer<typeof ErasureView>;

export const ErasureListView = z.object({ items: z.array(ErasureView), nextCursor }).meta({ id: 'Erasures' });
export type ErasureListView = z.infer<typeof ErasureListView>;
