import { normaliseName } from '../identity/name.ts';
import type { Lead, LeadFields, ProvenField } from '../leads/index.ts';
import { assertNever } from '../platform/errors.ts';
import type { ProposedValue } from './record.ts';

/** Numbers that a record keeps beside its own. */
const maxExtraPhones = 10;

/** What a record becomes by taking a proposed value over. */
export interface Acceptance {
  readonly fields: Partial<LeadFields>;
  /** Names of the fields that change. */
  readonly changed: readonly ProvenField[];
  readonly field: ProvenField;
  readonly old: string | null;
  readonly value: string;
}

/** Takes a proposed value over into a record. `claimed`: a number is the record's own, and not another one's. */
export function accepted(lead: Lead, proposed: ProposedValue, claimed: boolean): Acceptance {
  const { field } = proposed;
  const change = (fields: Partial<LeadFields>, old: string | null, value: string): Acceptance => ({
    fields,
    changed: [field],
    field,
    old,
    value,
  });
  switch (proposed.field) {
    case 'fullName': {
      const fullName = proposed.value;
      return change({ fullName, nameKey: normaliseName(fullName).searchKey }, lead.fullName, fullName);
    }
    case 'email':
      return change({ email: proposed.value }, lead.email, proposed.value);
    case 'phone': {
      const phone = { ...proposed.value, claimed };
      // The number that stood is not lost: somebody may answer there.
      const beside = [...(lead.phone ? [lead.phone] : []), ...lead.extraPhones].filter(({ e164 }) => e164 === null || e164 !== phone.e164);
      return change(
        { phone, extraPhones: beside.slice(0, maxExtraPhones) },
        lead.phone?.e164 ?? lead.phone?.raw ?? null,
        phone.e164 ?? phone.raw,
      );
    }
    default:
      return assertNever(proposed, 'proposal');
  }
}
