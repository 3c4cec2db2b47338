import type { SavedQuery } from '../../api/views/saved-query.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { fieldFilters } from './list-fields.ts';
import { filtersOf } from './list-filters.ts';
import { activeIn, refuseOtherOrder } from './list-query.ts';
import { segmentOf } from './list-segment.ts';

/** Holds the filters of a view against all that a list asks of them, without listing anything. @throws InvalidInputError with each place in the view */
export async function checkQuery(query: SavedQuery, principal: Principal, config: ConfigReader): Promise<void> {
  const asked = { ...query, limit: 1 };
  try {
    refuseOtherOrder(asked);
    filtersOf(asked);
    activeIn(asked);
    await fieldFilters(asked, principal, config);
    await segmentOf(asked, config);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(
      error.message,
      error.faults.map(({ path, message }) => ({ path: `query.${path}`, message })),
    );
  }
}
