import { parseArgs } from 'node:util';
import { reviewAll } from '../shared/config/check.ts';
import { compareDocuments, isSame } from '../shared/config/compare.ts';
import type { ConfigKind } from '../shared/config/index.ts';
import { type CurrentDocuments, InvalidConfigError, publishAll, readAllCurrent, rollback } from '../shared/config/publish.ts';
import { type ConfigFault, parseDocuments, pathText } from '../shared/config/validate.ts';
import { configKinds } from '../shared/config-registry/index.ts';
import { compilers } from '../shared/mail-templates/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError, PheuError } from '../shared/platform/errors.ts';
import type { Table } from '../shared/platform/table.ts';
import { readSweeps } from '../shared/sequences/index.ts';
import { sequenceKind } from '../shared/sequences/sequence-config.ts';
import { type ConfigFolder, documentsOf, faultLine, readFolder } from './config-files.ts';
import { openGivenTable } from './given-table.ts';
import { findExamples } from './production.ts';

const usage = `usage: npm run config -- <command> [kind…] --table NAME
  validate              names every fault of the files with file and line; needs no table
  diff                  what the files and the table have differently
  publish KIND…         makes the next version of each kind that differs from its file, together (all: of every kind)
    --inside            sequences: leads that are in a changed one follow its new steps, and not only those who come
    --starts            segments: what begins for whoever comes into a segment begins for those, too, whom a new rule takes in
  inside                tells how far the leads inside sequences were looked at after the last publication that changed them
  rollback KIND --to N  publishes version N again, as a new version

  --table NAME          the table's name (output TableName of the data stack). Default: TABLE_NAME
  --config DIR          the folder of the files. Default: config
  --production          refuses examples and http:// pages, too, as a deployment of the stage prod does
  --by WHO              who is recorded as the publisher. Default: the login name
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so a local table works the same way.`;

const options = {
  table: { type: 'string' },
  to: { type: 'string' },
  by: { type: 'string' },
  config: { type: 'string' },
  starts: { type: 'boolean', default: false },
  inside: { type: 'boolean', default: false },
  production: { type: 'boolean', default: false },
} as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });

const confirmed = (['starts', 'inside'] as const).filter((name) => values[name]);

const readFiles = (): ConfigFolder => (values.config === undefined ? readFolder() : readFolder(values.config, values.config));

function validate(): void {
  const files = readFiles();
  const { faults, warnings } = reviewAll(configKinds, documentsOf(files));
  const examples = values.production ? findExamples(documentsOf(files)) : [];
  for (const fault of [...faults, ...examples]) console.error(faultLine(fault, files));
  const count = faults.length + examples.length;
  if (count > 0) throw new InvalidInputError(`${count} faults`);
  for (const warning of warnings) console.warn(`warning: ${faultLine(warning, files)}`);
  console.log(`${values.config ?? 'config'}/*.json: no faults${warnings.length > 0 ? `, ${warnings.length} warnings` : ''}`);
}

/** What the file of a kind and its current version in the table have differently. */
function differenceOf(files: ConfigFolder, { kind, documents }: CurrentDocuments) {
  const file = files.find((one) => one.kind === kind);
  return compareDocuments(documents, parseDocuments(kind, file?.documents ?? []).documents);
}

async function diff(table: Table): Promise<void> {
  const files = readFiles();
  for (const current of await readAllCurrent(table, configKinds)) {
    const difference = differenceOf(files, current);
    console.log(`${current.kind.name}: version ${current.version}${isSame(difference) ? ', as in the file' : ''}`);
    for (const id of difference.added) console.log(`  + ${id}`);
    for (const id of difference.removed) console.log(`  - ${id}`);
    for (const { id, paths } of difference.changed) console.log(`  ~ ${id}: ${paths.map(pathText).join(', ')}`);
  }
}

