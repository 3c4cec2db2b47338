import { z } from 'zod';
import { LeadStatus, Stage, Temperature } from '../words.ts';

const FoundLead = z.object({
  leadId: z.string(),
  fullName: z.string().nullable(),
  otherNames: z.array(z.string()).meta({ description: 'Further names, from records that are part of this one; each finds it' }),
  email: z.string().nullable(),
  phone: z.object({ raw: z.string(), e164: z.string().nullable(), valid: z.boolean(), masked: z.boolean().optional() }).nullable(),
  company: z.string().nullable(),
  provinceName: z.string().nullable(),
  stage: Stage,
  status: LeadStatus,
  temperature: Temperature,
  owner: z.object({ repId: z.string(), name: z.string().nullable() }).nullable(),
});

export const FoundLeadsView = z
  .object({
    by: z.enum(['name', 'number', 'address']).nullable().meta({ description: 'As what it was read; null while it is too short' }),
    items: z.array(FoundLead),
    more: z.boolean().meta({ description: 'There may be others: type more' }),
  })
  .meta({ id: 'FoundLeads' });
export type FoundLeadsView = z.infer<typeof FoundLeadsView>;
