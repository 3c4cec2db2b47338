import { z } from 'zod';
import { Moment } from '../words.ts';

/** Conversions of a connector, row by row. */
export const ConversionListView = z
  .object({
    isOn: z.boolean().meta({ description: 'Whether the connector tells its platform of conversions' }),
    conversions: z.array(
      z.object({
        leadId: z.string(),
        stage: z.enum(['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat']),
        at: Moment.meta({ description: 'When the lead came to the stage' }),
        state: z.enum(['waiting', 'sending', 'told', 'refused']),
        reason: z.string().nullable().meta({
          description:
            'Why it was refused, or waits once more. turnedOff: the stage is told no more; noConsent: the person took it back; tooOld: Meta takes seven days; clickTooOld: Google counts 90 days from the click; invalid: the platform refuses it; givenUp: the platform took nothing for two weeks; tokenRefused, notPermitted, notFound, unsigned: somebody has to mend the access; tooMany, away, notAnswered: it goes again',
        }),
        value: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
        tries: z.number().int(),
        dueAt: Moment.nullable().meta({ description: 'When it goes next, at the soonest; null once it has ended' }),
        endedAt: Moment.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ConversionList' });
export type ConversionListView = z.infer<typeof ConversionListView>;
