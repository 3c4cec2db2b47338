import { openConfigReader } from '../shared/config/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { segmentsInForce } from '../shared/segments/index.ts';
import { recountRequest } from '../shared/segments/recount-request.ts';
import { readRecount } from '../shared/segments/recount-state.ts';
import { askFor } from '../shared/work/index.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run segments -- recount|state --table NAME
  recount             has all leads held against all segments in force, slice by slice, by the function of work. Publishing does it for what changed
    --queue URL       of the queue of work (output WorkQueueUrl). Default: WORK_QUEUE_URL
  state               tells how far the last recount is

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
It may be repeated: a lead that is where it belongs stays. Nothing begins for whoever is moved, but by a publication that confirmed it and is not done yet.
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  ...queueOption('WORK_QUEUE_URL'),
});

async function recount(): Promise<void> {
  const queue = openGivenQueue(values.queue);
  const { version, rules } = await segmentsInForce(openConfigReader(openGivenTable(values.table), systemClock));
  const askedAt = systemClock().toISOString();
  await queue.send(askFor(recountRequest, { version, isWhole: true, askedAt }));
  console.log(`all leads are on their way to be held against ${rules.size} segments of version ${version}; state tells how far it is`);
}

async function tellState(): Promise<void> {
  const state = await readRecount(openGivenTable(values.table));
  if (!state) return console.log('there was no recount yet');
  const { rulesVersion, changed, isDone, looked, entered, left } = state;
  const names = changed.length === 0 ? 'no segment' : changed.join(', ');
  console.log(
    `version ${rulesVersion} (${names}): ${looked} leads looked at, ${entered} came in, ${left} left; ${isDone ? 'done' : 'under way'}`,
  );
}

const [command, ...rest] = positionals;
const commands = new Map([
  ['recount', recount],
  ['state', tellState],
]);
await runCommand(usage, rest.length === 0 ? commands.get(command ?? '') : undefined);
