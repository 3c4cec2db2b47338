import { z } from 'zod';

/** An id of a platform, as text: many are longer than what JavaScript counts exactly, and some are sent as numbers. */
export const PlatformId = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/));

/** One question of a platform's form with what the person answered: several answers where several could be chosen. */
export const PlatformAnswer = z.object({ name: z.string(), values: z.array(z.string()) });
export type PlatformAnswer = z.infer<typeof PlatformAnswer>;

/** What a platform tells of one person, before it is mapped to our fields. */
export const PlatformLead = z.object({
  /** The platform's own, and the same whichever way we learn of it: a delivery, a repeat or a look. */
  leadId: z.string(),
  /** When the person sent it. */
  at: z.iso.datetime(),
  answers: z.array(PlatformAnswer),
  /** Boxes that the person ticked or left, by the key that the form has for each. */
  boxes: z.array(z.object({ key: z.string(), isTicked: z.boolean() })),
  /** Ids and words of where it came from: the form, the ad, the campaign. Nothing of the person. */
  origin: z.record(z.string(), z.string()),
  /** Nobody is behind it. */
  isTest: z.boolean(),
});
export type PlatformLead = z.infer<typeof PlatformLead>;

const longestName = 200;
const longestValue = 4_000;
const mostAnswers = 200;

/** Cuts what strangers wrote to what a submission holds. */
export function keptAnswers(answers: readonly PlatformAnswer[]): PlatformAnswer[] {
  return answers
    .slice(0, mostAnswers)
    .map(({ name, values }) => ({
      name: name.trim().slice(0, longestName),
      values: values.map((value) => value.trim().slice(0, longestValue)).filter((value) => value !== ''),
    }))
    .filter(({ name, values }) => name !== '' && values.length > 0);
}

/** Leaves out what a platform did not say. */
export function saidOf(ids: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''));
}
