import { cardProjector } from '../../shared/cards/index.ts';
import { dateProjector } from '../../shared/dates/index.ts';
import { factProjector } from '../../shared/facts/index.ts';
import { domainAsker } from '../../shared/findings/domain-asker.ts';
import { firmPersonProjector } from '../../shared/firms/index.ts';
import { opportunityProjector } from '../../shared/opportunities/follow-lead.ts';
import type { Asker, Projector } from '../../shared/projecting/index.ts';
import { handOverAsker } from '../../shared/routing/hand-over-asker.ts';
import { findProjector } from '../../shared/search/index.ts';
import { segmentAsker } from '../../shared/segments/segment-asker.ts';

/** Everything that is worked out anew from a lead that changed. infra/stacks/stream-filters.ts says which items of a lead they hear of. */
export const projectors: readonly Projector[] = [
  cardProjector,
  opportunityProjector,
  dateProjector,
  firmPersonProjector,
  findProjector,
  factProjector,
];

/** Everything that is asked for because a lead changed, once the projectors had their turn. */
export const askers: readonly Asker[] = [segmentAsker, handOverAsker, domainAsker];
