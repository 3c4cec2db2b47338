import { replayRoute } from '../../api/routing/replay.ts';
import { seesContactDetails } from '../../shared/access/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { showReplay } from '../../shared/routing/index.ts';
import type { LongParts } from './app.ts';

/** An HTTP API waits thirty seconds; what was read has to be decided anew, and answered, behind it. */
const bounds = { limit: 10_000, budgetMs: 18_000, listed: 500 };

/** The route that says who would have got what. */
export function routingRoutes(parts: LongParts): ServedRoute[] {
  return [
    on(replayRoute, async ({ principal, body }) => {
      const answer = await showReplay(body, { ...bounds, isTypedHidden: !seesContactDetails(principal) }, parts);
      const { decisions, differences, cut } = answer;
      parts.log.info('routing replayed', { userId: principal.userId, isDraft: body.config !== undefined, decisions, differences, cut });
      return found(answer);
    }),
  ];
}
