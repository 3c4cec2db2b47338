import type { z } from 'zod';
import { ListLeadsQuery } from '../leads/list-leads.ts';

/** What a saved list may ask for. Nobody is named in it: a view outlives the person, and stands where no erasure looks. */
export const SavedQuery = ListLeadsQuery.omit({ email: true, phone: true, q: true, cursor: true, limit: true }).meta({
  description: 'Filters and order of `GET /v1/leads`, but for what names one person: `email`, `phone`, `q`',
});
export type SavedQuery = z.infer<typeof SavedQuery>;
