/** A cloud on this machine: `startCloud` executes the cloud assembly of a CDK app. Single services of it are in `local-cloud/parts`. */

export { messageOf, NoAssembly, PortTaken, ResourceError, StartError } from './assembly/errors.ts';
export {
  flagAt,
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  parseJson,
  textAt,
  textsAt,
} from './assembly/json.ts';
export { lock } from './assembly/lock.ts';
export { isLoopback } from './callers.ts';
export { createClock, type LocalClock } from './clock.ts';
export type { AttributeValue, Item as StoredItem, StreamRecord } from './dynamodb/index.ts';
export { environmentOf, type HelperCall, type HelperParts, type HelperRoute } from './engine/helper-routes.ts';
export { type Header, type HttpRequest, type HttpResponse, jsonResponse } from './engine/http-message.ts';
export { type Busy, busyWith, type IdleOptions } from './engine/idle.ts';
export type { LiveResponse, Send } from './engine/live.ts';
export type { LogLine } from './engine/logs.ts';
export { type Outage, outageParts } from './engine/outages.ts';
export { type Deployment, itemsOf } from './engine/provision.ts';
export { type Contents, type LocalCloud, type StartOptions, startCloud } from './engine/start-cloud.ts';
export type { OpenSurroundings, PlayedHost, Queueing, Surroundings, Watcher, WorkedOff } from './engine/surroundings.ts';
export type { BusEvent, CallRecord, CapturedEvent, FaultMode, FaultPlan, SentMail } from './services/index.ts';
