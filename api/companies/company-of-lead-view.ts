import { z } from 'zod';
import { MergeSide } from '../leads/list-merge-candidates.ts';
import { CompanyView } from './company-view.ts';

/** The company of a lead, with who else is of it. */
export const CompanyOfLeadView = z
  .object({
    company: CompanyView,
    people: z
      .array(MergeSide.pick({ leadId: true, fullName: true, stage: true }).extend({ title: z.string().nullable() }))
      .meta({ description: 'Others of the company whom the caller may see, among its latest ten: five at most' }),
  })
  .meta({ id: 'CompanyOfLead' });
export type CompanyOfLeadView = z.infer<typeof CompanyOfLeadView>;
