import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { Problem } from '../../shared/platform/http.ts';

/** An error answer; every one has the same body. */
export function problem(description: string): ZodOpenApiResponseObject {
  return { description, content: { 'application/problem+json': { schema: Problem } } };
}

export const unauthenticated = problem('The token is missing, expired or not ours.');
export const notFound = problem('There is no such thing, or you may not see it.');
