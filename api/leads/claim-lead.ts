import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { OfferedSubject } from '../offers/offered-subject.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** A lead that a rep took. */
export const ClaimedLeadView = z
  .object({
    leadId: z.string(),
    repId: z.string(),
    poolId: z.string(),
    version: z.number().int(),
    leftToday: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'How many more of those that float the rep may take today; null: it was open to whoever is first' }),
  })
  .meta({ id: 'LeadClaimed' });
export type ClaimedLeadView = z.infer<typeof ClaimedLeadView>;

export const claimLeadRoute = defineRoute({
  id: 'claimLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/claim',
  kind: 'change',
  access: 'token',
  right: 'pool.take',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: z.strictObject({
    opportunityId: OfferedSubject.meta({
      description: 'Of what is open to whoever is first: a need that goes its own way. @default - the lead',
    }),
  }),
  headers: z.object(idempotencyKey),
  answer: returns<ClaimedLeadView>(),
});

export const claimLeadContract = () =>
  describeRoute(claimLeadRoute, {
    tag: 'Leads',
    summary: 'Take a lead that floats, or is open to whoever is first',
    description:
      'A lead that floats is for reps of the pools that may (`floating.takers` of its pool), so many a day; one that a pool of the mode `claim` opened is for the reps who were told of it. The first has it, is told so however often they ask, and everybody else is told at once. It counts in the ledger of the rep’s pool within a minute.',
    example: { params: { leadId: exampleLeadId } },
    answers: {
      200: json('Theirs', ClaimedLeadView),
      409: problem(
        'Somebody else took it, it floats no more, or they have as many as they may: `detail` says which, in English and Vietnamese.',
      ),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
