import { z } from 'zod';
import { Moment } from '../words.ts';
import { ExtensionReason, RefusalReason, RequestKind, RequestVia } from './rights-words.ts';

const Due = z.object({
  at: Moment.meta({ description: 'The first moment that is too late' }),
  isOver: z.boolean().meta({ description: 'True where it was not done by then' }),
});

export const RightsRequestView = z
  .object({
    requestId: z.string(),
    kind: RequestKind,
    via: RequestVia,
    leadId: z.string().nullable(),
    withProcessors: z.boolean().meta({ description: 'Others have to do something for it, which gives more time' }),
    receivedAt: Moment,
    by: z.string().meta({ description: 'Who wrote it down' }),
    state: z.enum(['open', 'done', 'refused']),
    acknowledge: Due.extend({ doneAt: Moment.nullable() }),
    answer: Due.extend({ doneAt: Moment.nullable() }),
    extension: z.object({ at: Moment, by: z.string(), reason: ExtensionReason }).nullable(),
    refusal: RefusalReason.nullable(),
    version: z.number().int(),
  })
  .meta({
    id: 'RightsRequest',
    description: 'A request of a person about their data, with the moments by which the law wants it answered',
  });
export type RightsRequestView = z.infer<typeof RightsRequestView>;

export const RightsRequestListView = z.object({ items: z.array(RightsRequestView) }).meta({ id: 'RightsRequests' });
export type RightsRequestListView = z.infer<typeof RightsRequestListView>;
