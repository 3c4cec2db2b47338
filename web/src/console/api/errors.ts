import type { Problem } from '../../../../api/problem.ts';

/** The API refused, and says why (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Nobody answered, or nobody of ours did: the same may work later. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The session ended; whoever goes on has to sign in. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}
