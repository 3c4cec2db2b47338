import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { CallMessage } from '../../events/index.ts';
import { type CallParts, makeCall, openClient, type SecretPlace } from '../../shared/calls/index.ts';
import { parseBody, processBatch, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openParameterSecrets } from '../../shared/platform/parameter-secrets.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { callKinds } from './kinds.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  CALLS_QUEUE_URL: text,
  WEBHOOK_SECRETS: text,
  CONNECTOR_SECRETS: text,
  WEBHOOK_KEYS: text,
});
const log = createLog('do-calls');
const secretsIn: Readonly<Record<SecretPlace, (name: string) => Promise<string | undefined>>> = {
  webhooks: openParameterSecrets(environment.WEBHOOK_SECRETS, systemClock),
  connectors: openParameterSecrets(environment.CONNECTOR_SECRETS, systemClock),
  deployment: async () => environment.WEBHOOK_KEYS,
};
const parts: CallParts = {
  table: openTable(environment.TABLE_NAME),
  clock: systemClock,
  ids: randomIds,
  calls: openQueue(environment.CALLS_QUEUE_URL),
  send: openClient({ clock: systemClock }),
  secret: (name, place) => secretsIn[place](name),
  log,
};

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processBatch(event.Records, (record) => makeCall(parseBody(record, CallMessage), callKinds, parts), { log, onFinal: toDeadLetters });
