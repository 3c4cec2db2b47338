import type { CompanyOfLeadView } from '../../api/companies/company-of-lead-view.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readFirms } from '../firms/index.ts';
import type { Lead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { repKind } from '../routing/rep-config.ts';
import { peopleOf, permittedPeople } from './find-firm.ts';
import { firmView } from './firm-view.ts';

/** A page shows so many others of a company, among so many of its latest. */
const most = { shown: 5, lookedAt: 10 } as const;

/**
 * Tells of which company a lead is, and who else is of it, as far as the caller may see them; null where none is known. That the caller sees
 * the company by this lead is for whoever asks to know.
 */
export async function companyOfLead(
  { leadId, companyId }: Lead,
  principal: Principal,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<CompanyOfLeadView | null> {
  if (companyId === null) return null;
  const firm = (await readFirms(table, [companyId])).get(companyId);
  if (!firm) return null;
  const others: LeadId[] = [];
  for await (const person of peopleOf(table, firm, null, most.lookedAt)) {
    if (person.leadId !== leadId) others.push(person.leadId);
    if (others.length === most.lookedAt) break;
  }
  const [seen, reps] = await Promise.all([
    others.length === 0 ? new Map() : permittedPeople(table, principal, { firm, action: 'company.read' }, others),
    config.current(repKind),
  ]);
  const people = others.flatMap((id): CompanyOfLeadView['people'] => {
    const lead: Lead | undefined = seen.get(id);
    return lead ? [{ leadId: id, fullName: lead.fullName, stage: lead.stage, title: lead.title }] : [];
  });
  return { company: firmView(firm, reps.documents), people: people.slice(0, most.shown) };
}
