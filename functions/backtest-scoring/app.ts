import { asUser, may, seesContactDetails, type UserEvent } from '../../shared/access/index.ts';
import type { Cursors } from '../../shared/platform/cursor.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, jsonResponse } from '../../shared/platform/http.ts';
import { type BacktestParts, backtest, blur } from '../../shared/scoring/index.ts';
import { readRequest } from './request.ts';

/** What an HTTP API with a JWT authoriser hands over. */
export interface BacktestEvent extends UserEvent {
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** An HTTP API waits thirty seconds; the last page, the answer and a cold start have to fit in behind it. */
const budgetMs = 20_000;

/** Changes nothing, so an Idempotency-Key has nothing to do. */
export function createHandler(parts: BacktestParts & CdnOnly & { readonly cursors: Cursors }) {
  return createHttpHandler<BacktestEvent>(
    parts.log,
    (event) =>
      asUser(event, parts, async (principal) => {
        if (!may(principal, 'scoring.backtest')) throw new NotFoundError('nothing here for this user');
        const seesLeads = seesContactDetails(principal);
        const { wish, asked } = readRequest(event, principal, parts.cursors);
        const answer = await backtest({ ...wish, maxChanges: wish.limit, budgetMs }, parts);
        const { leads, judged, cut, inForce, nextCursor } = answer;
        parts.log.info('back-test run', {
          userId: principal.userId,
          isDraft: wish.draft !== null,
          leads,
          judged,
          cut,
          rulesVersion: inForce.version,
        });
        return jsonResponse(200, seesLeads ? { ...answer, nextCursor: nextCursor && parts.cursors.seal(nextCursor, asked) } : blur(answer));
      }),
    parts,
  );
}
