import { setTimeout } from 'node:timers/promises';
import { askForCall, type Call, callIdFor, probeCall, readCall, resendCalls, urlFault } from '../shared/calls/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError, UnavailableError } from '../shared/platform/errors.ts';
import { randomIds } from '../shared/platform/ids.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run calls -- <command> --table NAME
  probe URL           has the deployment call an address once, and tells what came of it
  resend              sends the messages of all calls that wait again, after an outage of the stream or a purged queue
    --dry-run         only counts them
    --queue URL       of the queue of calls (output CallsQueueUrl). Default: CALLS_QUEUE_URL

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  ...queueOption('CALLS_QUEUE_URL'),
  'dry-run': { type: 'boolean', default: false },
});

/** The stream takes a second at most, the call itself ten. */
const looks = 60;
const lookEveryMs = 500;

async function probe(url: string): Promise<void> {
  const fault = urlFault(url);
  if (fault !== null) throw new InvalidInputError(`the address ${fault}`);
  const table = openGivenTable(values.table);
  const callId = callIdFor('probe', randomIds.attemptId());
  await table.put(askForCall(probeCall, { callId, endpoint: 'probe', request: { url }, at: systemClock() }).Put);
  for (let look = 0; look < looks; look += 1) {
    const call = await readCall(table, callId);
    if (call && call.state !== 'waiting') return tell(call);
    await setTimeout(lookEveryMs);
  }
  throw new UnavailableError(`nobody made the call ${callId} yet: see the log of do-calls`);
}

function tell({ attempts }: Call): void {
  const { status = null, fault = null } = attempts.at(-1) ?? {};
  console.log(status === null ? `no answer: ${fault}` : `answered ${status}`);
  process.exitCode = status === null ? 1 : 0;
}

async function resend(): Promise<void> {
  const isDry = values['dry-run'];
  const { waiting, malformed } = await resendCalls(openGivenTable(values.table), isDry ? null : openGivenQueue(values.queue));
  console.log(`${waiting} calls wait${isDry ? '' : '; their messages were sent again'}${malformed > 0 ? `; ${malformed} malformed` : ''}`);
  process.exitCode = malformed > 0 ? 1 : 0;
}

function commandOf([command, url, ...rest]: readonly string[]) {
  if (command === 'probe' && url !== undefined && rest.length === 0) return () => probe(url);
  return command === 'resend' && url === undefined ? resend : undefined;
}

await runCommand(usage, commandOf(positionals));
