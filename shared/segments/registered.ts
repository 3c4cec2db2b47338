import type { Lead } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import { allRegistrations, standingsOf } from '../registrations/index.ts';
import type { LeadFacts } from './rules-facts.ts';

/** Reads how a person stands to events, by each of their records. @throws CorruptItemError */
export async function readRegistered(table: Pick<Table, 'query'>, lead: Lead): Promise<LeadFacts['registrations']> {
  const byForm = Map.groupBy(await allRegistrations(table, lead), ({ formId }) => formId as string);
  return new Map([...byForm].map(([formId, all]) => [formId, [...new Set(all.flatMap(standingsOf))]] as const));
}
