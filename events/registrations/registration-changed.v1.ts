import { z } from 'zod';
import { defineEvent } from '../contract.ts';

/** Why a registration changed. `movedUp`: a place that was free went to whoever waited longest. `merged`: the person has another one by another record.
 * `walkedIn`: they came without having registered. `takenBack`: somebody else was meant who came. */
export const RegistrationReason = z.enum([
  'posted',
  'movedUp',
  'full',
  'closed',
  'calledOff',
  'byPerson',
  'merged',
  'parted',
  'checkedIn',
  'walkedIn',
  'takenBack',
  'notSeen',
]);

export const registrationChanged = defineEvent({
  detailType: 'registration.changed',
  version: 1,
  about: 'A person got a place at an event, waits for one, gave it back, came or did not come.',
  data: {
    /** The form by which people register for the event. */
    formId: z.string(),
    /** `refused`: no place was left, and nobody may wait, or it was too late. `missed`: they had a place and did not come. */
    state: z.enum(['confirmed', 'waiting', 'refused', 'cancelled', 'attended', 'missed']),
    reason: RegistrationReason,
  },
  example: { formId: 'hoi-thao', state: 'confirmed', reason: 'posted' },
});
