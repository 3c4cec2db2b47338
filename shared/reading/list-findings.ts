import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { findingsOf, readFindings } from '../findings/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { inTurns } from '../platform/in-turns.ts';
import type { Table } from '../platform/table.ts';
import type { Filter } from './list-filters.ts';

type Asked = Pick<ListLeadsQuery, 'finding'>;

/** Found by what lies beside the record: what name servers said, and whether a mail came back. */
const besideRecord = ['emailClosed', 'emailNoServers', 'emailServersSilent'] as const satisfies readonly ListLeadsQuery['finding'][];

/** Tells whether a list has to read beside each lead what is found of it. */
export const isFoundBeside = ({ finding }: Asked): boolean => besideRecord.some((code) => code === finding);

/** What a list asks to be found of its leads, as far as the record tells. No card does. */
export async function findingFilters({ finding }: Asked, config: ConfigReader): Promise<Filter[]> {
  if (finding === undefined) return [];
  // Nothing is found beside a record without an address.
  if (isFoundBeside({ finding })) return [{ byCard: null, byLead: ({ email, emails = [] }) => email !== null || emails.length > 0 }];
  const [{ dataQuality }, { documents: fields }] = await Promise.all([readCompany(config), config.current(fieldKind)]);
  const rules = { ...dataQuality, fields };
  const isFound = (lead: Lead) => findingsOf(lead, { servers: null, address: {} }, rules).some(({ code }) => code === finding);
  return [{ byCard: null, byLead: isFound }];
}

const atOnce = 10;

/** Of leads those of which this is found; all of them where the record has told already. */
export async function foundAmong(
  { finding }: Asked,
  leads: readonly Lead[],
  parts: { readonly table: Table; readonly digests: Digests; readonly config: ConfigReader },
): Promise<readonly Lead[]> {
  if (!isFoundBeside({ finding })) return leads;
  const found = await inTurns(leads, atOnce, async (lead) => (await readFindings(lead, parts)).some(({ code }) => code === finding));
  return leads.filter((_, index) => found[index]);
}
