import { readFile } from 'node:fs/promises';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { countListed, listNumbers, type NumbersRead, readNumbers, unlistNumbers } from '../shared/texts/do-not-call.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';
import { readDigests } from './identity-key.ts';

const usage = `usage: npm run do-not-call -- <command> FILE --table NAME --identity-parameter NAME
  add FILE              numbers that want no advertising, one a line in any spelling: nobody is offered a text that advertises to them
  remove FILE           takes them off the list
  check FILE            how many of them are on it

  --table NAME          the table's name (output TableName of the data stack). Default: TABLE_NAME
  --identity-parameter NAME  the parameter that holds the identity key (docs/runbook.md). Default: IDENTITY_PARAMETER
The table keeps keyed digests of the numbers and nothing else. AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  'identity-parameter': { type: 'string', default: process.env.IDENTITY_PARAMETER ?? '' },
});
const [command = '', file = '', ...rest] = positionals;

/** Does something with the numbers of the file, and tells how many there were. */
const withNumbers = (what: (table: ReturnType<typeof openGivenTable>, read: NumbersRead) => Promise<string>) => async () => {
  if (!values['identity-parameter']) throw new InvalidInputError('say where the identity key is: --identity-parameter NAME');
  const table = openGivenTable(values.table);
  const digests = await readDigests(table, values['identity-parameter']);
  const read = readNumbers(await readFile(file, 'utf8'), digests);
  console.log(await what(table, read));
  if (read.unreadLines.length > 0)
    console.log(`no number stands in ${read.unreadLines.length} lines, the first of them ${read.unreadLines[0]}`);
};

const commands = new Map([
  [
    'add',
    withNumbers(async (table, { phones }) => {
      await listNumbers(table, phones, systemClock());
      return `${phones.length} numbers are on the list`;
    }),
  ],
  [
    'remove',
    withNumbers(async (table, { phones }) => {
      await unlistNumbers(table, phones);
      return `${phones.length} numbers are off the list`;
    }),
  ],
  ['check', withNumbers(async (table, { phones }) => `${await countListed(table, phones)} of ${phones.length} numbers are on the list`)],
]);
await runCommand(usage, rest.length === 0 && file !== '' ? commands.get(command) : undefined);
