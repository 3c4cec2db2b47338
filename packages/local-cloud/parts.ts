/** Single services of the cloud, and its tables of what it knows, for tests and measurements that want one without the rest. */

export { type Due, DueHeap } from './due-heap.ts';
export * from './dynamodb/index.ts';
export { serveLocalDynamoDb } from './dynamodb/serve.ts';
export type { Body } from './dynamodb/types.ts';
export { createEdgeFunction } from './engine/edge-function.ts';
export { executors } from './engine/executors.ts';
export { noLocalEffect, providedResources } from './engine/no-local-effect.ts';
export * from './iam/index.ts';
export { openSignInPage } from './services/cognito/sign-in.ts';
export * from './services/index.ts';
export { rewritten } from './services/ses/watching.ts';
export { checkMessage } from './services/sqs/limits.ts';
export { Queue } from './services/sqs/queue.ts';
