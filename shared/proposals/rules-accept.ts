import { normaliseName } from '../identity/name.ts';
import type { LeadFields } from '../leads/index.ts';
import { type Lead, maxExtraPhones, phonesOf } from '../leads/record.ts';
import { assertNever } from '../platform/errors.ts';
import type { ProposedValue } from './record.ts';

/** What a record becomes by taking a proposed value over. */
export interface Acceptance {
  readonly fields: Partial<LeadFields>;
  readonly old: string | null;
  readonly value: string;
}

/** Takes a proposed value over into a record. `claimed`: a number is the record's own, and not another one's. */
export function accepted(lead: Lead, proposed: ProposedValue, claimed: boolean): Acceptance {
  switch (proposed.field) {
    case 'fullName': {
      const fullName = proposed.value;
      return { fields: { fullName, nameKey: normaliseName(fullName).searchKey }, old: lead.fullName, value: fullName };
    }
    case 'email':
      return { fields: { email: proposed.value }, old: lead.email, value: proposed.value };
    case 'phone': {
      const phone = { ...proposed.value, claimed };
      // The number that stood is not lost: somebody may answer there.
      const beside = phonesOf(lead).filter(({ e164 }) => e164 === null || e164 !== phone.e164);
      return {
        fields: { phone, extraPhones: beside.slice(0, maxExtraPhones) },
        old: lead.phone?.e164 ?? lead.phone?.raw ?? null,
        value: phone.e164 ?? phone.raw,
      };
    }
    default:
      return assertNever(proposed, 'proposal');
  }
}
