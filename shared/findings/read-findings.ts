import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { isOwnDomain, mailDomainOf } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import { readAddress } from '../mail/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { Table } from '../platform/table.ts';
import { readDomain } from './domain-store.ts';
import type { Finding } from './finding.ts';
import { findingsOf } from './rules-findings.ts';

/** Reads what is known of a lead's address, and lists what somebody should know of the record. */
export async function readFindings(
  lead: Lead,
  { table, digests, config }: { readonly table: Table; readonly digests: Digests; readonly config: ConfigReader },
): Promise<Finding[]> {
  const { email } = lead;
  const domain = email === null ? null : mailDomainOf(email);
  const [{ dataQuality }, known, address] = await Promise.all([
    readCompany(config),
    domain !== null && isOwnDomain(domain) ? readDomain(domain, { table, digests }) : null,
    email === null ? {} : readAddress({ table, digests }, email),
  ]);
  return findingsOf(lead, { servers: known?.servers ?? null, address }, dataQuality);
}
