import { userInfo } from 'node:os';
import { endPauses, type MailStatus, readMailStatus } from '../shared/mail-limits/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run mail -- <command> --table NAME
  status              tells whether advertising or all mails to people are paused, why and until when, and what came back of the last ones
  resume              ends every pause: first see to where the bad addresses or the complaints come from
    --reason TEXT     why they may go on, in at most 500 characters and without anybody's name or address; stands beside the pause
    --by NAME         who ends it; stands there as well. Default: the name of this machine's user

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
Notices to reps are never paused. AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  by: { type: 'string', default: '' },
  reason: { type: 'string', default: '' },
});
/** The reason stands on the item of all mails to people, which is to stay small. */
const longestReason = 500;

async function tellStatus(): Promise<void> {
  const status = await readMailStatus(openGivenTable(values.table), systemClock());
  console.log([...pauseLines(status), ...shareLines(status)].join('\n'));
}

function pauseLines(status: MailStatus): string[] {
  const { isPaused, pausedAt, pausedUntil, pauseReason, advertisingPausedAt, pausedFor, resumedAt, resumedBy, resumeReason } = status;
  const share = `${pausedFor.returned} of ${pausedFor.mails}`;
  const ended = resumedAt === undefined ? [] : [`last ended by ${resumedBy} at ${resumedAt}: ${resumeReason ?? 'no reason given'}`];
  return [
    isPaused
      ? `all mails to people are paused since ${pausedAt} until ${pausedUntil}: too many ${pauseReason}, ${share}`
      : 'mails to people go out',
    advertisingPausedAt === undefined
      ? 'advertising goes out, where mails to people do'
      : `advertising is paused since ${advertisingPausedAt} until somebody ends it: too many complaints, ${share}`,
    ...(isPaused || pausedAt === undefined ? [] : [`all were last paused at ${pausedAt} (${pauseReason}), until ${pausedUntil}`]),
    ...ended,
  ];
}

function shareLines({ total, bounces, complaints, isNearPause, strangersInWindow, strangersToday }: MailStatus): string[] {
  return [
    `mails to people: ${total} ever; to unproven addresses ${strangersInWindow} in these ten minutes, ${strangersToday} today (UTC)`,
    `bounced: ${bounces.returned} of the last ${bounces.mails} that count`,
    `complained of: ${complaints.returned} of ${complaints.mails} in seven days that count${isNearPause ? ', which is near a pause' : ''}`,
  ];
}

async function resume(): Promise<void> {
  const by = values.by || userInfo().username;
  const reason = values.reason.trim();
  if (reason === '' || reason.length > longestReason) {
    throw new InvalidInputError(`say why mails may go on: --reason TEXT, in 1 to ${longestReason} characters`);
  }
  const isEnded = await endPauses(openGivenTable(values.table), { by, reason }, systemClock());
  console.log(isEnded ? `mails to people go on, by ${by}; counting begins anew` : 'mails to people are not paused');
}

const [command, ...rest] = positionals;
const commands = new Map([
  ['status', tellStatus],
  ['resume', resume],
]);
await runCommand(usage, rest.length === 0 ? commands.get(command ?? '') : undefined);
