import { z } from 'zod';
import { Action, Role, Scope } from '../actions.ts';
import { Bilingual, Locale } from '../words.ts';

export const MeView = z
  .object({
    userId: z.string(),
    role: Role,
    name: z.string().nullable().meta({ description: 'As the configuration calls the user, or the rep that the user is' }),
    repId: z.string().nullable().meta({ description: 'Of a rep' }),
    rights: z
      .partialRecord(Action, Scope)
      .meta({ description: 'What the caller may ask for, and of which leads; what is not named is answered 404' }),
    zone: z.string().meta({ description: 'Whose clocks the caller works by, such as "Asia/Ho_Chi_Minh"' }),
    locale: Locale.meta({ description: 'The language that the caller is written to in' }),
    locales: z.array(Locale),
    company: z.string().nullable(),
    products: z.array(z.object({ productId: z.string(), names: Bilingual })).meta({ description: 'What the company sells' }),
    features: z.object({
      masking: z.boolean().meta({ description: 'Numbers or addresses of some leads are masked for the caller' }),
      events: z.boolean().meta({ description: 'People register for an event by a form of the company' }),
      telegram: z.boolean().meta({ description: 'The company has a bot of Telegram' }),
    }),
  })
  .meta({ id: 'Me', description: 'Who asks, and what they may do' });
export type MeView = z.infer<typeof MeView>;
