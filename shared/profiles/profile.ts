import { z } from 'zod';
import { LeadId } from '../platform/ids.ts';
import type { ChoiceField, ListField, TextField } from './profile-config.ts';

/** Something that is known of a person, and by whose word. */
export const Said = z.object({
  value: z.string(),
  at: z.string(),
  source: z.object({ kind: z.enum(['submission', 'user']), id: z.string() }),
  /** A colleague heard it: no post replaces it. */
  verified: z.boolean(),
});
export type Said = z.infer<typeof Said>;

/** The newest answer to a question that only a survey asks; `question`: form and field. */
export const Opinion = Said.extend({ question: z.string() });
export type Opinion = z.infer<typeof Opinion>;

const said = z.array(Said).exactOptional();
/** Of one value its history, of a list its parts; newest first. */
const Values = z.object({
  gender: said,
  ageBand: said,
  readiness: said,
  customerKind: said,
  satisfaction: said,
  incomeBand: said,
  address: said,
  needs: said,
  interests: said,
  buyingHabits: said,
} satisfies Record<ValueField, z.ZodType>);

/** What is known of a person beside who they are. */
export const Profile = z.object({
  leadId: LeadId,
  version: z.number().int().nonnegative(),
  values: Values,
  /** Newest first. */
  feedback: z.array(Said),
  opinions: z.array(Opinion),
});
export type Profile = z.infer<typeof Profile>;

export type ValueField = ChoiceField | TextField | ListField;

/** The profile of a person of whom nothing is known yet. */
export const noProfile = (leadId: LeadId): Profile => ({ leadId, version: 0, values: {}, feedback: [], opinions: [] });
