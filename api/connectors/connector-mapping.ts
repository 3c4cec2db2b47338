import { z } from 'zod';

/** What the fields of a post are, by their paths. */
export const ConnectorMapping = z
  .record(z.string().min(1).max(200), z.string().min(1).max(80))
  .meta({ description: 'What fields are, by their paths: one of `targets`. A path that is not named is read by its own name' });
