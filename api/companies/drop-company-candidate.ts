import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { CompanyIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyPath, exampleCompanyId, exampleOtherCompanyId } from './company-path.ts';

export const dropCompanyCandidateRoute = defineRoute({
  id: 'dropCompanyCandidate',
  method: 'POST',
  path: '/v1/companies/{companyId}/merge/drop',
  kind: 'change',
  access: 'token',
  right: 'company.change',
  missing: 'company',
  throttle: 50,
  params: CompanyPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ otherCompanyId: CompanyIdInPath }),
  maxBodyKb: 4,
});

export const dropCompanyCandidateContract = () =>
  describeRoute(dropCompanyCandidateRoute, {
    tag: 'Companies',
    summary: 'Say that two companies which may be one are two',
    description: 'They are in the list of company merge candidates no more, and nothing brings them up again.',
    example: { params: { companyId: exampleCompanyId }, body: { otherCompanyId: exampleOtherCompanyId } },
    answers: {
      204: { description: 'Done' },
      400: problem('The body is not JSON.'),
      409: problem('Nobody takes them for one, or they are one: `detail` says so, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
