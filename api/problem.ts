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

/** Codes by which problems are told apart: `type` ends in `#problem-` and one of them. */
export type ProblemCode =
  | 'invalid_input'
  | 'unreadable_body'
  | 'body_too_large'
  | 'origin_not_allowed'
  | 'foreign_page'
  | 'wrong_signature'
  | 'not_found'
  | 'unauthenticated'
  | 'conflict'
  | 'already_decided'
  | 'address_held'
  | 'company_held'
  | 'not_possible_now'
  | 'begun_erasure'
  | 'impossible_split'
  | 'impossible_move'
  | 'impossible_status'
  | 'impossible_consent'
  | 'impossible_owner'
  | 'impossible_merge'
  | 'impossible_task_act'
  | 'precondition_failed'
  | 'precondition_required'
  | 'too_many_requests'
  | 'unavailable'
  | 'configuration'
  | 'corrupt_item'
  | 'internal';

/** An error answer; every one has the same body. */
export function problem(description: string): Described<Problem> {
  return { description, mediaType: 'application/problem+json', schema: Problem };
}
