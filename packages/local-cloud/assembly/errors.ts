/** Something the person at the keyboard can put right: shown without a stack trace. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** Something else listens at a port that was asked for. */
export class PortTaken extends StartError {
  override readonly name = 'PortTaken';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken. Stop what uses it (lsof -i :${port} shows it), or choose another`);
    this.port = port;
  }
}

/** There is nothing to execute in the directory that was named. */
export class NoAssembly extends StartError {
  override readonly name = 'NoAssembly';

  constructor(directory: string) {
    super(`No cloud assembly in ${directory}. Synthesise one first`);
  }
}

/** A resource of the template that the local runtime can't run. */
export class ResourceError extends StartError {
  override readonly name = 'ResourceError';

  constructor(resource: { logicalId: string; path: string; type: string }, reason: string, options?: ErrorOptions) {
    super(`${resource.type} ${resource.logicalId} (${resource.path}): ${reason}`, options);
  }
}

/** Names the resource in a refusal that does not know it. */
export function checked<T>(resource: { logicalId: string; path: string; type: string }, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ResourceError || !(error instanceof StartError)) throw error;
    throw new ResourceError(resource, error.message, { cause: error });
  }
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
