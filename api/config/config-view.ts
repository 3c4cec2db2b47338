import { z } from 'zod';

const documents = z.array(z.record(z.string(), z.unknown()));

/** One version of a kind, whole. */
export const ConfigView = z.object({
  kind: z.string(),
  version: z.number().int().meta({ description: '0: nothing was published yet' }),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  documents,
});
export type ConfigView = z.infer<typeof ConfigView>;

/** What two versions have differently: documents by their ids, settings by their paths. */
export const DifferenceView = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), paths: z.array(z.string()) })),
});
export type DifferenceView = z.infer<typeof DifferenceView>;

export const ConfigDiffView = z.object({ kind: z.string(), from: z.number().int(), to: z.number().int(), ...DifferenceView.shape });
export type ConfigDiffView = z.infer<typeof ConfigDiffView>;

/** What was published, or with `check` would have been. */
export const PublishedView = z.object({
  kind: z.string(),
  version: z.number().int().meta({ description: 'The version in force from now on; with `check` the one that stays in force' }),
  ...DifferenceView.shape,
  warnings: z.array(z.object({ path: z.string(), message: z.string() })).meta({
    description:
      'What to look at again, by its place in what was sent, or in another kind: of a rep who is to take no more leads what they have still. Nothing of it refuses a version',
  }),
});
export type PublishedView = z.infer<typeof PublishedView>;
