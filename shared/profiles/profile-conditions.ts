import { z } from 'zod';
import { type ChoiceField, type ListField, profileChoices, type TextField } from './profile-config.ts';

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(100).optional();
/** What people type, or a form offers. */
const word = z.string().min(1).max(200);

/** What is asked of the profile of a person, any of those that are listed for each; of several answers one is enough. */
export const ProfileCondition = z
  .strictObject({
    gender: anyOf(z.enum(profileChoices.gender)),
    ageBand: anyOf(z.enum(profileChoices.ageBand)),
    readiness: anyOf(z.enum(profileChoices.readiness)),
    customerKind: anyOf(z.enum(profileChoices.customerKind)),
    satisfaction: anyOf(z.enum(profileChoices.satisfaction)),
    incomeBand: anyOf(word),
    needs: anyOf(word),
    interests: anyOf(word),
    buyingHabits: anyOf(word),
  } satisfies Record<ChoiceField | ListField | Exclude<TextField, 'address'>, z.ZodType>)
  .refine((asked) => Object.values(asked).some((one) => one !== undefined), 'name at least one field of the profile');
export type ProfileCondition = z.infer<typeof ProfileCondition>;
export type AskedOfProfile = keyof ProfileCondition;

/** Whose answers people type, or a form offers: rules ask for what forms offer. */
export const offeredFields = ['incomeBand', 'needs', 'interests', 'buyingHabits'] as const satisfies readonly AskedOfProfile[];
export const askedFields = [
  'gender',
  'ageBand',
  'readiness',
  'customerKind',
  'satisfaction',
  ...offeredFields,
] as const satisfies readonly AskedOfProfile[];
