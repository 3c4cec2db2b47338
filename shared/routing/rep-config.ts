import { z } from 'zod';
import { Leave, OwnHours } from '../company/hours-config.ts';
import { timeZoneName } from '../company/zone-config.ts';
import { defineKind } from '../config/kind.ts';
import { oneLine } from '../config/texts.ts';
import { RepId } from '../platform/ids.ts';

export const RepConfig = z.object({
  id: RepId,
  name: oneLine,
  email: z.email(),
  locale: z.enum(['vi', 'en']).default('vi'),
  active: z.boolean().default(true),
  /** When the rep works. @default - the pool's hours, else the company's */
  workingHours: OwnHours.optional(),
  /** Whose clocks say when the rep works. @default - the pool's zone, else the company's */
  zone: timeZoneName.optional(),
  /** Days on which the rep is given nothing. @default - none */
  leave: z.array(Leave).max(100, 'take past leave out of the list').optional(),
});
export type RepConfig = z.infer<typeof RepConfig>;

/** Who sells: gets leads, and the mails about them. */
export const repKind = defineKind({
  name: 'reps',
  schema: RepConfig,
  holdsAddresses: true,
  reserved: 'changes',
  example: { id: 'rep-lan', name: 'Nguyễn Thị Lan', email: 'lan@annhien.example' },
});
