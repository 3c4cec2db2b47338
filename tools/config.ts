import { parseArgs } from 'node:util';
import { type ConfigKind, configKindNames } from '../shared/config/index.ts';
import { hashDocument, InvalidConfigError, publish, readAllCurrent, rollback, validateAll } from '../shared/config/publish.ts';
import { parseDocuments, pathText } from '../shared/config/validate.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { InvalidInputError, PheuError } from '../shared/platform/errors.ts';
import { openTable, type Table } from '../shared/platform/table.ts';
import { type ConfigFolder, documentsOf, faultLine, type KindFile, readFolder } from './config-files.ts';
import { findExamples } from './production.ts';

const usage = `usage: npm run config -- <command> [kind…] --table NAME
  validate              names every fault of the files with file and line; needs no table
  diff                  what the files and the table have differently
  publish KIND…         makes the next version of each kind from its file (all: every kind that differs)
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
  production: { type: 'boolean', default: false },
} as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });

const readFiles = (): ConfigFolder => (values.config === undefined ? readFolder() : readFolder(values.config, values.config));

function validate(): void {
  const files = readFiles();
  const faults = validateAll(documentsOf(files));
  const examples = values.production ? findExamples(documentsOf(files)) : [];
  for (const fault of [...faults, ...examples]) console.error(faultLine(fault, files[fault.kind]));
  const count = faults.length + examples.length;
  if (count > 0) throw new InvalidInputError(`${count} faults`);
  console.log(`${values.config ?? 'config'}/*.json: no faults`);
}

/** The lines of the difference between a file and the table's current version of its kind. */
function differences({ kind, documents }: KindFile, current: ReadonlyMap<string, unknown>): string[] {
  const { documents: parsed } = parseDocuments(kind, documents);
  const wanted = new Map(parsed.map((document) => [document.id as string, document]));
  const added = [...wanted.keys()].filter((id) => !current.has(id)).map((id) => `  + ${id}`);
  const removed = [...current.keys()].filter((id) => !wanted.has(id)).map((id) => `  - ${id}`);
  const changed = [...wanted].flatMap(([id, document]) => {
    const stored = current.get(id);
    if (stored === undefined || hashDocument(stored).hash === hashDocument(document).hash) return [];
    return [`  ~ ${id}: ${changedPaths(stored, document).join(', ')}`];
  });
  return [...added, ...removed, ...changed];
}

function changedPaths(before: unknown, after: unknown, at: readonly (string | number)[] = []): string[] {
  if (hashDocument(before).hash === hashDocument(after).hash) return [];
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [pathText(at)];
  const then = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) =>
    changedPaths(then.get(key) ?? null, now.get(key) ?? null, [...at, Array.isArray(after) ? Number(key) : key]),
  );
}

async function diff(table: Table): Promise<void> {
  const files = readFiles();
  for (const [kind, { version, documents }] of await readAllCurrent(table)) {
    const lines = differences(files[kind], documents);
    console.log(`${kind}: version ${version}${lines.length === 0 ? ', as in the file' : ''}`);
    for (const line of lines) console.log(line);
  }
}

async function publishKinds(table: Table, names: readonly string[], by: string): Promise<void> {
  const files = readFiles();
  const all = await readAllCurrent(table);
  for (const kind of names.includes('all') ? configKindNames : names.map(kindOf)) {
    const { version = 0, documents = new Map() } = all.get(kind) ?? {};
    if (version > 0 && differences(files[kind], documents).length === 0) {
      console.log(`${kind}: version ${version}, as in the file`);
      continue;
    }
    try {
      const manifest = await publish(table, systemClock, { kind, documents: files[kind].documents, expectedVersion: version, by });
      console.log(`${kind}: published version ${manifest.version}`);
    } catch (error) {
      if (!(error instanceof InvalidConfigError)) throw error;
      for (const fault of error.configFaults) console.error(faultLine(fault, files[fault.kind]));
      throw new InvalidInputError(`${kind} was not published`);
    }
  }
}

async function rollBack(table: Table, name: string | undefined, to: number, by: string): Promise<void> {
  const kind = kindOf(name);
  const current = (await readAllCurrent(table)).get(kind)?.version ?? 0;
  const manifest = await rollback(table, systemClock, { kind, to, expectedVersion: current, by });
  console.log(`${kind}: version ${to} is published again as version ${manifest.version}`);
}

function kindOf(name: string | undefined): ConfigKind {
  const kind = configKindNames.find((known) => known === name);
  if (!kind) throw new InvalidInputError(`${name ?? 'nothing'} is no kind; kinds: ${configKindNames.join(', ')}`);
  return kind;
}

async function main(): Promise<void> {
  const [command, ...kinds] = positionals;
  const by = values.by ?? process.env.USER ?? 'command line';
  const table = () => {
    const name = values.table ?? process.env.TABLE_NAME;
    if (!name) throw new InvalidInputError('say which table: --table NAME');
    return openTable(name);
  };
  if (command === 'validate') validate();
  else if (command === 'diff') await diff(table());
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
