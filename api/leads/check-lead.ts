import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { personText, WhoHasView } from './person-words.ts';

const detail = personText.optional();

export const CheckedLeadView = z
  .object({
    people: z.array(
      z.object({
        by: z
          .array(z.enum(['email', 'phone']))
          .min(1)
          .meta({ description: 'What of the question is theirs' }),
        isSame: z.boolean().meta({ description: 'What is typed in under the name of the question goes to their lead' }),
        leadId: z.string().nullable().meta({ description: 'Null where the caller may not read the lead' }),
        ...WhoHasView,
      }),
    ),
    left: z.number().int().meta({ description: 'How many more the caller may ask for within this hour' }),
  })
  .meta({ id: 'CheckedLead', description: 'Whose number or address it is; nobody’s, where the list is empty' });
export type CheckedLeadView = z.infer<typeof CheckedLeadView>;

export const checkLeadRoute = defineRoute({
  id: 'checkLead',
  method: 'POST',
  path: '/v1/leads/check',
  kind: 'change',
  access: 'token',
  right: 'lead.check',
  throttle: 10,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ fullName: detail, email: detail, phone: detail }),
  maxBodyKb: 4,
  answer: returns<CheckedLeadView>(),
});

export const checkLeadContract = () =>
  describeRoute(checkLeadRoute, {
    tag: 'Leads',
    summary: 'Ask whether a person is known',
    description:
      'Before typing somebody in, or calling them: whose number or address is it? Of people whom the caller may not see the answer names owner and team, and nothing else. ' +
      'A user asks at most 30 times an hour, and each question is kept with its moment, as a digest.',
    example: { body: { phone: '0912 345 678' } },
    answers: {
      200: json('Whose it is', CheckedLeadView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('There is no usable number or address in the question; or the Idempotency-Key has a fault.'),
      429: problem('The caller has asked 30 times within this hour; see Retry-After.'),
    },
  });
