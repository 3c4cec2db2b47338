import type { FoundLeadsView } from '../../api/search/found-leads-view.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { repKind } from '../routing/rep-config.ts';
import type { FoundLeads } from './search-leads.ts';

/** Shows who was found, as far as it helps to tell one from another. */
export async function showFound({ question, leads, more }: FoundLeads, config: ConfigReader): Promise<FoundLeadsView> {
  const reps = await config.current(repKind);
  const nameOf = (repId: string) => reps.documents.get(repId)?.name ?? null;
  return { by: question?.kind ?? null, items: leads.map((lead) => foundView(lead, nameOf)), more };
}

function foundView(lead: Lead, nameOf: (repId: string) => string | null): FoundLeadsView['items'][number] {
  const { leadId, fullName, otherNames = [], email, phone, company, region, stage, status, evidence, owner } = lead;
  return {
    leadId,
    fullName,
    otherNames: [...otherNames],
    email,
    phone: phone && { raw: phone.raw, e164: phone.e164, valid: phone.valid },
    company,
    provinceName: region.provinceName,
    stage,
    status,
    temperature: evidence.temperature,
    owner: owner && { repId: owner.repId, name: nameOf(owner.repId) },
  };
}