/** Publishes the kinds that differ, all in one transaction: what they say of each other is checked as it will stand. */
async function publishKinds(table: Table, names: readonly string[], by: string): Promise<void> {
  const files = readFiles();
  const wanted = names.includes('all') ? configKinds : names.map(kindOf);
  const all = await readAllCurrent(table, wanted);
  for (const confirmation of confirmed) {
    if (wanted.some((kind) => kind.confirmation === confirmation)) continue;
    throw new InvalidInputError(`--${confirmation} says nothing of ${names.join(', ')}`);
  }
  const differing = all.filter((current) => current.version === 0 || !isSame(differenceOf(files, current)));
  for (const { kind, version } of all.filter((one) => !differing.includes(one)))
    console.log(`${kind.name}: version ${version}, as in the file`);
  if (differing.length === 0) return;
  const changes = differing.map(({ kind, version }) => ({
    kind,
    documents: files.find((file) => file.kind === kind)?.documents ?? [],
    expectedVersion: version,
    isConfirmed: confirmed.some((confirmation) => kind.confirmation === confirmation),
  }));
  try {
    const along = (warnings: readonly ConfigFault[]) => {
      for (const warning of warnings) console.warn(`warning: ${faultLine(warning, files)}`);
      return [];
    };
    const manifests = await publishAll(table, systemClock, configKinds, { changes, by, along, compilers });
    for (const [index, { kind }] of changes.entries()) console.log(`${kind.name}: published version ${manifests[index]?.version}`);
    if (differing.some(({ kind }) => kind.name === sequenceKind.name))
      console.log('leads inside are looked at 45 s from now; `npm run config -- inside` tells how far');
  } catch (error) {
    if (!(error instanceof InvalidConfigError)) throw error;
    for (const fault of error.configFaults) console.error(faultLine(fault, files));
    throw new InvalidInputError(`nothing was published of ${changes.map(({ kind }) => kind.name).join(', ')}`);
  }
}

/** Tells how far the runs of each sequence were looked at. */
async function tellInside(table: Table): Promise<void> {
  const sweeps = [...(await readSweeps(table)).values()];
  if (sweeps.length === 0) console.log('no publication has changed a sequence yet, or its leads were not looked at so far');
  for (const { sequenceId, publication, insideVersion, doneAt, looked, adopted, moved, woken, ended } of sweeps) {
    const steps = insideVersion === null ? 'those inside keep their steps' : `those inside follow version ${insideVersion}`;
    const counts = `${looked} looked at, ${adopted} brought to new steps, ${moved} taken on, ${woken} woken, ${ended} ended`;
    console.log(`${sequenceId}: version ${publication}, ${steps}: ${counts}; ${doneAt === null ? 'goes on' : `done at ${doneAt}`}`);
  }
}

async function rollBack(table: Table, name: string | undefined, to: number, by: string): Promise<void> {
  const kind = kindOf(name);
  const [current] = await readAllCurrent(table, [kind]);
  const manifest = await rollback(table, systemClock, configKinds, { kind, to, expectedVersion: current?.version ?? 0, by, compilers });
  console.log(`${kind.name}: version ${to} is published again as version ${manifest.version}`);
}

function kindOf(name: string | undefined): ConfigKind {
  const kind = configKinds.find((known) => known.name === name);
  if (!kind) throw new InvalidInputError(`${name ?? 'nothing'} is no kind; kinds: ${configKinds.map((known) => known.name).join(', ')}`);
  return kind;
}

async function main(): Promise<void> {
  const [command, ...kinds] = positionals;
  const by = values.by ?? process.env.USER ?? 'command line';
  const table = () => openGivenTable(values.table ?? process.env.TABLE_NAME ?? '');
  if (command === 'validate') validate();
  else if (command === 'diff') await diff(table());
  else if (command === 'inside') await tellInside(table());
  else if (command === 'publish' && kinds.length > 0) await publishKinds(table(), kinds, by);
  else if (command === 'rollback' && Number(values.to) > 0) await rollBack(table(), kinds[0], Number(values.to), by);
  else {
    console.error(usage);
    process.exitCode = 2;
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof PheuError ? error.message : error);
  process.exitCode = 1;
}
