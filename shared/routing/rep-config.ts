import { z } from 'zod';
import { companyKind } from '../company/company-config.ts';
import { Leave, OwnHours } from '../company/hours-config.ts';
import { timeZoneName } from '../company/zone-config.ts';
import { defineKind } from '../config/kind.ts';
import { oneLine } from '../config/texts.ts';
import { RepId } from '../platform/ids.ts';
import { webhookKind } from '../webhooks/webhook-config.ts';
import { Caps } from './load-config.ts';
import { Notify, notifyFaults } from './notify-config.ts';
import { Skill } from './skill-config.ts';

export const RepConfig = z.object({
  id: RepId,
  name: oneLine,
  email: z.email(),
  /** The rep's own telephone, by which lists that people bring may name the rep. No page and no mail shows it. @default - none */
  phone: z
    .string()
    .regex(/^\+?[\d\s.()-]{8,24}$/, 'write one number, such as "0912 345 678" or "+84 912 345 678"')
    .optional(),
  locale: z.enum(['vi', 'en']).default('vi'),
  active: z.boolean().default(true),
  /** When the rep works. @default - the pool's hours, else the company's */
  workingHours: OwnHours.optional(),
  /** Whose clocks say when the rep works. @default - the pool's zone, else the company's */
  zone: timeZoneName.optional(),
  /** Days on which the rep is given nothing. @default - none */
  leave: z.array(Leave).max(100, 'take past leave out of the list').optional(),
  /** Where the rep hears of leads beside their mailbox. @default - nowhere */
  notify: Notify.optional(),
  /** What the rep can do that not everybody can, in the company's own words. @default - nothing of the kind */
  skills: z.array(Skill).max(100).optional(),
  /** How much the rep may be given, of all pools together. @default - as the pool says */
  caps: Caps.optional(),
});
export type RepConfig = z.infer<typeof RepConfig>;

/** Who sells: gets leads, and the mails about them. */
export const repKind = defineKind({
  name: 'reps',
  schema: RepConfig,
  holdsAddresses: true,
  reserved: 'changes',
  references: (reps, all) =>
    reps.flatMap(({ notify }, index) =>
      notifyFaults(notify, all.of(companyKind), all.of(webhookKind)).map((fault) => ({ index, ...fault })),
    ),
  example: { id: 'rep-lan', name: 'Nguyễn Thị Lan', email: 'lan@annhien.example' },
});
