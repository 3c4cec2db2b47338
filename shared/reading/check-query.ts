import type { SavedQuery } from '../../api/views/saved-query.ts';
import type { ConfigReader } from '../config/index.ts';
import { filtersOf } from './list-filters.ts';
import { activeIn, refuseOtherOrder } from './list-query.ts';
import { segmentOf } from './list-segment.ts';

/** Holds filters against all that a list asks of them, without listing anything. @throws InvalidInputError as the list would */
export async function checkQuery(query: SavedQuery, config: ConfigReader): Promise<void> {
  const asked = { ...query, limit: 1 };
  refuseOtherOrder(asked);
  filtersOf(asked);
  activeIn(asked);
  await segmentOf(asked, config);
}
