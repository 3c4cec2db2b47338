import { z } from 'zod';
import { CompanyIdInPath } from '../ids.ts';

export const CompanyPath = z.object({ companyId: CompanyIdInPath });

/** Stand for companies in examples. */
export const exampleCompanyId = 'F01K9ZQ3V7N8Q0WJ9F4TE6H1KCM';
export const exampleOtherCompanyId = 'F01K9ZQ3V7N8Q0WJ9F4TE6H1KCN';
