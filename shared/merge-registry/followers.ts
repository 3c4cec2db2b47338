import { callsFollower } from '../call-log/merge-follower.ts';
import { cardsFollower } from '../cards/merge-follower.ts';
import { cartsFollower } from '../carts/merge-follower.ts';
import { conversionsFollower } from '../conversions/merge-follower.ts';
import { datesFollower } from '../dates/merge-follower.ts';
import { engagementsFollower } from '../engagement/merge-follower.ts';
import { firmPeopleFollower } from '../firms/merge-follower.ts';
import { heldActsFollower } from '../held/merge-follower.ts';
import { lateActsFollower } from '../late-acts/merge-follower.ts';
import { defineMergeFollower, type MergeFollower } from '../leads/index.ts';
import { lettersFollower } from '../letters/merge-follower.ts';
import { mailsFollower } from '../mail/merge-follower.ts';
import { needsFollower } from '../needs/merge-follower.ts';
import { notesFollower } from '../notes/merge-follower.ts';
import { toldFollower } from '../notices/merge-follower.ts';
import { keys } from '../platform/keys.ts';
import { profilesFollower } from '../profiles/merge-follower.ts';
import { projectionTriesFollower } from '../projecting/merge-follower.ts';
import { proposalsFollower } from '../proposals/merge-follower.ts';
import { purchasesFollower } from '../purchases/merge-follower.ts';
import { qualificationFollower } from '../qualification/merge-follower.ts';
import { registrationsFollower } from '../registrations/merge-follower.ts';
import { repliesFollower } from '../replies/merge-follower.ts';
import { assignmentsFollower, decisionsFollower } from '../routing/merge-follower.ts';
import { scoresFollower } from '../scoring/merge-follower.ts';
import { findsFollower } from '../search/merge-follower.ts';
import { seatsFollower } from '../seats/merge-follower.ts';
import { segmentsFollower } from '../segments/merge-follower.ts';
import { enrolmentsFollower } from '../sequences/merge-follower.ts';
import { tasksFollower } from '../tasks/merge-follower.ts';
import { textsFollower } from '../texts/merge-follower.ts';
import { devicesFollower } from '../tracking/merge-follower.ts';

/** Both records are written, and posts go to whom they identify. */
const recordsFollower = defineMergeFollower({
  capability: 'leads',
  items: [keys.leadSk, keys.profileSk, 'PROVENANCE', keys.leadPostPrefix],
  merge: 'written',
  undo: 'written',
});

/** What was told was told of the record that it was told of. */
const timelineFollower = defineMergeFollower({ capability: 'leads', items: [keys.timelinePrefix], merge: 'stays', undo: 'stays' });

/** What two leads are to each other. */
const pairsFollower = defineMergeFollower({ capability: 'merging', items: [keys.mergePrefix], merge: 'written', undo: 'written' });

/** All that lies under leads, with what becomes of it when two become one and when they are two again. */
export const mergeFollowers: readonly MergeFollower[] = [
  assignmentsFollower,
  callsFollower,
  cardsFollower,
  cartsFollower,
  conversionsFollower,
  datesFollower,
  decisionsFollower,
  devicesFollower,
  engagementsFollower,
  enrolmentsFollower,
  findsFollower,
  firmPeopleFollower,
  heldActsFollower,
  lateActsFollower,
  mailsFollower,
  needsFollower,
  notesFollower,
  pairsFollower,
  profilesFollower,
  projectionTriesFollower,
  proposalsFollower,
  purchasesFollower,
  qualificationFollower,
  recordsFollower,
  registrationsFollower,
  repliesFollower,
  lettersFollower,
  scoresFollower,
  seatsFollower,
  segmentsFollower,
  tasksFollower,
  textsFollower,
  timelineFollower,
  toldFollower,
];
