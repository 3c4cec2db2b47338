import { may, type Principal } from '../access/index.ts';
import { normalisePhones, readClaimants } from '../identity/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError, NotPossibleNowError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readCode } from './code.ts';
import type { EventLedger } from './ledger.ts';
import { type Registration, readRegistrations } from './registration.ts';
import { keptOf } from './rules-places.ts';
import { registrationOf } from './show-place.ts';

/** Who stands at the door: by the code of their mail, by their number, or by the row of a list that somebody sees. */
export type Shown = { readonly code: string } | { readonly phone: string } | { readonly leadId: LeadId; readonly seenBy: Principal };

export interface ShownParts {
  readonly table: Table;
  readonly digests: Digests;
}

/** Finds who has a place at an edition of an event, or waits for one. @throws InvalidInputError; NotPossibleNowError where several people have the number */
export async function findShown(shown: Shown, ledger: EventLedger, parts: ShownParts): Promise<Registration | undefined> {
  if ('code' in shown) {
    const code = readCode(shown.code);
    return code === null ? undefined : registrationOf({ formId: ledger.formId, edition: ledger.edition, code }, parts);
  }
  if ('leadId' in shown) {
    const lead = await readLead(parts.table, shown.leadId, { consistent: true });
    if (!lead || !(await rightsIn(shown.seenBy, lead, parts)).isSeen) return undefined;
    return keptOf(await readRegistrations(parts.table, lead, ledger.formId), ledger);
  }
  const e164 = normalisePhones(shown.phone).primary?.e164;
  if (!e164) throw new InvalidInputError('not a phone number', [{ path: 'phone', message: 'write a phone number' }]);
  const { byPhone } = await readClaimants(parts, { email: null, phone: e164 });
  const leadIds = byPhone ? [byPhone.leadId, ...byPhone.sharers.map(({ leadId }) => leadId)] : [];
  const people = new Map<LeadId, Lead>();
  for (const leadId of leadIds) {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (lead) people.set(lead.leadId, lead);
  }
  const registered = await Promise.all(
    [...people.values()].map(async (lead) => keptOf(await readRegistrations(parts.table, lead, ledger.formId), ledger)),
  );
  const found = registered.filter((one) => one !== undefined);
  if (found.length > 1) throw new NotPossibleNowError('Several people who registered have this number: ask for the code of their mail.');
  return found[0];
}

/** Tells what somebody may know of a person of a list. */
export async function rightsIn(
  principal: Principal,
  lead: Lead,
  { table }: Pick<ShownParts, 'table'>,
): Promise<{ readonly isSeen: boolean; readonly isNamed: boolean }> {
  const subjects = (await subjectsInList(table, principal, [lead])).get(lead.leadId) ?? [];
  return { isSeen: may(principal, 'lead.read', lead, subjects), isNamed: may(principal, 'lead.contact', lead, subjects) };
}
