import type { z } from 'zod';
import { BacktestRequest } from '../../api/scoring/backtest-scoring.ts';
import { type Principal, seesContactDetails } from '../../shared/access/index.ts';
import type { Asked, Cursors } from '../../shared/platform/cursor.ts';
import { BeyondRoleError, type FieldFault, InvalidInputError } from '../../shared/platform/errors.ts';
import { readJsonBody } from '../../shared/platform/http.ts';
import { type BacktestWish, readDraft } from '../../shared/scoring/index.ts';

/** A set of rules as large as the kind allows is a fraction of it. */
const maxBytes = 512 * 1_024;

type Wish = Pick<BacktestWish, 'draft' | 'span' | 'limit'>;

/**
 * Reads what is to be tried, and what a cursor of its answer goes on with.
 * @throws InvalidInputError with one entry per fault of the request, or of the draft in it
 */
export function readRequest(
  event: { readonly body?: string; readonly isBase64Encoded?: boolean },
  principal: Principal,
  cursors: Cursors,
): { readonly wish: Wish; readonly asked: Asked } {
  const parsed = BacktestRequest.safeParse(readJsonBody(event, maxBytes));
  if (!parsed.success) throw new InvalidInputError('The request cannot be answered as it stands.', parsed.error.issues.flatMap(faultsOf));
  const { config, from, to, limit, cursor } = parsed.data;
  const span = { from: from === undefined ? null : new Date(from), to: to === undefined ? null : new Date(to), before: null };
  if (span.from && span.to && span.from > span.to) {
    throw new InvalidInputError('an empty span of time', [{ path: 'to', message: 'must not be before from' }]);
  }
  const asked: Asked = { userId: principal.userId, route: 'POST /v1/scoring/backtest', query: parsed.data };
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

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
  const message = `unknown field; there are: ${Object.keys(BacktestRequest.shape).join(', ')}`;
  return issue.keys.map((path) => ({ path, message }));
}
