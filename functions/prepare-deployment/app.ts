import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { z } from 'zod';
import { PheuError, UnavailableError } from '../../shared/platform/errors.ts';
import { sha256Hex } from '../../shared/platform/secrets.ts';
import { type PrepareParts, prepareDeployment } from './prepare.ts';

/** Puts the answer where CloudFormation waits for it. */
export type Answer = (url: string, body: string) => Promise<void>;

const attempts = 3;

/** Properties reach the function as texts. */
const Properties = z.object({ SecretVersion: z.coerce.number().int().positive() });

/** New rights take seconds until every part of AWS knows them: at the first deployment they are as old as the function. */
const rightsTries = 10;
const rightsPauseMs = 3_000;

async function onceAllowed<Value>(work: () => Promise<Value>, pause: Pause): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !/^AccessDenied/.test(error.name) || attempt >= rightsTries) throw error;
      await pause(rightsPauseMs);
    }
  }
}

type Pause = (ms: number) => Promise<unknown>;
const sleep: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** CloudFormation's address is signed for an empty content type; any other is refused. */
export const putAnswer: Answer = async (url, body) => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } }).catch(() => undefined);
    if (answer?.ok) return;
    if (attempt >= attempts) throw new UnavailableError(`CloudFormation did not take the answer: ${answer?.status ?? 'no connection'}`);
    await sleep(500 * attempt);
  }
};

/** One answer for every event, a failed one too: without it the stack would wait for an hour. */
export function createHandler(parts: PrepareParts, answer: Answer = putAnswer, pause: Pause = sleep) {
  return async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    const common = {
      // The same id for ever: a new one would make CloudFormation delete the "old" resource.
      PhysicalResourceId: 'pheu-deployment',
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    };
    try {
      // Deleting keeps all data: what the secret and the configuration belong to may be kept, too.
      const prepare = () => prepareDeployment(parts, Properties.parse(event.ResourceProperties).SecretVersion);
      const data =
        event.RequestType === 'Delete'
          ? {}
          : { NoEcho: true, Data: { ...(await onceAllowed(prepare, pause)), AccountDigest: accountDigestIn(event.StackId) } };
      parts.log.info('deployment prepared', { requestType: event.RequestType });
      await answer(event.ResponseURL, JSON.stringify({ ...common, Status: 'SUCCESS', ...data }));
    } catch (error) {
      parts.log.error('deployment not prepared', error, { requestType: event.RequestType });
      await answer(event.ResponseURL, JSON.stringify({ ...common, Status: 'FAILED', Reason: reasonOf(error) }));
    }
  };
}

/** Names what has to be named apart from the same thing in other accounts, without telling whose account it is. */
function accountDigestIn(stackId: string): string {
  const [, , , , account = ''] = stackId.split(':');
  return sha256Hex(`account ${account}`).slice(0, 10);
}

/** Own messages are written to be shown; a foreign one may quote a request, so only its name is told. */
function reasonOf(error: unknown): string {
  if (error instanceof PheuError) return error.message.slice(0, 1_000);
  return `${error instanceof Error ? error.name : 'an error'} while preparing the deployment; the function's log says where`;
}
