import { cardProjector } from '../../shared/cards/index.ts';
import { opportunityProjector } from '../../shared/opportunities/follow-lead.ts';
import type { Projector } from '../../shared/projecting/index.ts';

/** Everything that is worked out anew from a lead that changed. infra/stacks/stream-filters.ts says which items of a lead they hear of. */
export const projectors: readonly Projector[] = [cardProjector, opportunityProjector];
