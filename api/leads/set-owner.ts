import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { chosenId } from '../ids.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { GiveReason } from './give-reason.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** Who has a lead, or one of its needs, after it was given by hand. */
export const OwnerView = z
  .object({
    leadId: z.string(),
    opportunityId: z.string().nullable().meta({ description: 'Null: the lead itself' }),
    state: z.enum(['owned', 'waiting']),
    repId: z.string().nullable(),
    poolId: z.string(),
    credit: z.enum(['moved', 'kept']).meta({
      description:
        '`moved`: it counts as given to the new owner, and no more to the one before, in the ledgers of their pools within a minute',
    }),
    wasProtectedUntil: z.string().nullable().meta({
      description:
        'Until when no rule would have taken it from whoever had it before, whom you take it from all the same; null: rules could have',
    }),
    version: z.number().int(),
  })
  .meta({ id: 'OwnerSet' });
export type OwnerView = z.infer<typeof OwnerView>;

export const setOwnerRoute = defineRoute({
  id: 'setOwner',
  method: 'POST',
  path: '/v1/leads/{leadId}/owner',
  kind: 'change',
  access: 'token',
  right: 'lead.give',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z
    .strictObject({
      repId: z
        .string()
        .regex(chosenId)
        .nullable()
        .optional()
        .meta({ description: 'Null: nobody, and the pool in charge of it asks again' }),
      pool: z.string().regex(chosenId).optional().meta({ description: 'Asks its own reps by its rules' }),
      reason: GiveReason,
      credit: z.enum(['move', 'keep']).optional().meta({
        description:
          'Whether it counts no more for who had it, and for the new owner instead. @default - `move` to a rep, `keep` otherwise',
      }),
      opportunityId: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,64}$/)
        .optional()
        .meta({
          description: 'A need of the lead that has an owner of its own. @default - the lead itself, with the needs that go along with it',
        }),
    })
    .refine(({ repId, pool }) => (repId === undefined) !== (pool === undefined), {
      path: ['repId'],
      message: 'name a rep, or null for nobody, or a pool',
    }),
  maxBodyKb: 4,
  answer: returns<OwnerView>(),
});

export const setOwnerContract = () =>
  describeRoute(setOwnerRoute, {
    tag: 'Leads',
    summary: 'Give a lead to another owner by hand',
    description:
      'For the leader of its pool, managers of its region and admins; for the rep who has it where the pool lets its reps pass on (`repsMayPassOn`), to colleagues of that pool. ' +
      'Open tasks go along, except those that somebody handed to a rep of their own. The new owner is notified within a minute; the history tells who gave it and why. ' +
      'The turn of a pool promises each rep their share of what the pool gives: what is given by hand counts in the long run (`owed`) alone.',
    example: { params: { leadId: exampleLeadId }, headers: { 'If-Match': '"3"' }, body: { repId: 'rep-lan', reason: 'language' } },
    answers: {
      200: json('Given', OwnerView),
      400: problem('The body is not JSON.'),
      409: problem(
        'They have it already, nobody works with it, or the pool does not let its reps pass on: `detail` says which, in English and Vietnamese.',
      ),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault; or there is no such rep or pool, or none of yours.'),
    },
  });
