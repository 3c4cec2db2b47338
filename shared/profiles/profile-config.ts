import { z } from 'zod';

/** What one of a few answers may be. */
export const profileChoices = {
  gender: ['female', 'male', 'other'],
  ageBand: ['under18', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'],
  /** When the person says they will buy. */
  readiness: ['now', 'within3Months', 'within12Months', 'later', 'no'],
  customerKind: ['b2b', 'b2c'],
  /** How content they are, from 0 to 10. */
  satisfaction: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
} as const;

export const ChoiceField = z.enum(['gender', 'ageBand', 'readiness', 'customerKind', 'satisfaction']);
export type ChoiceField = z.infer<typeof ChoiceField>;
/** One short text each; of `incomeBand` the company chooses the words. */
export const TextField = z.enum(['incomeBand', 'address']);
export type TextField = z.infer<typeof TextField>;
/** Several short texts each, which add up. */
export const ListField = z.enum(['needs', 'interests', 'buyingHabits']);
export type ListField = z.infer<typeof ListField>;

/**
 * What a question of a form tells of a person: a field of the profile, a remark about us (`feedback`), or an opinion, which is kept under its question.
 */
export const ProfileTarget = z.enum([...ChoiceField.options, ...TextField.options, ...ListField.options, 'feedback', 'opinion']);
export type ProfileTarget = z.infer<typeof ProfileTarget>;

/** Returns the answers that may be offered to a question about this; null where people choose them. */
export function choicesOf(target: ProfileTarget): readonly string[] | null {
  const choice = ChoiceField.safeParse(target);
  return choice.success ? profileChoices[choice.data] : null;
}

/** Returns what reads an answer as one of those that a field may have; undefined for another one. */
export function choicesIn<Field extends ChoiceField>(field: Field): (value: string) => (typeof profileChoices)[Field][number] | undefined {
  return (value) => profileChoices[field].find((choice) => choice === value);
}
