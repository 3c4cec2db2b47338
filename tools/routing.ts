import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplayRequest } from '../api/routing/replay.ts';
import type { ReplayView } from '../api/routing/replay-view.ts';
import { openConfigReader } from '../shared/config/index.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { showReplay } from '../shared/routing/index.ts';
import { routingKinds } from '../shared/routing/routing-kinds.ts';
import { readCommandLine, runCommand, tableOption } from './command-line.ts';
import { readKind } from './config-files.ts';
import { openGivenClock } from './given-clock.ts';
import { openGivenTable } from './given-table.ts';

const usage = `usage: npm run routing -- replay DRAFT --from TIME [--to TIME] --table NAME
  replay DRAFT        who would have got what by a draft; changes nothing. DRAFT is a folder with one or more of territories.json,
                      pools.json and reps.json, or "live": each decision by its own rules, which gives no difference
    --from, --to TIME decisions made from then on, until then (2026-11-01T00:00:00Z). Default of --to: now, also where the clock of npm start was moved
    --pool ID         only differences from or to this pool; may be given several times
    --json            the whole answer, with up to 10,000 of the differences

  --table NAME        the table's name (output TableName of the data stack). Default: TABLE_NAME
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const { values, positionals } = readCommandLine(usage, {
  ...tableOption,
  from: { type: 'string' },
  to: { type: 'string' },
  pool: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
});

function readDraft(folder: string): ReplayRequest['config'] {
  const files = routingKinds.flatMap((kind) => {
    const path = join(folder, `${kind.name}.json`);
    return existsSync(path) ? [[kind.name, [...readKind(kind, path).documents]] as const] : [];
  });
  if (files.length === 0) throw new InvalidInputError(`${folder} has none of ${routingKinds.map(({ name }) => `${name}.json`).join(', ')}`);
  return Object.fromEntries(files);
}

function momentOf(option: 'from' | 'to'): string | undefined {
  const given = values[option];
  if (given === undefined) return undefined;
  if (Number.isNaN(Date.parse(given))) throw new InvalidInputError(`--${option} ${given} is no time such as 2026-11-01T00:00:00Z`);
  return new Date(given).toISOString();
}

const listed = 10_000;

async function replay(draft: string): Promise<void> {
  const from = momentOf('from');
  if (from === undefined) throw new InvalidInputError('say from when on: --from 2026-11-01T00:00:00Z');
  const config = draft === 'live' ? undefined : readDraft(draft);
  const table = openGivenTable(values.table);
  const isWatched = process.stderr.isTTY;
  const onProgress = (decisions: number) => void (isWatched && process.stderr.write(`\r${decisions} decisions`));
  const bounds = { limit: Number.POSITIVE_INFINITY, budgetMs: Number.POSITIVE_INFINITY, listed, onProgress };
  const clock = await openGivenClock();
  const parts = { table, config: openConfigReader(table, clock), clock };
  const answer = await showReplay({ config, from, to: momentOf('to'), pools: values.pool }, bounds, parts).catch((error: unknown) => {
    if (error instanceof InvalidInputError) for (const { path, message } of error.faults) console.error(`${path}: ${message}`);
    throw error;
  });
  if (isWatched) process.stderr.write('\r\u001b[K');
  console.log(values.json ? JSON.stringify(answer, null, 2) : report(answer));
}

const shown = 20;

function report({ decisions, since, subjects, differences, unmatched, marketing, reps, pools, items }: ReplayView): string {
  const load = (name: string, { recorded, instead }: { recorded: number; instead: number }) =>
    `  ${name.padEnd(32)}${String(recorded).padStart(8)}${String(instead).padStart(8)}${signed(instead - recorded).padStart(8)}`;
  const place = ({ territoryId, poolId, repId, inMarketing }: ReplayView['items'][number]['recorded']) =>
    `${territoryId} → ${poolId} → ${inMarketing ? 'marketing' : (repId ?? 'waits')}`;
  return [
    `${decisions} decisions about ${subjects} leads and needs${since === null ? '' : ` since ${since}`}: ${differences} would have come elsewhere`,
    `${unmatched.newly} would newly wait, ${unmatched.noLonger} would wait no longer`,
    ...(marketing.kept > 0 ? [`${marketing.kept} would stay with marketing`] : []),
    ...(marketing.unsure > 0
      ? [`of ${marketing.unsure} the record does not say whether they had reached the level; they count as ready`]
      : []),
    '',
    `  ${'given to'.padEnd(32)}${'then'.padStart(8)}${'instead'.padStart(8)}${'change'.padStart(8)}`,
    ...pools.map(({ poolId, ...counts }) => load(`pool ${poolId}`, counts)),
    ...reps.map(({ repId, name, ...counts }) => load(`${name} (${repId})`, counts)),
    ...(items.length > 0
      ? ['', ...items.slice(0, shown).map((item) => `  ${item.leadId} ${place(item.recorded)}; instead ${place(item.instead)}`)]
      : []),
    ...(differences > shown ? [`  … and ${differences - shown} more (--json)`] : []),
  ].join('\n');
}

const signed = (change: number): string => (change > 0 ? `+${change}` : String(change));

const [command, draft, ...rest] = positionals;
await runCommand(usage, command === 'replay' && draft !== undefined && rest.length === 0 ? () => replay(draft) : undefined);
