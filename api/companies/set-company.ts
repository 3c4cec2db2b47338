import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleCompanyId } from './company-path.ts';

/** Where a lead belongs after somebody said it. */
export const CompanySetView = z
  .object({ leadId: z.string(), companyId: z.string().nullable(), version: z.number().int() })
  .meta({ id: 'LeadCompanySet' });
export type CompanySetView = z.infer<typeof CompanySetView>;

export const setCompanyRoute = defineRoute({
  id: 'setCompany',
  method: 'PUT',
  path: '/v1/leads/{leadId}/company',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    companyId: z
      .string()
      .regex(/^[A-Za-z0-9]{1,40}$/)
      .nullable()
      .meta({ description: 'Null: the person is of no company that is known' }),
  }),
  maxBodyKb: 4,
  answer: returns<CompanySetView>(),
});

export const setCompanyContract = () =>
  describeRoute(setCompanyRoute, {
    tag: 'Companies',
    summary: 'Say of which company a lead is',
    description: 'No post says otherwise from then on.',
    example: { params: { leadId: exampleLeadId }, headers: { 'If-Match': '"3"' }, body: { companyId: exampleCompanyId } },
    answers: {
      200: json('Set, or as it stood where nothing changes', CompanySetView),
      400: problem('The body is not JSON.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('There is no such company; or the body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
