import type { ConfigReader } from '../config/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { type CompanyConfig, companyKind } from './company-config.ts';

/** Reads the company as it is now. @throws ConfigurationError when no company is published. */
export async function readCompany(config: ConfigReader): Promise<CompanyConfig> {
  const company = (await config.current(companyKind)).documents.get('company');
  if (!company) throw new ConfigurationError('the configuration has no company; publish the kind `company`');
  return company;
}
