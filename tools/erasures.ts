import { readFileSync } from 'node:fs';
import { openConfigReader } from '../shared/config/index.ts';
import { applyAgain, Erasure, erasuresDone } from '../shared/erasing/index.ts';
import { eraseAll } from '../shared/erasing-registry/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { randomIds } from '../shared/platform/ids.ts';
import { silentLog } from '../shared/platform/logging.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';
import { readDigests } from './identity-key.ts';

const usage = `usage: npm run erasures -- list|apply --table NAME
  list                writes the erasures that were carried out, a line of JSON each: ids and keyed digests. Keep it apart from the table
  apply               carries them out once more in a table that was restored to a time before them. Safe to repeat
    --file PATH       the list, as list wrote it
    --from NAME       or another table that still has them, such as the one that was damaged
    --identity-parameter NAME  of the identity key. Default: IDENTITY_PARAMETER

  --table NAME        the table's name (output TableName of the data stack); of apply, the restored one. Default: TABLE_NAME
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  file: { type: 'string', default: '' },
  from: { type: 'string', default: '' },
  'identity-parameter': { type: 'string', default: process.env.IDENTITY_PARAMETER ?? '' },
});

async function list(): Promise<void> {
  for (const erasure of await erasuresDone(openGivenTable(values.table))) console.log(JSON.stringify(erasure));
}

/** @throws InvalidInputError where nothing, or two things, say which */
async function wanted(): Promise<Erasure[]> {
  if ((values.file === '') === (values.from === ''))
    throw new InvalidInputError('say where the list is: --file PATH, or --from NAME of a table');
  if (values.from !== '') return erasuresDone(openGivenTable(values.from));
  const lines = readFileSync(values.file, 'utf8').split('\n');
  return lines.flatMap((line, place) => (line.trim() === '' ? [] : [erasureIn(line, place + 1)]));
}

function erasureIn(line: string, place: number): Erasure {
  try {
    return Erasure.parse(JSON.parse(line));
  } catch {
    throw new InvalidInputError(`line ${place} of ${values.file} is no erasure: take the list as list wrote it`);
  }
}

async function apply(): Promise<void> {
  const table = openGivenTable(values.table);
  if (values['identity-parameter'] === '')
    throw new InvalidInputError('say which parameter has the identity key: --identity-parameter NAME');
  const erasures = await wanted();
  const digests = await readDigests(table, values['identity-parameter']);
  let items = 0;
  for (const erasure of erasures) {
    const gone = await applyAgain(erasure, eraseAll, {
      table,
      digests,
      config: openConfigReader(table, systemClock),
      clock: systemClock,
      ids: randomIds,
      log: silentLog,
      // Files are not what was restored: those of this person went when the erasure was carried out.
      objects: null,
    });
    items += gone;
    console.log(`${erasure.erasureId}: ${gone} items went`);
  }
  console.log(`${erasures.length} erasures were applied, ${items} items went`);
}

const [command, ...rest] = positionals;
const commands = new Map([
  ['list', list],
  ['apply', apply],
]);
await runCommand(usage, rest.length === 0 ? commands.get(command ?? '') : undefined);
