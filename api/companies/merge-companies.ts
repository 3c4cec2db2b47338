import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { CompanyIdInPath } from '../ids.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyPath, exampleCompanyId, exampleOtherCompanyId } from './company-path.ts';

const text = z.string().nullable();

/** What a merge would make of a company. */
export const CompanyMergePreview = z
  .object({
    fields: z
      .array(
        z.object({
          field: z.enum(['name', 'taxCode', 'domains', 'owner']),
          company: text,
          other: text,
          result: text,
          from: z.enum(['company', 'other', 'both']),
        }),
      )
      .meta({ description: 'Field by field, as far as either says something; the owner by the id of the rep' }),
  })
  .meta({ id: 'CompanyMergePreview' });
export type CompanyMergePreview = z.infer<typeof CompanyMergePreview>;

/** Two companies that are one, or would be. */
export const MergedCompaniesView = z
  .object({
    companyId: z.string(),
    otherCompanyId: z.string(),
    version: z.number().int(),
    members: z.array(z.string()).meta({ description: 'All companies that are part of this one, over any number of merges' }),
    preview: CompanyMergePreview.nullable().meta({ description: 'Where only a preview was asked for: nothing has changed' }),
  })
  .meta({ id: 'CompaniesMerged' });
export type MergedCompaniesView = z.infer<typeof MergedCompaniesView>;

export const mergeCompaniesRoute = defineRoute({
  id: 'mergeCompanies',
  method: 'POST',
  path: '/v1/companies/{companyId}/merge',
  kind: 'change',
  access: 'token',
  right: 'company.change',
  missing: 'company',
  throttle: 50,
  params: CompanyPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('company') }),
  body: z.strictObject({
    otherCompanyId: CompanyIdInPath.meta({ description: 'The company that becomes part of this one' }),
    preview: z.boolean().optional().meta({ description: 'Only tell what would change' }),
  }),
  maxBodyKb: 4,
  answer: returns<MergedCompaniesView>(),
});

export const mergeCompaniesContract = () =>
  describeRoute(mergeCompaniesRoute, {
    tag: 'Companies',
    summary: 'Say that two companies are one',
    description:
      'The other company becomes part of this one: reads by its id find this one, its people are listed here, and whoever names its tax code or posts from its domains is of this one. ' +
      'What this company says stays, its owner as well, and what it leaves empty is filled. You must be allowed to change both. It can be undone at any time.',
    example: { params: { companyId: exampleCompanyId }, headers: { 'If-Match': '"3"' }, body: { otherCompanyId: exampleOtherCompanyId } },
    answers: {
      200: json('They are one, also where they were already', MergedCompaniesView),
      400: problem('The body is not JSON.'),
      409: problem('They cannot become one: `detail` says why and what to do, in English and Vietnamese.'),
      412: problem('The company has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
