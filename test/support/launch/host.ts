/**
 * Run by plain Node (`node host.ts FILE`): writes its address into the file and runs local runtimes for the test files of one jest worker. Files
 * that want no other have one runtime in turn, whose functions are warm; each finds it empty.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type LocalCloud, messageOf, startCloud } from 'local-cloud';
import { openSurroundings } from '../../../local/surroundings.ts';
import { synthesise } from '../../../local/synthesis/synthesise.ts';
import { type Deployed, empty, itemsOf, untilQuiet } from './empty.ts';
import { type LaunchOptions, timeoutFactor } from './launch.ts';

const [, , addressFile] = process.argv;
if (!addressFile) throw new Error('which file for the address?');
const root = join(import.meta.dirname, '..', '..', '..');
const runtimes = new Map<number, LocalCloud>();
/** By what they were started with, each with its table as it was then. */
const shared = new Map<string, { readonly runtime: LocalCloud; readonly deployed: Deployed }>();

/**
 * Milliseconds from a moment to the next minute of a week that the seed of the run names: night, morning and weekend behave differently, and a run
 * that is repeated by its seed meets the same ones.
 */
function millisecondsAhead(now: number): number {
  const minutesOfWeek = 7 * 24 * 60;
  const wanted = Number(process.env.PHEU_SEED ?? 0) % minutesOfWeek;
  const ahead = (wanted - Math.floor(now / 60_000)) % minutesOfWeek;
  return (ahead < 0 ? ahead + minutesOfWeek : ahead) * 60_000;
}

async function lend(options: LaunchOptions): Promise<LocalCloud> {
  const name = JSON.stringify(options);
  const kept = shared.get(name);
  if (kept) {
    const isEmpty = await empty(kept.runtime, kept.deployed).then(
      () => true,
      (error: unknown) => console.error(`a runtime is made anew: ${messageOf(error)}`),
    );
    if (isEmpty) return kept.runtime;
    shared.delete(name);
    await kept.runtime.close();
  }
  const runtime = await start(options);
  shared.set(name, { runtime, deployed: await itemsOf(runtime) });
  return runtime;
}

async function start({ assembly, dataDir, sandboxes = 1, port = 0 }: LaunchOptions): Promise<LocalCloud> {
  const directory = join(root, '.pheu', 'assembly');
  const runtime = await startCloud({
    port,
    host: '127.0.0.1',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    concurrency: sandboxes,
    timeoutFactor,
    dataDir,
    surroundings: openSurroundings,
    assemblyDir: assembly ?? synthesise({ root, directory }),
  });
  // What is kept between two starts keeps its clock.
  if (dataDir === undefined) {
    // No message of the deployment itself is to be days old before it is read.
    await untilQuiet(runtime);
    runtime.clock.advance(millisecondsAhead(Date.now()));
    // What came due on the way is done before anybody remembers the table as the deployment left it.
    await pause(0);
    await untilQuiet(runtime);
  }
  return runtime;
}

async function launch(options: LaunchOptions) {
  const runtime = await (options.isShared ? lend(options) : start(options));
  if (!options.isShared) runtimes.set(runtime.port, runtime);
  return { port: runtime.port, ...runtime.environment };
}

async function stop(port: number): Promise<void> {
  const runtime = runtimes.get(port);
  runtimes.delete(port);
  await runtime?.close();
}

const server = createServer(async (request, response) => {
  try {
    const options: LaunchOptions = JSON.parse(await text(request));
    if (request.method === 'DELETE') await stop(options.port ?? 0);
    response.end(JSON.stringify(request.method === 'DELETE' ? {} : await launch(options)));
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ error: messageOf(error) }));
  }
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  writeFileSync(addressFile, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  console.log(JSON.stringify({ ready: true }));
});

// The worker is gone.
process.stdin.on('end', () => process.exit()).resume();
process.on('exit', () => rmSync(addressFile, { force: true }));
