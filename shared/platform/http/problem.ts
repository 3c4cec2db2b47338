import type { Problem, ProblemCode } from '../../../api/problem.ts';
import { type FieldFault, InvalidInputError, PheuError } from '../errors.ts';

/** What each code means to a caller; the docs page lists them under the address given as `type`. */
export const problemTitles = {
  invalid_input: 'Some fields need correcting',
  unreadable_body: 'The body cannot be read',
  body_too_large: 'The body is too large',
  origin_not_allowed: 'This site may not use this form',
  foreign_page: 'Pages of other sites may not ask for this',
  wrong_signature: 'This is not the platform',
  not_found: 'There is no such thing',
  unauthenticated: 'A valid token is needed',
  conflict: 'Somebody else was quicker',
  already_decided: 'This was decided before',
  address_held: 'Another lead has this address',
  company_held: 'Another company has this',
  not_possible_now: 'Its present state does not allow it',
  begun_erasure: 'The erasure has begun',
  impossible_split: 'These leads cannot be given now',
  impossible_move: 'The lead cannot move to this stage',
  impossible_status: 'The lead cannot have this status',
  impossible_consent: 'This cannot be noted',
  impossible_owner: 'The lead cannot go there',
  impossible_merge: 'These two cannot become one, or part',
  impossible_task_act: 'The task does not allow this',
  precondition_failed: 'This was made on an older version',
  precondition_required: 'Say which version this was made on',
  too_many_requests: 'Too many requests',
  unavailable: 'Not available for the moment',
  configuration: 'The deployment is not set up completely',
  corrupt_item: 'A stored record cannot be read',
  internal: 'Something went wrong on our side',
} as const satisfies Record<ProblemCode, string>;

function titleOf(code: string): string {
  return Object.entries(problemTitles).find(([known]) => known === code)?.[1] ?? problemTitles.internal;
}

/** Seconds after which a client that was turned away should try again. */
export const retryAfterSeconds = 5;

export function problemOf(input: { code: string; status: number; detail: string; id: string; errors?: readonly FieldFault[] }): Problem {
  return {
    type: `/v1/docs#problem-${input.code}`,
    title: titleOf(input.code),
    status: input.status,
    detail: input.detail,
    ...(input.errors && input.errors.length > 0 ? { errors: input.errors.map(({ path, message }) => ({ path, message })) } : {}),
    id: input.id,
  };
}

/** Maps an error to what a caller may know of it; of a foreign error, and of our own inner state, that is nothing. */
export function problemOfError(error: unknown, id: string): Problem {
  if (!(error instanceof PheuError) || error.status === 500) {
    const code = error instanceof PheuError ? error.code : 'internal';
    return problemOf({ code, status: 500, detail: 'The call could not be completed. It was logged under the id given here.', id });
  }
  const errors = error instanceof InvalidInputError ? error.faults : [];
  return problemOf({ code: error.code, status: error.status, detail: error.message, id, errors });
}
