import { fillMergesWork } from '../shared/merging/index.ts';
import { askFor } from '../shared/work/index.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand } from './command-line.ts';

const usage = `usage: npm run merges -- fill
  fill                brings what older versions wrote about pairs and merges up to date, slice by slice, by the function of work: pairs that wait
                      are found from either of their leads, and people by every name that their records had
    --queue URL       of the queue of work (output WorkQueueUrl). Default: WORK_QUEUE_URL

It may be repeated, while everything runs: what is up to date is left. Once behind the deployment of this version is enough.
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local queue works the same way.`;

const { values, positionals } = readCommandLine(usage, queueOption('WORK_QUEUE_URL'));

async function fill(): Promise<void> {
  await openGivenQueue(values.queue).send(askFor(fillMergesWork, { of: 'pairs', before: null }));
  console.log('pairs and merges are on their way to be brought up to date');
}

await runCommand(usage, positionals.join(' ') === 'fill' ? fill : undefined);
