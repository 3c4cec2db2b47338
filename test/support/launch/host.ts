/**
 * Run by plain Node (`node host.ts FILE`): writes its address into the file and runs local runtimes for the test files of one jest worker. Each file gets a runtime of its own,
 * with nothing in it; what they share is this process, which has loaded and compiled the runtime's code already.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf } from '../../../local/assembly/errors.ts';
import { synthesise } from '../../../local/assembly/synthesise.ts';
import { type LocalRuntime, startRuntime } from '../../../local/engine/runtime.ts';
import { type LaunchOptions, timeoutFactor } from './launch.ts';

const [, , addressFile] = process.argv;
if (!addressFile) throw new Error('which file for the address?');
const root = join(import.meta.dirname, '..', '..', '..');
const runtimes = new Map<number, LocalRuntime>();

async function start({ assembly, dataDir, sandboxes = 1, port = 0 }: LaunchOptions) {
  const directory = join(root, '.pheu', 'assembly');
  const runtime = await startRuntime({
    port,
    host: '127.0.0.1',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    concurrency: sandboxes,
    timeoutFactor,
    dataDir,
    assembly: assembly === undefined ? synthesise({ root, directory }) : Promise.resolve(assembly),
  });
  runtimes.set(runtime.port, runtime);
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
    response.end(JSON.stringify(request.method === 'DELETE' ? {} : await start(options)));
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
