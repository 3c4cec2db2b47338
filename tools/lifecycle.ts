import { openConfigReader } from '../shared/config/index.ts';
import { lifecycleInForce, previewRecount } from '../shared/lifecycle/index.ts';
import { recountStagesWork } from '../shared/lifecycle/recount-work.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { askFor } from '../shared/work/index.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run lifecycle -- recount --preview|--apply --table NAME
  recount             moves leads up to the highest stage whose conditions they meet by the rules in force. Publishing rules moves nobody
    --preview         counts what would move from where to where, and names some of each; changes nothing
    --apply           counts the same, then has the function of work do it, slice by slice
    --queue URL       of the queue of work (output WorkQueueUrl). Default: WORK_QUEUE_URL

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
Leads whose stage a person chose stay. It may be repeated: a lead that is where it belongs stays.
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  ...queueOption('WORK_QUEUE_URL'),
  preview: { type: 'boolean', default: false },
  apply: { type: 'boolean', default: false },
});

async function recount(): Promise<void> {
  const table = openGivenTable(values.table);
  const queue = values.apply ? openGivenQueue(values.queue) : null;
  const rules = await lifecycleInForce(openConfigReader(table, systemClock));
  const { looked, moves, kept, malformed } = await previewRecount(table, rules);
  for (const { from, to, leads, named } of moves) console.log(`${from} → ${to}: ${leads}, e.g. ${named.join(', ')}`);
  for (const key of malformed) console.error(`malformed and left out: ${key}`);
  const moving = moves.reduce((sum, { leads }) => sum + leads, 0);
  await queue?.send(askFor(recountStagesWork, { version: rules.version, before: null }));
  const verb = values.apply ? 'are on their way to move' : 'would move';
  console.log(`${moving} of ${looked} leads ${verb} by version ${rules.version}; ${kept} stay where a person put them`);
  if (!values.apply) console.log('--apply does it');
}

await runCommand(usage, positionals.join(' ') === 'recount' && values.preview !== values.apply ? recount : undefined);
