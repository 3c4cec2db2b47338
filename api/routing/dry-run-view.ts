import { z } from 'zod';
import { ChoiceView } from '../leads/decision-view.ts';
import { Bilingual, TerritoryMatchWord } from '../words.ts';

const NamedRep = z.object({ repId: z.string(), name: z.string() });

export const DryRunView = z
  .object({
    now: z
      .object({ territoryId: z.string(), poolId: z.string(), rep: NamedRep.nullable() })
      .nullable()
      .meta({ description: 'Where the lead that was named is at present; it stays there whatever is answered here' }),
    territory: z.object({ territoryId: z.string(), poolId: z.string(), matchedBy: z.array(TerritoryMatchWord) }),
    passedOver: z
      .array(
        z.object({
          territoryId: z.string(),
          condition: z.string().meta({ description: 'The first one that does not hold, by its place in the territory' }),
          why: Bilingual,
        }),
      )
      .meta({ description: 'Territories that are asked before, in their order' }),
    decisions: z
      .array(ChoiceView)
      .meta({ description: 'None while marketing keeps it; two where nobody in the pool can take it, so that the fallback pool is asked' }),
    state: z.enum(['marketing', 'waiting', 'offered', 'owned']).meta({
      description: '`marketing`: it has not reached the level from which on its pool takes leads',
    }),
    sentence: Bilingual.meta({ description: 'Why; of `marketing`, what each level of the pool asks for beyond what the lead has' }),
    chosen: NamedRep.nullable().meta({ description: 'Null: the lead would wait, or be marketing’s' }),
  })
  .meta({ id: 'DryRun', description: 'Who would get a lead that came now, and why' });
export type DryRunView = z.infer<typeof DryRunView>;
