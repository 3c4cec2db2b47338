import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** What a failed invocation says of itself, as Lambda writes it. */
export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** The end of one invocation: its answer as JSON text, or its error. The trace id is in each line that it logged. */
export type Outcome = { readonly payload: string; readonly traceId: string } | { readonly error: InvocationError };

/** All that a sandbox needs to run a function's bundle. */
export interface SandboxSpec {
  readonly functionName: string;
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly timeoutMs: number;
  readonly clockOffset: SharedArrayBuffer;
  readonly context: Readonly<Record<string, string>>;
  /** Hosts of the world that this machine plays, and where each answers. */
  readonly playedHosts: Readonly<Record<string, string>>;
  /** Whom it asks for names, as `address:port`. */
  readonly nameServers: readonly string[];
  readonly onOutput: (line: string) => void;
}

type Message =
  | { type: 'ready' }
  | { type: 'crash'; error: InvocationError }
  | { type: 'done'; requestId: string; payload?: string; error?: InvocationError };

/** Lambda allows a sandbox ten seconds before its first invocation. */
const initLimitMs = 10_000;
const workerFile = new URL('./sandbox-worker.mjs', import.meta.url);

/** One execution environment: a worker thread with the function's bundle, running one invocation at a time. */
export class Sandbox {
  readonly #spec: SandboxSpec;
  readonly #worker: Worker;
  readonly ready: Promise<InvocationError | undefined>;
  #finish: ((outcome: Outcome) => void) | undefined;
  #traceId = '';
  #dead: InvocationError | undefined;
  idleSince = performance.now();

  constructor(spec: SandboxSpec) {
    this.#spec = spec;
    this.#worker = new Worker(workerFile, {
      env: { ...spec.environment, AWS_ACCESS_KEY_ID: spec.accessKeyId, AWS_SECRET_ACCESS_KEY: 'local' },
      workerData: {
        moduleUrl: spec.moduleUrl,
        exportName: spec.exportName,
        clockOffset: spec.clockOffset,
        context: spec.context,
        playedHosts: spec.playedHosts,
        nameServers: spec.nameServers,
      },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    // A sandbox never keeps the runtime alive: who stops the runtime stops them all.
    this.#worker.unref();
    collectLines(this.#worker.stdout, spec.onOutput);
    collectLines(this.#worker.stderr, spec.onOutput);
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#die({ errorType: 'Sandbox.InitTimeout', errorMessage: 'Init took longer than 10 s', trace: [] }),
        initLimitMs,
      );
      const settle = (error?: InvocationError): void => {
        clearTimeout(timer);
        resolve(error);
      };
      this.#worker.on('message', (message: Message) => {
        if (message.type === 'ready') settle();
        else if (message.type === 'crash') this.#die(message.error);
        else this.#end(message.error ? { error: message.error } : { payload: message.payload ?? 'null', traceId: this.#traceId });
      });
      this.#worker.on('error', (error: Error) => this.#die({ errorType: error.name, errorMessage: error.message, trace: [] }));
      this.#worker.on('exit', (code) => {
        this.#die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with code ${code}`, trace: [] });
        settle(this.#dead);
      });
    });
  }

  get isAlive(): boolean {
    return this.#dead === undefined;
  }

  /** Runs the handler once; past the time-out the sandbox is thrown away. */
  async invoke(event: string): Promise<Outcome> {
    const initError = await this.ready;
    if (initError ?? this.#dead) return { error: initError ?? this.#dead ?? unknownEnd };
    return await new Promise((resolve) => {
      const { timeoutMs } = this.#spec;
      const timer = setTimeout(() => {
        this.#die({
          errorType: 'Sandbox.Timedout',
          errorMessage: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
          trace: [],
        });
      }, timeoutMs);
      this.#finish = (outcome) => {
        clearTimeout(timer);
        this.idleSince = performance.now();
        resolve(outcome);
      };
      this.#traceId = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`;
      this.#worker.postMessage({
        requestId: randomUUID(),
        event,
        deadline: performance.timeOrigin + performance.now() + timeoutMs,
        traceId: `Root=${this.#traceId};Sampled=0`,
      });
    });
  }

  /** Ends the sandbox at once, as a lost host would. */
  kill(reason = 'killed'): void {
    this.#die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited: ${reason}`, trace: [] });
  }

  async close(): Promise<void> {
    this.#dead ??= unknownEnd;
    await this.#worker.terminate();
  }

  #end(outcome: Outcome): void {
    const finish = this.#finish;
    this.#finish = undefined;
    finish?.(outcome);
  }

  #die(error: InvocationError): void {
    if (this.#dead) return;
    this.#dead = error;
    this.#end({ error });
    void this.#worker.terminate();
  }
}

const unknownEnd: InvocationError = { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited', trace: [] };

function collectLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
