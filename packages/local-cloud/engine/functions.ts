import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartError } from '../assembly/errors.ts';
import type { Json } from '../assembly/json.ts';
import { parseJson } from '../assembly/json.ts';
import type { Logs } from './logs.ts';
import { type InvocationError, Sandbox, type SandboxSpec } from './sandbox.ts';

/** A function as the template describes it. */
export interface FunctionSpec {
  readonly logicalId: string;
  readonly path: string;
  readonly name: string;
  readonly arn: string;
  readonly codeDirectory: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly region: string;
  readonly roleArn: string;
  /** One access key per possible sandbox: permissions are those of the role, and a fault can hit exactly one sandbox. */
  readonly accessKeyIds: readonly string[];
}

/** How an invocation ended, parsed; its log lines carry the trace id. */
export type InvocationResult =
  | { readonly payload: Json; readonly traceId: string; readonly error?: undefined }
  | { readonly error: InvocationError; readonly payload?: undefined; readonly traceId?: undefined };

/** Tells what a function did, for the activity page and for tests. */
export interface InvocationRecord {
  readonly functionName: string;
  readonly logicalId: string;
  readonly durationMs: number;
  readonly coldStart: boolean;
  readonly error: InvocationError | undefined;
}

/** What all functions share. */
export interface FunctionSurroundings {
  readonly clockOffset: SharedArrayBuffer;
  readonly logs: Logs;
  /** Endpoints and the like that the service would put into every environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hosts of the world that this machine plays, and where each answers. */
  readonly playedHosts: Readonly<Record<string, string>>;
  /** Whom it asks for names, as `address:port`. */
  readonly nameServers: readonly string[];
  readonly onInvocation: (record: InvocationRecord) => void;
}

/** How long an invocation waits for a busy sandbox before another one is started: on few cores a new one costs more than a short wait. */
const growAfterMs = 50;

/** Sandboxes beyond the first are given back when nobody used them for this long. */
const idleLimitMs = 30_000;

/** A sandbox for one invocation. */
interface Taken {
  readonly sandbox: Sandbox;
  readonly isNew: boolean;
}

/** A Lambda function: as many sandboxes as there is work for, up to the limit, the idle ones used again. */
export class LocalFunction {
  readonly spec: FunctionSpec;
  readonly #surroundings: FunctionSurroundings;
  readonly #sandboxSpec: Omit<SandboxSpec, 'accessKeyId'>;
  readonly #sandboxes = new Map<Sandbox, string>();
  readonly #idle: Sandbox[] = [];
  readonly #waiting: ((taken: Taken) => void)[] = [];
  #growing: NodeJS.Timeout | undefined;
  #running = 0;

