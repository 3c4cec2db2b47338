import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

const Phone = z.object({ raw: z.string(), e164: z.string().nullable(), valid: z.boolean() });

/** How a lead is reached. */
export const RevealedView = z
  .object({
    leadId: z.string(),
    phone: Phone.nullable(),
    extraPhones: z.array(Phone.extend({ claimed: z.boolean() })),
    email: z.string().nullable(),
    emails: z.array(z.string()).meta({ description: 'Further addresses' }),
    proposals: z
      .array(z.object({ proposalId: z.string(), field: z.enum(['email', 'phone']), value: z.string() }))
      .meta({ description: 'Numbers and addresses that unproven posts say against the record' }),
    revealedAt: z
      .string()
      .nullable()
      .meta({ description: 'When the visit began that the history tells of; null where the pool masks nothing' }),
  })
  .meta({ id: 'LeadRevealed' });
export type RevealedView = z.infer<typeof RevealedView>;

/** Takes no Idempotency-Key: a kept answer would keep the number, and within a visit asking again notes nothing more. */
export const revealNumberRoute = defineRoute({
  id: 'revealNumber',
  method: 'POST',
  path: '/v1/leads/{leadId}/reveal',
  kind: 'change',
  access: 'token',
  right: 'lead.reveal',
  missing: 'lead',
  throttle: 20,
  params: LeadPath,
  query: NoQuery,
  reveals: true,
  answer: returns<RevealedView>(),
});

export const revealNumberContract = () =>
  describeRoute(revealNumberRoute, {
    tag: 'Leads',
    summary: 'Ask for a masked number',
    description:
      'For the rep who has the lead, or a need of it, and has accepted it, and for a rep to whom a call to make was handed, while it is open. Where its pool masks numbers or addresses (`maskNumbers`, `maskAddresses`), the history tells that they asked (`lead.revealed`): once for each visit of 15 minutes. Safe to repeat.',
    example: { params: { leadId: exampleLeadId } },
    answers: {
      200: json('How the lead is reached', RevealedView),
      409: problem('It is offered and not accepted yet. `detail` says so in English and Vietnamese.'),
    },
  });
