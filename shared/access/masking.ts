import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Masking } from '../identity/mask.ts';
import { readLeads } from '../leads/index.ts';
import { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { poolKind } from '../routing/pool-config.ts';
import { hideIn } from './hide.ts';
import type { Principal } from './principal.ts';
import { type LeadInPool, type MaskRules, maskingOf, masksAlike, masksAnything, seesUnmasked } from './rules-masking.ts';

/** Reads what is masked; all of it is in memory. */
export async function readMaskRules(config: ConfigReader): Promise<MaskRules> {
  const [companies, pools] = await Promise.all([config.current(companyKind), config.current(poolKind)]);
  return { company: companies.documents.get('company'), pools: pools.documents };
}

/** Tells what is masked of a lead for those who work with it. */
export async function readMaskingOf(lead: LeadInPool, config: ConfigReader): Promise<Masking> {
  return maskingOf(lead, await readMaskRules(config));
}

/**
 * Masks an answer for whoever asked; marketers are shown no details, but what people typed into campaigns and addresses of pages. Where pools differ, the leads that it tells of are read, half a unit each; what tells of a lead that
 * nobody finds is masked as soon as any pool masks it.
 */
export async function hideFrom(
  principal: Principal,
  body: unknown,
  { leadId, table, config }: { readonly leadId: string | null; readonly table: Pick<Table, 'batchGet'>; readonly config: ConfigReader },
): Promise<unknown> {
  const rules = await readMaskRules(config);
  if (!masksAnything(rules) || seesUnmasked(principal, rules)) return body;
  const unknown = maskingOf(null, rules);
  if (masksAlike(rules)) return hideIn(body, () => unknown, leadId);
  const named = [...new Set([...(leadId === null ? [] : [leadId]), ...leadIdsIn(body)])];
  const leads = await readLeads(
    table,
    named.flatMap((one) => LeadId.safeParse(one).data ?? []),
    // What cannot be read is masked.
    { onMalformed: () => undefined },
  );
  const known = new Map<string, Masking>([...leads].map(([id, lead]) => [id, maskingOf(lead, rules)]));
  return hideIn(body, (id) => (id === null ? unknown : (known.get(id) ?? unknown)), leadId);
}

function leadIdsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'leadId' in part && typeof part.leadId === 'string' ? [part.leadId] : [];
  return [...own, ...Object.values(part).flatMap(leadIdsIn)];
}
