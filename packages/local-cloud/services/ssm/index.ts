import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LocalClock } from '../../clock.ts';
import { isObject, listOf, type Service, textOf } from '../service.ts';
import { parseInput, ServiceError, unknownOperation } from '../service-error.ts';

export interface StoredParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  readonly changedAtMs: number;
}

export interface LocalParameters {
  readonly service: Service;
  get(name: string): StoredParameter | undefined;
  put(name: string, value: string, type?: StoredParameter['type']): void;
  snapshot(): readonly StoredParameter[];
  restore(parameters: readonly StoredParameter[]): void;
}

// A standard parameter; the advanced tier costs money and is not used.
const largestValueBytes = 4096;

const type = z.enum(['String', 'StringList', 'SecureString']);
const getInput = z.object({ Name: z.string().min(1), WithDecryption: z.boolean().optional() });
const getManyInput = z.object({ Names: z.array(z.string()).min(1).max(10), WithDecryption: z.boolean().optional() });
const getByPathInput = z.object({
  Path: z.string().startsWith('/'),
  Recursive: z.boolean().optional(),
  WithDecryption: z.boolean().optional(),
});
const putInput = z.object({
  Name: z.string().min(1).max(2048),
  Value: z.string().min(1),
  Type: type.optional(),
  Overwrite: z.boolean().optional(),
});

/** The parameters of SSM, with the versions and refusals that a deployment relies on. */
export function openParameters(options: {
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
}): LocalParameters {
  const parameters = new Map<string, StoredParameter>();
  const arnOf = (name: string): string => `arn:aws:ssm:${options.region}:${options.accountId}:parameter/${name.replace(/^\//, '')}`;
  const nameFrom = (nameOrArn: string): string => {
    if (!nameOrArn.startsWith('arn:')) return nameOrArn;
    const [, path = ''] = nameOrArn.split(':parameter/');
    return parameters.has(path) ? path : `/${path}`;
  };

  const find = (nameOrArn: string): StoredParameter | undefined => parameters.get(nameFrom(nameOrArn));
  const describe = (parameter: StoredParameter, withDecryption = false): Record<string, unknown> => ({
    Name: parameter.name,
    Type: parameter.type,
    Value: parameter.type === 'SecureString' && !withDecryption ? sealed(parameter.value) : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.changedAtMs / 1000,
    ARN: arnOf(parameter.name),
    DataType: 'text',
  });

  const operations: Readonly<Record<string, (input: unknown) => Record<string, unknown>>> = {
    GetParameter(raw) {
      const input = parseInput(getInput, raw);
      return { Parameter: describe(find(input.Name) ?? notFound(input.Name), input.WithDecryption) };
    },
    GetParameters(raw) {
      const input = parseInput(getManyInput, raw);
      const found = input.Names.map(find).filter((parameter) => parameter !== undefined);
      return {
        Parameters: found.map((parameter) => describe(parameter, input.WithDecryption)),
        InvalidParameters: input.Names.filter((name) => find(name) === undefined),
      };
    },
    GetParametersByPath(raw) {
      const input = parseInput(getByPathInput, raw);
      const prefix = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
      const isWanted = ({ name }: StoredParameter): boolean =>
        name.startsWith(prefix) && (input.Recursive === true || !name.slice(prefix.length).includes('/'));
      return { Parameters: [...parameters.values()].filter(isWanted).map((parameter) => describe(parameter, input.WithDecryption)) };
    },
    PutParameter(raw) {
      const input = parseInput(putInput, raw);
      const known = find(input.Name);
      if (known !== undefined && input.Overwrite !== true) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const newType = input.Type ?? known?.type;
      if (newType === undefined) throw new ServiceError('ValidationException', 'A parameter type is required when you create a parameter.');
      if (Buffer.byteLength(input.Value) > largestValueBytes) {
        throw new ServiceError(
          'ValidationException',
          `Standard tier parameters support a maximum parameter value of ${largestValueBytes} characters.`,
        );
      }
      const version = (known?.version ?? 0) + 1;
      parameters.set(input.Name, { name: input.Name, type: newType, value: input.Value, version, changedAtMs: options.clock.now() });
      return { Version: version, Tier: 'Standard' };
    },
    DeleteParameter(raw) {
      const input = parseInput(getInput, raw);
      if (!parameters.delete(nameFrom(input.Name))) notFound(input.Name);
      return {};
    },
  };

  return {
    service: {
      name: 'ssm',
      async execute(operation, input) {
        const run = operations[operation];
        if (run === undefined) throw unknownOperation('SSM', operation);
        return { status: 200, body: run(input) };
      },
      resourcesOf(operation, input) {
        if (!isObject(input)) return [];
        const named = [input.Name ?? input.Path, ...listOf(input.Names)].map(textOf).filter((name) => name !== undefined);
        const context = operation === 'PutParameter' ? { 'ssm:Overwrite': String(input.Overwrite === true) } : {};
        return named.map((name) => ({ action: `ssm:${operation}`, resourceArn: name.startsWith('arn:') ? name : arnOf(name), context }));
      },
    },
    get: find,
    put(name, value, newType = 'String') {
      parameters.set(name, {
        name,
        type: newType,
        value,
        version: (parameters.get(name)?.version ?? 0) + 1,
        changedAtMs: options.clock.now(),
      });
    },
    snapshot: () => [...parameters.values()],
    restore(stored) {
      for (const parameter of stored) parameters.set(parameter.name, parameter);
    },
  };
}

function notFound(name: string): never {
  throw new ServiceError('ParameterNotFound', `the parameter ${name} does not exist`);
}

// Without decryption a caller sees a cipher text; what matters is that it is not the secret.
function sealed(value: string): string {
  return `AQICAH${createHash('sha256').update(value).digest('base64')}`;
}
