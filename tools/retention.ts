import { readCompany } from '../shared/company/index.ts';
import { openConfigReader } from '../shared/config/index.ts';
import { erasers } from '../shared/erasing-registry/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { createRetentionCheck, purgeVisits } from '../shared/retention/index.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run retention -- check|purge --table NAME
  check               counts what is kept, by what it is, and what is older than its period, which should be 0. Reads the whole table
  purge               after visitsAfterDays was made shorter: visits that came before are kept no longer either. Reads the whole table. Safe to repeat

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
The exit code of check is 1 where something is older. AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

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

async function purge(): Promise<void> {
  const table = openGivenTable(values.table);
  const { retention: { visitsAfterDays } = {} } = await readCompany(openConfigReader(table, systemClock));
  if (visitsAfterDays === undefined)
    throw new InvalidInputError('the company does not say for how many days visits are kept: publish retention.visitsAfterDays first');
  const { gone, sooner } = await purgeVisits(table, visitsAfterDays, systemClock());
  console.log(`${gone} items of visits are gone, ${sooner} go sooner than they would have: after ${visitsAfterDays} days`);
}

const [command, ...rest] = positionals;
const commands = new Map([
  ['check', check],
  ['purge', purge],
]);
await runCommand(usage, rest.length === 0 ? commands.get(command ?? '') : undefined);
