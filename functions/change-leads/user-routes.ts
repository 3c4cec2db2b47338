import { signOutRoute } from '../../api/users/sign-out.ts';
import { mayWithUser } from '../../shared/access/index.ts';
import { signOutEverywhere } from '../../shared/accounts/index.ts';
import { done, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { ChangeParts } from './app.ts';

/** The route by which nobody is signed in as a user any more. */
export function userRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  return [
    on(signOutRoute, (request) => {
      const { principal, params } = request;
      const { userId } = params;
      if (!mayWithUser(principal, signOutRoute.right, userId)) throw new NotFoundError('no such user');
      const change = async (keep: (answer: ReturnType<typeof done>) => Parameters<typeof signOutEverywhere>[1]) => {
        await signOutEverywhere(userId, keep(done()), { ...parts, log });
        log.info('asked to be signed out everywhere', { userId: principal.userId, of: userId });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}
