import { z } from 'zod';
import { isOurCdn } from '../../shared/platform/secrets.ts';

/** What an HTTP API hands to a REQUEST authoriser in payload format 2.0, as far as it decides anything. */
const AuthoriserEvent = z.object({ identitySource: z.array(z.string()).nullish() });

/**
 * Admits what came by our CDN and so past its firewall. Looks at nothing but the identity source, because the API keeps each answer
 * by that: another request with the same secret gets it without a call.
 */
export function createHandler(originDigests: readonly string[]) {
  return async (event: unknown): Promise<{ readonly isAuthorized: boolean }> => {
    const { data } = AuthoriserEvent.safeParse(event);
    return { isAuthorized: isOurCdn(data?.identitySource?.[0], originDigests) };
  };
}
