import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale, NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { personText } from './person-words.ts';

const detail = personText.nullable().optional();

export const EditedLeadView = z
  .object({
    leadId: z.string(),
    version: z.number().int(),
    changed: z.array(z.string()).meta({ description: 'Names of the fields that changed; none where the record says so already' }),
  })
  .meta({ id: 'EditedLead' });
export type EditedLeadView = z.infer<typeof EditedLeadView>;

export const editLeadRoute = defineRoute({
  id: 'editLead',
  method: 'PATCH',
  path: '/v1/leads/{leadId}',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    fullName: detail,
    email: detail.meta({ description: 'Null lets the address go: whoever posts under it is a person of their own then' }),
    phone: detail.meta({ description: 'One number; the one that stood is kept beside it. Null lets it go' }),
    extraPhones: z.array(z.string().max(64)).max(20).optional().meta({ description: 'All of them; one that is left out is let go' }),
    company: detail,
    title: detail,
    province: detail.meta({
      description:
        'Name, code or address, old or new, of a place in Vietnam; another one, such as a place abroad, is kept as it is written',
    }),
    products: z.array(z.string().max(200)).max(40).optional().meta({
      description:
        'All of them, by id or name; what is no product of the company, and offered by no form, is refused, unless the record says so already',
    }),
    locale: Locale.optional(),
    extra: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/), z.string().max(1_000).nullable())
      .optional()
      .meta({ description: 'Answers to the company’s own questions; those that are left out stay' }),
  }),
  maxBodyKb: 32,
  answer: returns<EditedLeadView>(),
});

export const editLeadContract = () =>
  describeRoute(editLeadRoute, {
    tag: 'Leads',
    summary: 'Change what a record holds',
    description:
      'What is left out stays; null takes a value away. Values count as verified by who writes them, so posts do not replace them. A lead that waits goes to the pool of its new territory; one that somebody has stays with them. ' +
      'A number that another lead uses is shared with it, and the two are noted as one person perhaps; an address is one lead’s alone.',
    example: {
      params: { leadId: exampleLeadId },
      headers: { 'If-Match': '"3"' },
      body: { title: 'Kế toán trưởng', phone: '0987 654 321', province: 'Cần Thơ' },
    },
    answers: {
      200: json('Changed, or as it was', EditedLeadView),
      400: problem('The body is no JSON.'),
      409: problem('Another lead has the address; the two are noted as one person perhaps, and it is named to whoever may read it.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('A field has a fault, each told with its place, or If-Match or the Idempotency-Key has one; nothing is changed.'),
      428: problem('If-Match is missing.'),
    },
  });
