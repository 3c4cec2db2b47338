import { z } from 'zod';
import { defineKind } from '../config/kind.ts';

/**
 * A company that competes, by its mail domain (what lies below it, too). Nobody who is kept from contact details reads this list or what
 * follows from it: a lead that is marked tells where its address is.
 */
export const CompetitorConfig = z.object({
  id: z
    .string()
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'write a domain in small letters, e.g. doithu.vn'),
  name: z.string().min(1),
});
export type CompetitorConfig = z.infer<typeof CompetitorConfig>;

/** Companies that compete, by their mail domains. */
export const competitorKind = defineKind({
  name: 'competitors',
  schema: CompetitorConfig,
  reserved: 'all',
  example: { id: 'doithu.example', name: 'Đối Thủ' },
});
