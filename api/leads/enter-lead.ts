import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale, NoQuery } from '../words.ts';
import { ownAnswers, personText, WhoHasView } from './person-words.ts';
import { SaidByOrBefore } from './said-by.ts';

const detail = personText.optional();
const said = z.strictObject({
  how: SaidByOrBefore.meta({ description: 'In which way the person said so; `call` and `paper` are other words for `phone` and `letter`' }),
});

export const EnteredLeadView = z
  .object({
    submissionId: z
      .string()
      .meta({ description: 'The entry is kept as a submission of the channel `manual`, under the user as its source' }),
    relation: z.enum(['created', 'linked']).nullable().meta({
      description: '`linked`: the person was known. Null for roles that do not see contact details',
    }),
    leadId: z.string().nullable().meta({ description: 'Null where the caller may not read the lead' }),
    ...WhoHasView,
  })
  .meta({ id: 'EnteredLead', description: 'What became of a person who was typed in' });
export type EnteredLeadView = z.infer<typeof EnteredLeadView>;

export const enterLeadRoute = defineRoute({
  id: 'enterLead',
  method: 'POST',
  path: '/v1/leads',
  kind: 'change',
  access: 'token',
  right: 'lead.enter',
  throttle: 50,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    fullName: detail,
    email: detail,
    phone: detail.meta({ description: 'As it was said; several numbers are told apart' }),
    company: detail,
    title: detail,
    province: detail.meta({ description: 'Name, code or address, old or new; another place is kept as it is written' }),
    products: z
      .array(z.string().max(200))
      .max(10)
      .optional()
      .meta({ description: 'By id or name; what is no product of the company, and offered by no form, is refused' }),
    locale: Locale.optional(),
    message: z.string().max(4_000).optional().meta({ description: 'What the person wants, in their words' }),
    extra: ownAnswers.optional().meta({ description: 'Answers to the company’s own questions' }),
    origin: z.enum(['inbound', 'outbound']).default('inbound').meta({ description: '`outbound`: we went to the person first' }),
    consent: z
      .strictObject({ contact: said.optional(), newsletter: said.optional() })
      .optional()
      .meta({ description: 'What the person agreed to, and how they said so. Newsletters begin once their mailbox says so, too' }),
  }),
  maxBodyKb: 32,
  answer: returns<EnteredLeadView>(),
});

export const enterLeadContract = () =>
  describeRoute(enterLeadRoute, {
    tag: 'Leads',
    summary: 'Type in a person whom somebody met or spoke to',
    description:
      'The entry is kept and taken in at once, as a post of a form is: it makes a lead, or goes to the one that is known, whose owner stays and is told. ' +
      'What is typed counts as verified; against what stands in a known record it is only proposed. A new person whom a rep types in is the rep’s; others’ go to the pool of their territory.',
    example: {
      body: {
        fullName: 'Nguyễn Thị Hường',
        phone: '0912 345 678',
        province: 'Cần Thơ',
        products: ['ban-hang'],
        message: 'Ghé gian hàng, muốn xem thử tuần sau',
        consent: { contact: { how: 'inPerson' } },
      },
    },
    answers: {
      200: json('The person was known', EnteredLeadView),
      201: json('A new lead', EnteredLeadView),
      202: json('Taken in; roles that do not see contact details are not told whether the person was known', EnteredLeadView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('Nobody could reach the person by what was typed, or a field or the Idempotency-Key has a fault; nothing is kept.'),
    },
  });
