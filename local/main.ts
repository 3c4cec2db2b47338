import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Contents, isLoopback, type LocalCloud, messageOf, NoAssembly, PortTaken, StartError, startCloud } from 'local-cloud';
import { bannerOf } from './banner.ts';
import { wireItem } from './demo/attribute-values.ts';
import { readDemo } from './demo/snapshot.ts';
import { tellMonths } from './demo/tell-months.ts';
import { openSurroundings } from './surroundings.ts';
import { synthesise } from './synthesis/synthesise.ts';

const whatIsOpen =
  'Below /_local/ anybody gets an admin token, reads every mail and lead, moves the clock and calls every function. The AWS endpoint stays on 127.0.0.1.';

const root = join(import.meta.dirname, '..');
const usage = `npm start -- [options]

  --port N        where the site and the API answer; 0 takes any free port (default: PORT, or 8787)
  --host NAME     address to listen at (default: 127.0.0.1, this machine only)
  --i-know-it-is-open   needed with a --host that others reach: they get everything that is here
  --data DIR      keep everything in DIR (default: in memory, gone at the end)
  --assembly DIR  cloud assembly to run (default: .pheu/assembly, made when the sources changed)
  --demo          open on a company with a year of history
  --replies       answers to mails come in, at tra-loi.example.vn: reply in the mailbox, or drop a mail at /_local/inbound
  --no-build      run the assembly as it is
  --log FILE      append what the functions log
  --json          print one line of JSON when ready, for programs
  --quiet         print nothing but errors
  --stop-at-eof   end when the standard input ends, for programs
  --help          print this`;

/** Runs the local runtime until a signal ends it. */
async function main(): Promise<void> {
  const startedMs = performance.now();
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  if (!isLoopback(options.host)) console.error(`\n  Open to whoever reaches ${options.host}. ${whatIsOpen}\n`);
  // A directory holds one set of settings.
  const directory = resolve(root, options.assembly ?? (options.replies ? '.pheu/assembly-replies' : '.pheu/assembly'));
  const settings = options.replies ? { replyDomain: 'tra-loi.example.vn' } : {};
  const steps: Record<string, number> = {};
  const dataDir = options.data === undefined ? undefined : resolve(options.data);
  // A directory that holds something goes on with it: the demo company's own days as well.
  const isNewDemo = options.demo === true && !(dataDir !== undefined && existsSync(join(dataDir, 'state.json')));
  const runtime = await startCloud({
    port: options.port,
    host: options.host,
    region: process.env.PHEU_REGION ?? 'ap-southeast-1',
    accountId: '000000000000',
    // More threads than cores only warm up more copies of the same code.
    concurrency: numberOr(process.env.PHEU_SANDBOXES, Math.min(4, Math.max(2, availableParallelism()))),
    timeoutFactor: numberOr(process.env.PHEU_TIMEOUT_FACTOR, 1),
    dataDir,
    logFile: options.log === undefined ? undefined : resolve(options.log),
    surroundings: openSurroundings,
    assemblyDir: options['no-build'] ? directory : synthesise({ root, directory, settings }),
    ...(isNewDemo && { contents: demoContents }),
    // Said aloud, because it would fail in AWS in the same way. Programs find it in the log.
    ...(!options.json && { onDenied: (why: string) => console.error(`AccessDenied: ${why}`) }),
    onStep: (step) => {
      steps[step] = Math.round(performance.now() - startedMs);
    },
  });
  stopOnSignal(runtime, options['stop-at-eof'] ?? false);
  const readyMs = Math.round(performance.now() - startedMs);
  if (options.json) console.log(JSON.stringify({ ready: true, port: runtime.port, readyMs, steps, ...runtime.environment }));
  else if (!options.quiet) console.log(bannerOf(runtime, { readyMs, dataDir: options.data }));
  await runtime.warm();
  // What belongs to months of the calendar: told by the routes, once they answer.
  if (isNewDemo) await tellMonths(runtime.url).catch((error: unknown) => console.error(messageOf(error)));
}

function demoContents(nowMs: number): Contents {
  const { parameters, items } = readDemo(nowMs);
  return { parameters, items: items.map(wireItem) };
}

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'i-know-it-is-open': { type: 'boolean' },
        data: { type: 'string' },
        assembly: { type: 'string' },
        log: { type: 'string' },
        json: { type: 'boolean' },
        demo: { type: 'boolean' },
        replies: { type: 'boolean' },
        quiet: { type: 'boolean' },
        'stop-at-eof': { type: 'boolean' },
        'no-build': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const port = Number(values.port ?? process.env.PORT ?? 8787);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`no port number: ${values.port ?? process.env.PORT}`);
    return { ...values, port, host: hostOf(values) };
  } catch (error) {
    throw new StartError(`${messageOf(error)}\n\n${usage}`);
  }
}

/** Answers the address to listen at. @throws when others would reach it and nobody said that they may */
function hostOf({ host = '127.0.0.1', 'i-know-it-is-open': isKnown = false }: Readonly<Record<string, unknown>>): string {
  const name = String(host);
  if (isLoopback(name)) return name;
  if (!isKnown) throw new Error(`--host ${name} lets others in. ${whatIsOpen} Say --i-know-it-is-open, too, if you want that.`);
  return name;
}

function numberOr(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

function stopOnSignal(runtime: LocalCloud, stopsAtEof: boolean): void {
  let isStopping = false;
  const stop = (): void => {
    // A second Ctrl+C means: at once.
    if (isStopping) process.exit(1);
    isStopping = true;
    void runtime.close().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (stopsAtEof) process.stdin.on('end', stop).resume();
}

/** What a person can do about it here. */
function hintOf(error: StartError): string {
  if (error instanceof PortTaken) return `: npm start -- --port ${error.port + 1}`;
  return error instanceof NoAssembly ? ': leave out --no-build, or run npm run synth' : '';
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? `\n  ${`${error.message}${hintOf(error)}`.replaceAll('\n', '\n  ')}\n` : error);
  process.exit(1);
});
