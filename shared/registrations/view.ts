import type { RegistrationView } from '../../api/registrations/registration-view.ts';
import type { Lead } from '../leads/index.ts';
import { shownCode } from './event-words.ts';
import type { Registration } from './registration.ts';

/** A registration as the contract shows it. `lead`: null where the caller may not know who it is. */
export function registrationView(
  registration: Registration,
  lead: Pick<Lead, 'leadId' | 'fullName' | 'phone'>,
  isNamed = true,
): RegistrationView {
  const { state, reason, since, arrivedAt, code, attendedAt = null, missedAt = null } = registration;
  return {
    leadId: lead.leadId,
    fullName: isNamed ? lead.fullName : null,
    phoneEnd: (isNamed && lead.phone?.e164?.slice(-3)) || null,
    state,
    reason,
    since,
    arrivedAt,
    code: state === 'confirmed' ? shownCode(code) : null,
    attendedAt,
    missedAt,
  };
}
