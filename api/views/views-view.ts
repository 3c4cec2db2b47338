import { z } from 'zod';
import { SavedQuery } from './saved-query.ts';

export const SavedView = z
  .object({
    viewId: z.string(),
    name: z.string(),
    query: SavedQuery,
    poolId: z.string().nullable().meta({ description: 'The pool that it is shared with; null: your own' }),
    mine: z.boolean().meta({ description: 'Whether you may change it' }),
    updatedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'SavedView', description: 'A list of leads that somebody comes back to' });
export type SavedView = z.infer<typeof SavedView>;

export const SavedViewList = z.object({ items: z.array(SavedView) }).meta({ id: 'SavedViewList' });
export type SavedViewList = z.infer<typeof SavedViewList>;
