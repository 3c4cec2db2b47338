import { routeKeyOf } from '../../api/route.ts';
import { type BacktestRequest, backtestScoringRoute } from '../../api/scoring/backtest-scoring.ts';
import { type Principal, seesContactDetails } from '../../shared/access/index.ts';
import type { Asked, Cursors } from '../../shared/platform/cursor.ts';
import { BeyondRoleError, InvalidInputError } from '../../shared/platform/errors.ts';
import { type BacktestWish, readDraft } from '../../shared/scoring/index.ts';

type Wish = Pick<BacktestWish, 'draft' | 'span' | 'limit'>;

/**
 * Reads what is to be tried, and what a cursor of its answer goes on with.
 * @throws InvalidInputError for an empty span, and with one entry per fault of the draft
 */
export function readRequest(
  request: BacktestRequest,
  principal: Principal,
  cursors: Cursors,
): { readonly wish: Wish; readonly asked: Asked } {
  const { config, from, to, limit, cursor } = request;
  const span = { from: from === undefined ? null : new Date(from), to: to === undefined ? null : new Date(to), before: null };
  if (span.from && span.to && span.from > span.to) {
    throw new InvalidInputError('an empty span of time', [{ path: 'to', message: 'must not be before from' }]);
  }
  const asked: Asked = { userId: principal.userId, route: routeKeyOf(backtestScoringRoute), query: request };
  const wish: Wish = { draft: config === undefined ? null : readDraft(config), span, limit };
  if (!seesContactDetails(principal)) return { wish: inWholeDays(wish, cursor), asked };
  const before = cursor === undefined ? null : cursors.open(cursor, asked);
  return { wish: { ...wish, span: { ...span, before } }, asked };
}

const dayMs = 86_400_000;
const leadsPerStep = 100;

/**
 * The same wish without a choice of single leads: two spans or limits that differ by one lead would tell of that lead.
 * @throws BeyondRoleError for a cursor, which is a lead's place.
 */
function inWholeDays({ draft, span, limit }: Wish, cursor: string | undefined): Wish {
  if (cursor !== undefined) {
    throw new BeyondRoleError('this role does not page through leads', [
      { path: 'cursor', message: 'give `to`, an earlier day, to go on: your role is answered for whole days' },
    ]);
  }
  const from = span.from && new Date(Math.floor(span.from.getTime() / dayMs) * dayMs);
  const to = span.to && new Date((Math.floor(span.to.getTime() / dayMs) + 1) * dayMs - 1);
  return { draft, span: { from, to, before: null }, limit: Math.ceil(limit / leadsPerStep) * leadsPerStep };
}
