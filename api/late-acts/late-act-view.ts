import { z } from 'zod';
import { Bilingual, Moment } from '../words.ts';

/** What a rep noted about a lead that was not theirs any more when it came, for whoever answers for the lead. */
export const LateActView = z
  .object({
    lateActId: z.string(),
    leadId: z.string(),
    fullName: z.string().nullable().meta({ description: 'Of the lead' }),
    is: z.enum(['call', 'note']),
    by: z.string().meta({ description: 'The user who noted it' }),
    repName: z.string().nullable().meta({ description: 'Their name as a rep; null: the configuration knows them no more' }),
    notedAt: Moment.meta({ description: 'When they noted it' }),
    keptAt: Moment.meta({ description: 'When it came' }),
    why: Bilingual.meta({ description: 'Why it was not done at once' }),
    outcome: Bilingual.nullable().meta({ description: 'How the call ended; null: it is a note' }),
    calledAt: Moment.nullable(),
    callbackAt: Moment.nullable().meta({ description: 'When the person wants to be called again' }),
    note: z.string().nullable(),
    opportunityId: z.string().nullable().meta({ description: 'Null: it is about the lead itself' }),
    state: z.enum(['waiting', 'applied', 'dismissed']),
    decidedAt: Moment.nullable(),
    decidedBy: z.string().nullable().meta({ description: 'The user who decided' }),
    madeId: z.string().nullable().meta({ description: 'The call or note that it became' }),
  })
  .meta({ id: 'LateAct' });
export type LateActView = z.infer<typeof LateActView>;

/** What whoever noted it is told: that it is kept. */
export const KeptLateActView = z.object({ lateActId: z.string(), keptAt: Moment }).meta({ id: 'KeptLateAct' });
export type KeptLateActView = z.infer<typeof KeptLateActView>;
