import { InvalidInputError } from '../shared/platform/errors.ts';
import { openObjects } from '../shared/platform/objects.ts';
import { RawMails } from '../shared/replies/raw-mails.ts';
import { readCommandLine, runCommand } from './command-line.ts';
import { activate, deactivate, tellHeld, tellStatus } from './inbound-mail.ts';
import { openCallSes, receiptRuleSets } from './receipt-rule-sets.ts';

const usage = `usage: npm run inbound -- <command> [--stage NAME]
  status       tells whether answers to mails come in
  activate     makes the rules of the stage the active ones of the account; refuses where others are active
  deactivate   makes none active; leaves others alone
  held         tells which mails are set aside, why, and where in the bucket they lie

  --stage NAME   the stage of the deployment. Default: dev
  --bucket NAME  of held: the bucket (output ImportsBucketName of the data stack). Default: IMPORTS_BUCKET
Deploy with -c replyDomain=… first: docs/guides/replies.md. AWS_REGION and AWS_PROFILE are respected.`;

const { values, positionals } = readCommandLine(usage, {
  stage: { type: 'string', default: 'dev' },
  bucket: { type: 'string', default: process.env.IMPORTS_BUCKET ?? '' },
});
const [command, ...rest] = positionals;

async function listHeld(): Promise<string> {
  if (!values.bucket) throw new InvalidInputError('say which bucket: --bucket NAME');
  return tellHeld(await new RawMails(openObjects(values.bucket)).held());
}

const commands = new Map([
  ['status', () => tellStatus(values.stage, receiptRuleSets(openCallSes()))],
  ['activate', () => activate(values.stage, receiptRuleSets(openCallSes()))],
  ['deactivate', () => deactivate(values.stage, receiptRuleSets(openCallSes()))],
  ['held', listHeld],
]);
const run = rest.length === 0 ? commands.get(command ?? '') : undefined;
await runCommand(usage, run && (async () => console.log(await run())));
