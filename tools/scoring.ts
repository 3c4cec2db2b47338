import { z } from 'zod';
import { openConfigReader } from '../shared/config/index.ts';
import { parseDocuments } from '../shared/config/validate.ts';
import { daysMs, secondsMs, systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError, PheuError } from '../shared/platform/errors.ts';
import { LeadId } from '../shared/platform/ids.ts';
import type { Log } from '../shared/platform/logging.ts';
import type { PlaceSpan } from '../shared/platform/walk-index.ts';
import { reachesLocal } from '../shared/platform/zones.ts';
import { backtest, countLeads, type RuleSet, ruleSetInForce } from '../shared/scoring/index.ts';
import { recountWork } from '../shared/scoring/recount-work.ts';
import { type ScoringConfig, scoringKind } from '../shared/scoring/scoring-config.ts';
import { askFor } from '../shared/work/index.ts';
import { backtestTable } from './backtest-table.ts';
import { openGivenQueue, queueOption, readCommandLine, runCommand, tableOption } from './command-line.ts';
import { faultLine, readKind } from './config-files.ts';
import { openGivenTable } from './given-table.ts';
import { explain } from './scoring-explain.ts';

const usage = `usage: npm run scoring -- <command> --table NAME
  backtest            what the rules of a file would have said of past leads, beside the rules in force; changes nothing
    --draft FILE      the rules to try. Default: config/scoring.json
    --json            the whole answer, with up to 10,000 of the leads that would change
  recount             has leads counted anew, once new rules are published; they are otherwise counted when something touches them next
    --send            does it; without it they are only counted
    --queue URL       of the queue of work (output WorkQueueUrl). Default: WORK_QUEUE_URL
  explain LEAD_ID     what a lead's scores are made of
    --at TIME         as of then. Default: now
    --draft FILE      by the rules of a file. Default: the rules in force

  --from, --to DATE   leads made from then on, until then: a day (2026-11-30, in the company's zone) or a time (…T08:00:00Z)
  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  ...queueOption('WORK_QUEUE_URL'),
  draft: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean', default: false },
  send: { type: 'boolean', default: false },
});

const listedChanges = 10_000;

/** For what is left out of a run; the answer itself goes to the output. */
const errorLog: Log = {
  info: () => {},
  warn: (message, fields = {}) => console.error(`${message}: ${JSON.stringify(fields)}`),
  error: (message, error) => console.error(`${message}: ${error instanceof PheuError ? error.message : String(error)}`),
};

/** @throws InvalidInputError after every fault was told with file and line. */
async function readDraftFile(given: string | undefined): Promise<{ readonly name: string; readonly rules: ScoringConfig }> {
  const file = readKind(scoringKind, given);
  const { documents, faults } = parseDocuments(scoringKind, file.documents);
  for (const fault of faults) console.error(faultLine(fault, [file]));
  if (faults.length > 0) throw new InvalidInputError(`${file.file}: ${faults.length} faults`);
  const [rules, second] = documents;
  if (!rules || second) throw new InvalidInputError(`${file.file} must hold one scoring document, and holds ${documents.length}`);
  return { name: file.file, rules };
}

/** A day is the whole of it, by the clock that the rules count days with. */
function momentOf(option: 'from' | 'to' | 'at', { rules }: RuleSet): Date | null {
  const given = values[option];
  if (given === undefined) return null;
  if (z.iso.date().safeParse(given).success) {
    const local = Date.parse(`${given}T00:00:00Z`) / secondsMs;
    const midnight = (day: number) => reachesLocal(rules.timeZone, local + (day * daysMs) / secondsMs) * secondsMs;
    return new Date(option === 'from' ? midnight(0) : midnight(1) - 1);
  }
  if (!z.iso.datetime({ offset: true }).safeParse(given).success) {
    throw new InvalidInputError(`--${option} ${given} is neither a day (2026-11-30) nor a time (2026-11-30T08:00:00Z)`);
  }
  return new Date(given);
}

function spanOf(ruleSet: RuleSet): PlaceSpan {
  const span = { from: momentOf('from', ruleSet), to: momentOf('to', ruleSet), before: null };
  if (span.from && span.to && span.from > span.to) throw new InvalidInputError('--to must not be before --from');
  return span;
}

function describe({ from, to }: PlaceSpan): string {
  const parts = [...(from ? [`from ${from.toISOString()}`] : []), ...(to ? [`until ${to.toISOString()}`] : [])];
  return parts.length === 0 ? 'of all time' : parts.join(' ');
}

async function runBacktest(): Promise<void> {
  const { name, rules } = await readDraftFile(values.draft);
  const table = openGivenTable(values.table);
  const config = openConfigReader(table, systemClock);
  const span = spanOf(await ruleSetInForce(config));
  const isWatched = process.stderr.isTTY && !values.json;
  const result = await backtest(
    {
      draft: rules,
      span,
      limit: Number.POSITIVE_INFINITY,
      maxChanges: listedChanges,
      budgetMs: Number.POSITIVE_INFINITY,
      onProgress: (leads) => void (isWatched && process.stderr.write(`\r${leads} leads`)),
    },
    { table, config, clock: systemClock, log: errorLog },
  );
  if (isWatched) process.stderr.write('\r\u001b[K');
  console.log(values.json ? JSON.stringify(result, null, 2) : backtestTable(result, { draft: name, span: describe(span) }));
}

async function runRecount(): Promise<void> {
  const table = openGivenTable(values.table);
  const queue = values.send ? openGivenQueue(values.queue) : null;
  const ruleSet = await ruleSetInForce(openConfigReader(table, systemClock));
  const span = spanOf(ruleSet);
  const leads = await countLeads(table, span);
  const { from, to, before } = span;
  await queue?.send(askFor(recountWork, { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null, before }));
  console.log(
    values.send
      ? `${leads} leads ${describe(span)} are on their way to be counted by version ${ruleSet.version}`
      : `${leads} leads ${describe(span)} would be counted by version ${ruleSet.version}; --send does it`,
  );
}

async function runExplain(leadId: string): Promise<void> {
  const table = openGivenTable(values.table);
  const inForce = await ruleSetInForce(openConfigReader(table, systemClock));
  const draft = values.draft === undefined ? null : await readDraftFile(values.draft);
  const ruleSet = draft === null ? inForce : { name: draft.name, rules: { ...draft.rules, timeZone: inForce.rules.timeZone } };
  console.log(await explain(table, LeadId.parse(leadId), ruleSet, momentOf('at', inForce) ?? systemClock()));
}

function commandOf([command, leadId, ...rest]: readonly string[]) {
  if (command === 'explain' && leadId !== undefined && rest.length === 0) return () => runExplain(leadId);
  if (leadId !== undefined) return undefined;
  return command === 'backtest' ? runBacktest : command === 'recount' ? runRecount : undefined;
}

await runCommand(usage, commandOf(positionals));
