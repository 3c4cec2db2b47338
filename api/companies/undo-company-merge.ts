import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { CompanyIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyPath, exampleCompanyId, exampleOtherCompanyId } from './company-path.ts';

/** Two companies that were one. */
export const PartedCompaniesView = z
  .object({ companyId: z.string(), otherCompanyId: z.string(), version: z.number().int(), otherVersion: z.number().int() })
  .meta({ id: 'CompaniesParted' });
export type PartedCompaniesView = z.infer<typeof PartedCompaniesView>;

export const undoCompanyMergeRoute = defineRoute({
  id: 'undoCompanyMerge',
  method: 'POST',
  path: '/v1/companies/{companyId}/merge/undo',
  kind: 'change',
  access: 'token',
  right: 'company.change',
  missing: 'company',
  throttle: 50,
  params: CompanyPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey }),
  body: z.strictObject({
    otherCompanyId: CompanyIdInPath.meta({ description: 'The company that is to be one of its own again, with all that is part of it' }),
  }),
  maxBodyKb: 4,
  answer: returns<PartedCompaniesView>(),
});

export const undoCompanyMergeContract = () =>
  describeRoute(undoCompanyMergeRoute, {
    tag: 'Companies',
    summary: 'Say that a company is another one after all',
    description:
      'The other company has its name, its owner, its tax code and its domains again, with what was found under them since, and its people are listed with it; ' +
      'people whom somebody put to this company by hand stay. What was changed by hand since stays with this one.',
    example: { params: { companyId: exampleCompanyId }, body: { otherCompanyId: exampleOtherCompanyId } },
    answers: {
      200: json('They are two, also where they were already', PartedCompaniesView),
      400: problem('The body is not JSON.'),
      409: problem('They are not merged: `detail` says so, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
