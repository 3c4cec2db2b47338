import { maskingOf, masksAnything, type Principal, readMaskRules, seesUnmasked } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import type { Question } from '../search/index.ts';
import { seatsOf } from '../seats/index.ts';
import { nobody } from './nobodies.ts';

interface UnmaskedParts {
  readonly table: Pick<Table, 'batchGet'>;
  readonly config: ConfigReader;
}

/** By a number or an address that is masked only those find a lead who have asked for it: the rep whose seat says so. */
export async function unmasked(
  parts: UnmaskedParts,
  principal: Principal,
  kind: Question['kind'],
  leads: readonly Lead[],
): Promise<readonly Lead[]> {
  if (kind === 'name') return leads;
  const rules = await readMaskRules(parts.config);
  if (!masksAnything(rules) || seesUnmasked(principal, rules)) return leads;
  const isMasked = (lead: Lead) => maskingOf(lead, rules)[kind === 'number' ? 'numbers' : 'addresses'];
  const hidden = leads.filter(isMasked).map(({ leadId }) => leadId);
  // Asked whoever is found: else the time of an empty answer would tell that a lead of theirs has it.
  const seats = principal.role === 'rep' ? await seatsOf(parts.table, principal.repId, [...hidden, nobody]) : [];
  const revealed = new Set(seats.flatMap(({ leadId, revealedAt }) => (revealedAt === undefined ? [] : [leadId])));
  return leads.filter((lead) => !isMasked(lead) || revealed.has(lead.leadId));
}
