export { About, EndReason, Enrolment, maxCauses } from './enrolment.ts';
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
export { nextOf, routesOf, stepOf } from './rules-routes.ts';
export { type SequenceConfig, sequenceKind } from './sequence-config.ts';
export { durationMs, type Step, type StepOf } from './step-config.ts';
export type { Trigger } from './trigger-config.ts';
