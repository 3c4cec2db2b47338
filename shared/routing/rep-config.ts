import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { oneLine } from '../config/texts.ts';
import { RepId } from '../platform/ids.ts';

export const RepConfig = z.object({
  id: RepId,
  name: oneLine,
  email: z.email(),
  locale: z.enum(['vi', 'en']).default('vi'),
  active: z.boolean().default(true),
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
