import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { EndCause } from '../queues/assign-message.ts';
import { DeclineReason } from './decline-reason.ts';
import { GiveReason } from './give-reason.ts';
import { ReleaseRule } from './release-rule.ts';

export const leadUnassigned = defineEvent({
  detailType: 'lead.unassigned',
  version: 1,
  about:
    'A lead, or one of its opportunities, waits: nobody in its pool could take it, or the rep who had it has it no more. `over`: nobody is looked for any more. `outsideHours`: nobody works at this hour; where it waits for whoever begins first, `until` says when that is. `notAccepted`: whoever it was offered to has let it pass. `forLeader`: the leader of the pool says who gets it. `openToClaim`: whoever of the pool accepts first has it, `until` it goes by turn. `full`: whoever could take it has as much as they may be given. `lacksSkill`: nobody has the skills that it asks for. Of an offer that was declined or not accepted in time, `offeredAt` and `slaDueAt` say when it began and when it had to be accepted. `excused`: whoever it was offered to is away, so that it is not held against them, and the next one is asked. `released`: somebody took it from the rep, or sent it to another pool, for the reason `why`; `credit` says whether it still counts as given to the rep. `floating`: nobody is looked for, and whoever comes first of those who may takes it, by somebody’s word and for the reason `why`, or by a rule of its pool (`byRule`).',
  data: {
    subject: z.string(),
    poolId: z.string(),
    repId: z.string().nullable(),
    reason: z.enum([
      'noCandidate',
      'outsideHours',
      'full',
      'lacksSkill',
      'poolUnknown',
      'notAccepted',
      'forLeader',
      'openToClaim',
      'excused',
      'over',
      'released',
      'floating',
      ...EndCause.options,
    ]),
    decisionId: z.string(),
    until: z.string().optional(),
    /** Why it was declined. */
    because: DeclineReason.optional(),
    /** The rep wrote something to it, which those read who see contact details. */
    hasNote: z.boolean().optional(),
    offeredAt: z.string().optional(),
    slaDueAt: z.string().optional(),
    /** Why it was released. */
    why: GiveReason.optional(),
    /** By which rule of the pool it floats. */
    byRule: ReleaseRule.optional(),
    credit: z.enum(['moved', 'kept']).optional(),
    /** Until when no rule would have taken it from whoever had it before. */
    wasProtectedUntil: z.string().optional(),
  },
  example: { subject: 'lead', poolId: 'south', repId: null, reason: 'noCandidate', decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE' },
});
