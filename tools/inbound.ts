import { readCommandLine, runCommand } from './command-line.ts';
import { activate, deactivate, tellStatus } from './inbound-mail.ts';
import { openCallSes, receiptRuleSets } from './receipt-rule-sets.ts';

const usage = `usage: npm run inbound -- <command> [--stage NAME]
  status       tells whether answers to mails come in
  activate     makes the rules of the stage the active ones of the account; refuses where others are active
  deactivate   makes none active; leaves others alone

  --stage NAME   the stage of the deployment. Default: dev
Deploy with -c replyDomain=… first: docs/guides/replies.md. AWS_REGION and AWS_PROFILE are respected.`;

const { values, positionals } = readCommandLine(usage, { stage: { type: 'string', default: 'dev' } });
const [command, ...rest] = positionals;
const commands = new Map([
  ['status', tellStatus],
  ['activate', activate],
  ['deactivate', deactivate],
]);
const run = rest.length === 0 ? commands.get(command ?? '') : undefined;
await runCommand(usage, run && (async () => console.log(await run(values.stage, receiptRuleSets(openCallSes())))));
