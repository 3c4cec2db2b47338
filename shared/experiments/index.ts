export type { Arm, ExperimentConfig, ExperimentGoal, Trial } from './experiment-config.ts';
export { claimOf } from './rules-claim.ts';
export { type Count, type CountedPerson, ExperimentCount, windowDays } from './rules-count.ts';
export { enoughEvidence, mostConversions } from './rules-evidence.ts';
export { keepStanding, readStandings, type Standing, standingOf } from './standing-store.ts';
export { whichMail, whichMails } from './which-mail.ts';
