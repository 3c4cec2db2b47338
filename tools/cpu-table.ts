import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { testKinds } from './test-places.ts';

/** CPU seconds that one test file took; `others` are those of browsers and of the local runtime that it used. */
const FileCpu = z.object({ file: z.string(), load: z.number(), tests: z.number(), others: z.number() });
type FileCpu = z.infer<typeof FileCpu>;

const shownFiles = 40;

/** Writes the CPU that test files took as a table: by kind, then the most expensive files. Empty without a record. */
export function cpuTable(recordFile: string): string[] {
  if (!existsSync(recordFile)) return [];
  const lines = readFileSync(recordFile, 'utf8').trim().split('\n');
  const files = lines.map((line) => FileCpu.parse(JSON.parse(line)));
  const byKind = Map.groupBy(files, ({ file }) => kindOf(file));
  const kinds = [...byKind].map(([kind, members]) => ({ ...sumOf(members), file: `${kind} (${members.length} files)` }));
  return [
    'CPU in seconds:  load  tests others    all',
    ...[...sorted(kinds), sumOf(files)].map(row),
    ...sorted(files).slice(0, shownFiles).map(row),
  ];
}

/** Tests of the product are told apart by their kind, the others by their room. */
function kindOf(file: string): string {
  const [, room = '', kind = ''] = file.split('/');
  return testKinds.includes(kind) ? kind : room;
}

const allOf = ({ load, tests, others }: FileCpu): number => load + tests + others;

const sorted = (files: readonly FileCpu[]): FileCpu[] => files.toSorted((one, other) => allOf(other) - allOf(one));

const sumOf = (files: readonly FileCpu[]): FileCpu => ({
  file: 'all',
  load: files.reduce((sum, { load }) => sum + load, 0),
  tests: files.reduce((sum, { tests }) => sum + tests, 0),
  others: files.reduce((sum, { others }) => sum + others, 0),
});

function row(cpu: FileCpu): string {
  const figures = [cpu.load, cpu.tests, cpu.others, allOf(cpu)].map((seconds) => seconds.toFixed(1).padStart(7)).join('');
  return `${' '.repeat(14)}${figures}  ${cpu.file}`;
}
