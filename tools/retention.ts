import { readCompany } from '../shared/company/index.ts';
import { openConfigReader } from '../shared/config/index.ts';
import { erasers } from '../shared/erasing-registry/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { createRetentionCheck } from '../shared/retention/index.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run retention -- check --table NAME
  check               counts what is kept, by what it is, and what is older than its period, which should be 0. Reads the whole table

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
The exit code is 1 where something is older. AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, tableOption);

async function check(): Promise<void> {
  const table = openGivenTable(values.table);
  const { retention = {} } = await readCompany(openConfigReader(table, systemClock));
  const counting = createRetentionCheck(erasers, retention, systemClock());
  for await (const item of table.scan({})) counting.add(item);
  let older = 0;
  for (const [name, count] of [...counting.counts()].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    console.log(`${name}: ${count.kept} kept, ${count.older} older than their period`);
    older += count.older;
  }
  console.log(`older than its period: ${older}`);
  if (older > 0) process.exitCode = 1;
}

const [command, ...rest] = positionals;
await runCommand(usage, rest.length === 0 && command === 'check' ? check : undefined);
