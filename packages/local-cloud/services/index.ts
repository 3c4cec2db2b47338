export * from './cognito/index.ts';
export { type LocalDns, openDns } from './dns/index.ts';
export { createDynamoDbService } from './dynamodb/index.ts';
export { checkPattern, matchesPattern } from './event-pattern.ts';
export { type BusEvent, type BusRule, type CapturedEvent, type EventsOptions, type LocalEvents, openEvents } from './events/index.ts';
export { type FaultMode, FaultPlan, type Faults } from './faults.ts';
export { type CallRecord, type Gateway, type GatewayOptions, openGateway } from './gateway.ts';
export { type BucketRules, type LocalBuckets, openBuckets } from './s3/index.ts';
export type { Answer, CallCapacity, Requirement, Service, ServiceName } from './service.ts';
export { ServiceError } from './service-error.ts';
export {
  type FeedbackEvent,
  type LocalSes,
  openSes,
  type SentMail,
  type SesOptions,
  type SesSnapshot,
  suppressionReasons,
} from './ses/index.ts';
export * from './sqs/index.ts';
export { type LocalParameters, openParameters, type StoredParameter } from './ssm/index.ts';
