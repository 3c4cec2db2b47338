import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Check {
  readonly name: string;
  /** A program of node_modules/.bin, or Node with a script of ours. */
  readonly command: readonly [string, ...string[]];
}

const folders = ['infra', 'functions', 'shared', 'api', 'events', 'config', 'web', 'local', 'packages', 'test', 'bench', 'tools'].filter(
  (folder) => existsSync(join(root, folder)),
);

const generator = join('tools', 'generate.ts');

const checks: readonly Check[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  ...(existsSync(join(root, 'web', 'tsconfig.json'))
    ? [{ name: 'types of web', command: ['tsc', '--noEmit', '--project', 'web'] } satisfies Check]
    : []),
  { name: 'types of the console', command: ['tsc', '--noEmit', '--project', join('web', 'src', 'console')] },
  { name: 'borders', command: ['depcruise', '--config', 'tools/borders.cjs', ...folders] },
  ...(existsSync(join(root, generator))
    ? [{ name: 'generated files fresh', command: [process.execPath, generator, '--check'] } satisfies Check]
    : []),
  { name: 'lock file whole', command: [process.execPath, join(root, 'tools', 'lock-file.ts'), '--check'] },
];

interface CheckResult {
  readonly isPassed: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run({ command: [program, ...args] }: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, PATH: path } });
    const chunks: Buffer[] = [];
    const finish = (isPassed: boolean, note = '') =>
      resolve({ isPassed, output: `${Buffer.concat(chunks)}${note}`, seconds: (performance.now() - startedAt) / 1_000 });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => finish(false, `${program} does not start: ${error.message}; run npm ci first\n`));
    child.on('close', (code) => finish(code === 0));
  });
}

/** Packages that package.json names and node_modules lacks, or has in another version: every check would fail by them, in other words. */
function packagesToInstall(): string[] {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const { dependencies, devDependencies } = read(join(root, 'package.json'));
  return Object.entries({ ...dependencies, ...devDependencies }).flatMap(([name, version]) => {
    const file = join(root, 'node_modules', name, 'package.json');
    return existsSync(file) && read(file).version === version ? [] : [`${name} ${version}`];
  });
}

const toInstall = packagesToInstall();
if (toInstall.length > 0) {
  console.log(`run npm ci first: ${toInstall.join(', ')}`);
  process.exit(1);
}

let failed = 0;
for (const check of checks) {
  const result = await run(check);
  console.log(`${result.isPassed ? '✓' : '✗'} ${check.name} (${result.seconds.toFixed(1)} s)`);
  if (result.isPassed) continue;
  failed += 1;
  console.log(result.output.trimEnd());
}
console.log(failed === 0 ? `all ${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`);
process.exitCode = failed === 0 ? 0 : 1;
