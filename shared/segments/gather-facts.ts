import { parseCardItem } from '../cards/index.ts';
import type { Lead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readProfile } from '../profiles/index.ts';
import { boughtNothing, readBought } from '../purchases/index.ts';
import { readRegistered } from './registered.ts';
import { factsOf, type LeadFacts } from './rules-facts.ts';
import type { Segments } from './segments-in-force.ts';

/** Reads what segments ask of a lead beside its record, as it stands now, and no more than their rules ask for. @throws CorruptItemError */
export async function gatherFacts(
  table: Pick<Table, 'get' | 'query'>,
  lead: Lead,
  { needs, timeZone, products, fields }: Pick<Segments, 'needs' | 'timeZone' | 'products' | 'fields'>,
): Promise<LeadFacts> {
  const [activeAt, bought, profile, registrations] = await Promise.all([
    needs.activity ? readActiveAt(table, lead.leadId) : undefined,
    needs.purchases ? readBought(table, lead, products) : boughtNothing,
    needs.profile ? readProfile(table, lead) : null,
    needs.registrations ? readRegistered(table, lead) : undefined,
  ]);
  return factsOf(lead, { activeAt, bought, timeZone, fields, profile, ...(registrations && { registrations }) });
}

async function readActiveAt(table: Pick<Table, 'get'>, leadId: LeadId): Promise<string | undefined> {
  const item = await table.get(keys.card(leadId), { consistent: true });
  return item && parseCardItem(item)?.activityAt;
}