  constructor(spec: FunctionSpec, surroundings: FunctionSurroundings) {
    this.spec = spec;
    this.#surroundings = surroundings;
    const dot = spec.handler.lastIndexOf('.');
    const logGroup = spec.environment.AWS_LAMBDA_LOG_GROUP_NAME ?? `/aws/lambda/${spec.name}`;
    this.#sandboxSpec = {
      functionName: spec.name,
      moduleUrl: pathToFileURL(bundleOf(spec, spec.handler.slice(0, dot))).href,
      exportName: spec.handler.slice(dot + 1),
      timeoutMs: spec.timeoutMs,
      clockOffset: surroundings.clockOffset,
      playedHosts: surroundings.playedHosts,
      nameServers: surroundings.nameServers,
      onOutput: (line) => surroundings.logs.write(spec.logicalId, line),
      context: {
        functionName: spec.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: spec.arn,
        memoryLimitInMB: String(spec.memoryMb),
        logGroupName: logGroup,
        logStreamName: 'local',
      },
      environment: {
        ...surroundings.environment,
        ...spec.environment,
        _HANDLER: spec.handler,
        AWS_REGION: spec.region,
        AWS_DEFAULT_REGION: spec.region,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: spec.name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        LAMBDA_TASK_ROOT: spec.codeDirectory,
        LANG: 'en_US.UTF-8',
        TZ: 'UTC',
      },
    };
  }

  /** Invocations that run or wait. */
  get running(): number {
    return this.#running;
  }

  /** Starts a sandbox before anybody needs it. */
  async warm(): Promise<void> {
    if (this.#sandboxes.size > 0) return;
    const sandbox = this.#start();
    await sandbox.ready;
    this.#release(sandbox);
  }

  /** Runs the function once; `onStart` is called when a sandbox has the event. */
  async invoke(event: Json, onStart: () => void = () => {}): Promise<InvocationResult> {
    this.#running++;
    const started = performance.now();
    let isCold = false;
    let error: InvocationError | undefined;
    try {
      const { sandbox, isNew } = await this.#take();
      isCold = isNew;
      onStart();
      const outcome = await sandbox.invoke(JSON.stringify(event));
      this.#release(sandbox);
      if ('payload' in outcome) return { payload: parseJson(outcome.payload), traceId: outcome.traceId };
      error = outcome.error;
      this.#surroundings.logs.write(this.spec.logicalId, `${error.errorType}: ${error.errorMessage}`);
      return { error };
    } finally {
      this.#running--;
      const { name, logicalId } = this.spec;
      this.#surroundings.onInvocation({ functionName: name, logicalId, durationMs: performance.now() - started, coldStart: isCold, error });
    }
  }

  /** Ends the sandbox with this access key, as a lost host would; what it did so far stays done. */
  kill(accessKeyId: string): boolean {
    const found = [...this.#sandboxes].find(([, key]) => key === accessKeyId);
    found?.[0].kill();
    return found !== undefined;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sandboxes.keys()].map((sandbox) => sandbox.close()));
  }

  async #take(): Promise<Taken> {
    // The most recently used first, so that the others become old enough to go.
    for (let sandbox = this.#idle.pop(); sandbox; sandbox = this.#idle.pop()) {
      if (sandbox.isAlive) return { sandbox, isNew: false };
      this.#sandboxes.delete(sandbox);
    }
    if (this.#sandboxes.size === 0) return { sandbox: this.#start(), isNew: true };
    return await new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#growSoon();
    });
  }

  #growSoon(): void {
    if (this.#growing || this.#sandboxes.size >= this.spec.accessKeyIds.length) return;
    this.#growing = setTimeout(() => {
      this.#growing = undefined;
      if (this.#sandboxes.size >= this.spec.accessKeyIds.length) return;
      this.#waiting.shift()?.({ sandbox: this.#start(), isNew: true });
      if (this.#waiting.length > 0) this.#growSoon();
    }, growAfterMs);
  }

  #start(): Sandbox {
    const taken = new Set(this.#sandboxes.values());
    const accessKeyId = this.spec.accessKeyIds.find((key) => !taken.has(key)) ?? this.spec.name;
    const sandbox = new Sandbox({ ...this.#sandboxSpec, accessKeyId });
    this.#sandboxes.set(sandbox, accessKeyId);
    return sandbox;
  }

  #release(sandbox: Sandbox): void {
    if (!sandbox.isAlive) this.#sandboxes.delete(sandbox);
    const next = this.#waiting.shift();
    if (next) next(sandbox.isAlive ? { sandbox, isNew: false } : { sandbox: this.#start(), isNew: true });
    if (next || !sandbox.isAlive) return;
    this.#idle.push(sandbox);
    const [oldest] = this.#idle;
    if (oldest && this.#idle.length > 1 && performance.now() - oldest.idleSince > idleLimitMs) {
      this.#idle.shift();
      this.#sandboxes.delete(oldest);
      void oldest.close();
    }
  }
}

function bundleOf(spec: FunctionSpec, module: string): string {
  for (const extension of ['.mjs', '.js', '.cjs']) {
    const file = join(spec.codeDirectory, `${module}${extension}`);
    if (existsSync(file)) return file;
  }
  throw new StartError(
    `AWS::Lambda::Function ${spec.logicalId} (${spec.path}): no bundle ${module}.mjs in ${spec.codeDirectory}. Build it, then synthesise.`,
  );
}
