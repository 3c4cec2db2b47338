import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyView } from './company-view.ts';
import { companyName, domains, taxCode } from './company-words.ts';

export const makeCompanyRoute = defineRoute({
  id: 'makeCompany',
  method: 'POST',
  path: '/v1/companies',
  kind: 'change',
  access: 'token',
  right: 'company.make',
  missing: 'company',
  throttle: 50,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ name: companyName, taxCode: taxCode.optional(), domains: domains.default([]) }),
  maxBodyKb: 8,
  answer: returns<CompanyView>(),
});

export const makeCompanyContract = () =>
  describeRoute(makeCompanyRoute, {
    tag: 'Companies',
    summary: 'Make a company known',
    description: 'Its people are found by its tax code and by its domains from then on; who is there already is put to it one by one.',
    example: { body: { name: 'Công ty TNHH Sông Thu', taxCode: '0101248141', domains: ['songthu.example'] } },
    answers: {
      201: json('Made', CompanyView),
      400: problem('The body is not JSON.'),
      409: problem('Another company has the tax code or a domain.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The tax code is none, a domain is nobody’s own, or the body or the Idempotency-Key has a fault.'),
    },
  });
