import { defineMergeFollower } from '../leads/index.ts';

/** People of a firm are listed as the lead that is left. */
export const firmPeopleFollower = defineMergeFollower({
  capability: 'firms',
  items: ['FIRM'],
  merge: 'workedOut',
  undo: 'workedOut',
});
