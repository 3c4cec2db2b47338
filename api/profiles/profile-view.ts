import { z } from 'zod';
import { formId, source, Utm } from '../words.ts';
import { AgeBand, CustomerKind, Gender, Readiness } from './profile-words.ts';

/** By whose word something is known. */
const word = {
  at: z.string(),
  by: z
    .object({ kind: z.enum(['submission', 'user']), id: z.string() })
    .nullable()
    .meta({ description: 'The post or the user; null for roles that do not see contact details' }),
  verified: z.boolean().meta({ description: 'A colleague heard it: no post replaces it' }),
};
const saidAs = <Value extends z.ZodType>(value: Value) => z.object({ value, ...word }).nullable();
const list = z.array(z.object({ value: z.string(), ...word })).nullable();

const TouchOfProfile = z.object({
  ...source,
  formId,
  at: z.string(),
  pageUrl: z.string().nullable(),
  utm: Utm,
  clickIds: z
    .record(z.string(), z.string())
    .meta({ description: 'Of advertisements that were clicked (`gclid`, `fbclid` …); none without consent to tracking' }),
});

export const ProfileView = z
  .object({
    leadId: z.string(),
    version: z.number().int().nullable().meta({ description: 'Null for roles that do not see contact details' }),
    customerKind: z.object({ value: CustomerKind, stated: z.boolean() }).meta({ description: 'Stated, or told by company and mailbox' }),
    origin: z.enum(['inbound', 'outbound']),
    touches: z
      .object({ first: TouchOfProfile, last: TouchOfProfile })
      .nullable()
      .meta({ description: 'Null for roles that do not see contact details' }),
    gender: saidAs(Gender),
    ageBand: saidAs(AgeBand),
    incomeBand: saidAs(z.string()),
    readiness: saidAs(Readiness),
    satisfaction: saidAs(z.number().int()).meta({ description: 'From 0 to 10' }),
    address: saidAs(z.string()).meta({ description: 'Null for roles that do not see contact details' }),
    needs: list.meta({ description: 'Null, like all that people type, for roles that do not see contact details' }),
    interests: list,
    buyingHabits: list,
    feedback: list,
    opinions: z
      .array(
        z.object({ question: z.string(), label: z.object({ vi: z.string(), en: z.string() }).nullable(), answer: z.string(), ...word }),
      )
      .nullable(),
  })
  .meta({ id: 'LeadProfile', description: 'What is known of a person beside who they are' });
export type ProfileView = z.infer<typeof ProfileView>;
