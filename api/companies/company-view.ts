import { z } from 'zod';
import { LeadView } from '../leads/lead-view.ts';
import { nextCursor } from '../words.ts';

export const CompanyView = z
  .object({
    companyId: z.string(),
    name: z.string().nullable().meta({ description: 'Null where nobody has named it yet' }),
    taxCode: z.string().nullable().meta({ description: 'Of a household business its last three digits alone: it is a person’s' }),
    domains: z.array(z.string()),
    owner: z.object({ repId: z.string(), name: z.string().nullable(), since: z.string() }).nullable().meta({
      description: 'To whom the people of the company go where pools say so (`sticky` with `company`)',
    }),
    members: z
      .array(z.string())
      .meta({ description: 'Companies that are part of this one: whoever reads them finds this one, and so are their people' }),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'Company', description: 'A firm that leads belong to' });
export type CompanyView = z.infer<typeof CompanyView>;

/** The people of a company, as lists show them. */
export const CompanyPeopleView = z.object({ items: z.array(LeadView), nextCursor }).meta({ id: 'CompanyPeople' });
export type CompanyPeopleView = z.infer<typeof CompanyPeopleView>;

export const CompanyListView = z.object({ items: z.array(CompanyView), nextCursor }).meta({ id: 'CompanyList' });
export type CompanyListView = z.infer<typeof CompanyListView>;
