import { type UserConfig, userKind } from '../shared/access/user-config.ts';
import { type Step, syncAllUsers, whatToDo } from '../shared/accounts/index.ts';
import { openConfigReader } from '../shared/config/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand, tableOption } from './command-line.ts';
import { readKind } from './config-files.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run users -- plan|sync --table NAME
  plan                lists what bringing the user pool to the published users would do: whom it invites, enables, signs out, shuts out
    --file FILE       of a list of users that is not published yet, such as config/users.json. Default: the published ones
  sync                has all accounts looked at by the function of work, as each deployment does. Publishing does it for what changed
    --queue URL       of the queue of work (output WorkQueueUrl). Default: WORK_QUEUE_URL

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
Accounts that were never configured are left alone, and none is deleted. The user pool itself is not asked: what somebody did there by hand is not seen.
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  ...queueOption('WORK_QUEUE_URL'),
  file: { type: 'string' },
});

const words: Readonly<Record<Step['act'], string>> = {
  make: 'gets an account',
  enable: 'may sign in again',
  renew: 'is signed out everywhere: the role, rep, pools or regions changed',
  close: 'is signed out everywhere and may sign in no more',
};

async function plan(): Promise<void> {
  const table = openGivenTable(values.table);
  const users =
    values.file === undefined ? await published(table) : readKind(userKind, values.file).documents.map((one) => userKind.schema.parse(one));
  const steps = await whatToDo(table, users);
  for (const { userId, email, act } of steps) console.log(`${userId} (${email}) ${words[act]}`);
  console.log(steps.length === 0 ? 'nothing is to be done' : `${steps.length} accounts`);
}

async function published(table: ReturnType<typeof openGivenTable>): Promise<readonly UserConfig[]> {
  const { documents } = await openConfigReader(table, systemClock).current(userKind);
  return [...documents.values()];
}

async function sync(): Promise<void> {
  await openGivenQueue(values.queue).send(syncAllUsers());
  console.log('all accounts are on their way to be looked at; the log of do-work counts them: "accounts brought to the users"');
}

const [command, ...rest] = positionals;
const commands = new Map([
  ['plan', plan],
  ['sync', sync],
]);
await runCommand(usage, rest.length === 0 ? commands.get(command ?? '') : undefined);
