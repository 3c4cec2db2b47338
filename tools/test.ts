import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { synthesise } from '../local/synthesis/synthesise.ts';
import { build, root } from './build.ts';
import { cpuTable } from './cpu-table.ts';
import { misplacedTests, proofsIn, runningKinds } from './test-places.ts';

const help = `npm test -- [--full] [--cpu] [--seed N] [jest arguments]
  --full     the tests that have a longer form, at full length (npm run proof); PHEU_PROOF_SHARE=0.25 takes a quarter of it
  --cpu      tells what each file took of the CPU
  --seed N   repeats the generated cases of a run that printed this seed; as PHEU_SEED=N does
  the running product over HTTP and in browsers, and the local runtime's own tests, run where an argument names them, e.g. test/routing or
  test/local (npm run test:integration and npm run test:local are all of them), and with --full
  others go to jest, e.g. npm test -- test/routing, or npm test -- --selectProjects unit`;

interface Wishes {
  readonly isFull: boolean;
  readonly isMeasured: boolean;
  /** One for the whole run, so that by it the whole run can be repeated. */
  readonly seed: string;
  readonly forJest: readonly string[];
}

function readArguments(given: readonly string[]): Wishes {
  const forJest = [...given];
  const take = (flag: string): boolean => {
    const at = forJest.indexOf(flag);
    if (at >= 0) forJest.splice(at, 1);
    return at >= 0;
  };
  const [isFull, isMeasured] = [take('--full'), take('--cpu')];
  const seedAt = forJest.indexOf('--seed');
  const drawn = process.env.PHEU_SEED ?? String(Date.now() % 2 ** 31);
  const [seed = ''] = seedAt < 0 ? [drawn] : forJest.splice(seedAt, 2).slice(1);
  if (!/^-?\d+$/.test(seed)) throw new Error(`--seed needs a whole number\n${help}`);
  return { isFull, isMeasured, seed, forJest };
}

const JestResult = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  /** Files that broke before their first test, each as bad as a failed test. */
  numRuntimeErrorTestSuites: z.number(),
});

/** What each file took of the CPU, where it was asked for. */
const cpuFile = join(root, '.pheu', 'cpu.jsonl');

/** Runs jest over the built project; answers its own account of the run, or nothing when it left none. */
async function runJest(wishes: Wishes): Promise<z.infer<typeof JestResult> | undefined> {
  const { isFull, isMeasured, seed, forJest } = wishes;
  const resultFile = join(root, '.pheu', 'jest-result.json');
  await mkdir(join(root, '.pheu'), { recursive: true });
  for (const file of [resultFile, cpuFile]) await rm(file, { force: true });
  const env = {
    ...process.env,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
      .filter(Boolean)
      .join(' '),
    // Each worker reads the product once; from the second run on it need not be compiled for that.
    NODE_COMPILE_CACHE: join(root, '.pheu', 'compile-cache'),
    ...(isFull ? { PHEU_FULL: '1' } : {}),
    ...(isMeasured ? { PHEU_CPU_FILE: cpuFile } : {}),
    PHEU_SEED: seed,
    // By these names the workspace's own tests know it, which knows nothing of ours.
    PROOF_SEED: seed,
    ...(isFull ? { PROOF_LENGTH: 'full' } : {}),
  };
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const isWidthGiven = forJest.some((argument) => /^(?:-i|--runInBand|-w|--maxWorkers)\b/.test(argument));
  // More workers than cores: browsers and the local runtime wait much of their time.
  const width = isWidthGiven ? [] : [`--maxWorkers=${Math.ceil(availableParallelism() * 1.5)}`];
  const proofs = isFull && !forJest.some((argument) => argument.includes('test/')) ? proofsIn(root) : [];
  const args = [jest, ...ignored(wishes), ...width, '--json', `--outputFile=${resultFile}`, ...forJest, ...proofs];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['inherit', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  if (!existsSync(resultFile)) return undefined;
  return JestResult.parse(JSON.parse(await readFile(resultFile, 'utf8')));
}

/** Whether the local runtime's own tests are among those that run: they prove nothing of the product, and change when it does not. */
const hasLocal = ({ isFull, forJest }: Wishes): boolean => isFull || forJest.some((argument) => argument.includes('local'));

/** Whether tests of the running product are among those that run: they take most of the CPU, a minute of `npm test` without them. */
const hasRunning = ({ isFull, forJest }: Wishes): boolean =>
  isFull || forJest.some((argument) => argument.includes('test/') || runningKinds.includes(argument));

function ignored(wishes: Wishes): string[] {
  if (wishes.forJest.includes('--selectProjects')) return [];
  const kinds = [...(hasLocal(wishes) ? [] : ['local', 'local-cloud']), ...(hasRunning(wishes) ? [] : runningKinds)];
  return kinds.length === 0 ? [] : ['--ignoreProjects', ...kinds];
}

/** Proofs that were not asked for, or need something this machine lacks; they are skipped, and it is said here. */
function leftOut(wishes: Wishes): string[] {
  const isFound = (program: string) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
  return [
    ...(hasRunning(wishes) ? [] : ['the running product over HTTP and in browsers: npm run test:integration']),
    ...(hasLocal(wishes) ? [] : ["the local runtime's own tests: npm run test:local"]),
    ...(!hasRunning(wishes) || isFound('chromium') || isFound('chromium-browser') || isFound('google-chrome')
      ? []
      : ['the pages in a real browser: needs Chromium (Debian: apt-get install chromium)']),
    ...(isFound('cfn-lint') ? [] : ['the templates under cfn-lint: needs it on the PATH (pip install cfn-lint)']),
    ...(process.env.DYNAMODB_ENDPOINT
      ? []
      : ['the table cases against another DynamoDB: needs DYNAMODB_ENDPOINT, e.g. of DynamoDB Local (http://127.0.0.1:8000)']),
  ];
}

const seconds = (sinceMs: number): string => ((performance.now() - sinceMs) / 1_000).toFixed(1);

if (process.argv.includes('--help')) {
  console.log(help);
} else {
  const startedAt = performance.now();
  const wishes = readArguments(process.argv.slice(2));
  const misplaced = misplacedTests(root);
  if (misplaced.length > 0) throw new Error(`tests lie in test/<capability>/<kind>/, so nobody runs ${misplaced.join(', ')}`);
  await build({ ifStale: true });
  // What the local runtimes of the tests run, made once before they start.
  await synthesise({ root, directory: join(root, '.pheu', 'assembly') });
  console.log(`built and synthesised in ${seconds(startedAt)} s; generated cases have the seed ${wishes.seed}`);

  const result = await runJest(wishes);
  for (const line of cpuTable(cpuFile)) console.log(line);
  for (const what of leftOut(wishes)) console.log(`left out: ${what}`);
  if (result) {
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const skipped = result.numPendingTests + result.numTodoTests;
    console.log(`${wishes.isFull ? 'full' : 'shortened'} proofs, ${seconds(startedAt)} s in all`);
    console.log(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = result.success ? 0 : 1;
  } else {
    console.log('jest left no result: see above');
    process.exitCode = 1;
  }
}
