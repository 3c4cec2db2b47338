import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { isOwnDomain, mailDomainOf } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import { readAddress } from '../mail/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { Table } from '../platform/table.ts';
import { readDomain } from './domain-store.ts';
import type { Finding } from './finding.ts';
import { findingsOf, type MailboxFacts } from './rules-findings.ts';

interface FindingParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
}

/** Reads what is known of a lead's addresses, and lists what somebody should know of the record. */
export async function readFindings(lead: Lead, parts: FindingParts): Promise<Finding[]> {
  const { email, emails = [] } = lead;
  const [{ dataQuality }, { documents: fields }, own, ...others] = await Promise.all([
    readCompany(parts.config),
    parts.config.current(fieldKind),
    email === null ? nobodys : readMailbox(email, parts),
    ...emails.map(async (other) => [other, await readMailbox(other, parts)] as const),
  ]);
  return findingsOf(lead, { ...own, others: new Map(others) }, { ...dataQuality, fields });
}

const nobodys: MailboxFacts = { servers: null, address: {} };

async function readMailbox(email: string, parts: FindingParts): Promise<MailboxFacts> {
  const domain = mailDomainOf(email);
  const [known, address] = await Promise.all([isOwnDomain(domain) ? readDomain(domain, parts) : null, readAddress(parts, email)]);
  return { servers: known?.servers ?? null, address };
}
