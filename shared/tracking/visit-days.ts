import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { detailDays } from './pack.ts';

/** Says for how many days visits of nobody are kept, and the details of all: as the company says, which nothing waits for where none is published. */
export async function visitDays(config: ConfigReader | undefined): Promise<number> {
  const company = config && (await config.current(companyKind)).documents.get('company');
  return company?.retention?.visitsAfterDays ?? detailDays;
}
