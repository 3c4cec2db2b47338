export { type Answered, openClient, type Send } from './client.ts';
export {
  type AnswerReader,
  type Asked,
  type AttemptFacts,
  askForCall,
  CallEnded,
  type CallKind,
  callIdFor,
  defineCall,
  type OutgoingRequest,
  type SecretPlace,
} from './kind.ts';
export { publicOnly, type Resolve } from './lookup.ts';
export { type CallParts, callMessage, endMessage, makeCall } from './make-call.ts';
export { probeCall } from './probe.ts';
export { isPublicAddress } from './public-address.ts';
export { type Call, type CallEnd, CallState, EndpointId } from './record.ts';
export { resendCalls } from './resend.ts';
export { CallFault, type CallOutcome, type CallResult, resultOf } from './rules-result.ts';
export { defaultWaits, waitAfter } from './rules-retry.ts';
export { askOnce, type CallPage, forgetAnswer, listCalls, parseCall, putCall, readCall } from './store.ts';
export { CallUrl, newUrlFault, urlFault } from './url-config.ts';
