import { z } from 'zod';
import type { Described } from './contract.ts';

/** The body of every error answer (RFC 9457), with `id` to find what was kept or logged, and one entry per faulty field. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'Address of the explanation of this kind of problem' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    id: z.string().meta({ description: 'Tell it to support: what was posted or logged is found by it' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof Problem>;

/** An error answer; every one has the same body. */
export function problem(description: string): Described<Problem> {
  return { description, mediaType: 'application/problem+json', schema: Problem };
}
