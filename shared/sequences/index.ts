export { advanceEnrolment } from './advance-enrolment.ts';
export { asksForSequences } from './ask-for-sequences.ts';
export { beginDateLooks } from './begin-date-looks.ts';
export { putInByHand, takeOutByHand } from './by-hand.ts';
export { countExperiments } from './count-experiments.ts';
export { About, EndReason, Enrolment, maxCauses } from './enrolment.ts';
export { enrolmentAt, moveEnrolment, readEnrolment, readEnrolments, type StepPlace } from './enrolment-store.ts';
export { beginningToldBy, endToldBy, linesOfMove } from './lines-of-move.ts';
export type {
  Advanced,
  Cause,
  Effect,
  Enrolled,
  MailResult,
  NotEnrolledReason,
  RestTimer,
  SeenEvent,
  Situation,
} from './machine.ts';
export { readLeader } from './notice-means.ts';
export { momentsAsked, readMoments } from './read-moments.ts';
export { type ReadRuns, readRuns } from './read-runs.ts';
export { workTimer } from './rest-timer.ts';
export { adopt, asFollowed, type Edit } from './rules-adopt.ts';
export { advance, afterMail, end, enrol } from './rules-advance.ts';
export { type AwaitedEvents, awaitedIn } from './rules-awaited.ts';
export { brings } from './rules-brought.ts';
export { type ExperimentInForce, experimentsOf } from './rules-experiments.ts';
export { rulesOf } from './rules-faults.ts';
export { type FollowedRun, type ForeseenStep, forecast, forecastMs, type Outlook } from './rules-forecast.ts';
export { usefulMs } from './rules-late.ts';
export { leaving } from './rules-leaving.ts';
export { boundOf, comesBefore, type LeadMoments, taskAhead } from './rules-moments.ts';
export { type DueMail, type PlannedSequenceMail, planMails, type Receiver, type SkipReason, type WaitReason } from './rules-plan.ts';
export { onlyRefusedLeft, type Refusal } from './rules-refused.ts';
export { nextOf, routesOf, stepOf } from './rules-routes.ts';
export { aboutOf, type ToldEvent, triggeredBy } from './rules-triggers.ts';
export { type SequenceConfig, sequenceKind } from './sequence-config.ts';
export { followedSequence, sequenceOfVersion } from './sequences-in-force.ts';
export { enrolmentView, listEnrolled, listSequences, sequencesOfLead } from './show-enrolled.ts';
export { durationMs, type Step, type StepOf } from './step-config.ts';
export { sweepAfterPublication } from './sweep-request.ts';
export { readSweeps } from './sweep-state.ts';
export { taskDueAt } from './task-means.ts';
export type { Trigger } from './trigger-config.ts';
export { wantsNoneOf } from './wants-none-of.ts';
