import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FunctionName } from '../../infra/function-names.ts';

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })),
});
const FunctionProperties = z.object({ FunctionName: z.string(), MemorySize: z.number() });
const Mapping = z.object({ FunctionName: z.object({ Ref: z.string() }), BatchSize: z.number() });

/** How a function that consumes a queue is deployed. */
export interface DeployedConsumer {
  readonly memoryMb: number;
  /** Most messages of an invocation. */
  readonly batchSize: number;
}

/** Reads from the templates how much memory a function has. @throws when it is in none */
export function memoryMbOf(assemblyDir: string, name: FunctionName): number {
  const found = templatesOf(assemblyDir).map((resources) => functionIn(resources, name)?.memoryMb);
  return found.find((memoryMb) => memoryMb !== undefined) ?? missing(`there is no function ${name}`);
}

/** Reads the templates. @throws when no queue feeds the function. */
export function deployedConsumer(assemblyDir: string, name: FunctionName): DeployedConsumer {
  for (const resources of templatesOf(assemblyDir)) {
    const fn = functionIn(resources, name);
    const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Mapping.safeParse(Properties).data);
    const mapping = mappings.find((one) => one?.FunctionName.Ref === fn?.id);
    if (fn && mapping) return { memoryMb: fn.memoryMb, batchSize: mapping.BatchSize };
  }
  return missing(`no queue feeds ${name}`);
}

type Resources = z.infer<typeof Template>['Resources'];

function templatesOf(assemblyDir: string): Resources[] {
  const files = readdirSync(assemblyDir).filter((file) => file.endsWith('.template.json'));
  return files.map((file) => Template.parse(JSON.parse(readFileSync(join(assemblyDir, file), 'utf8'))).Resources);
}

const ofType = (resources: Resources, type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

function functionIn(resources: Resources, name: FunctionName): { readonly id: string; readonly memoryMb: number } | undefined {
  for (const [id, { Properties }] of ofType(resources, 'AWS::Lambda::Function')) {
    const { data } = FunctionProperties.safeParse(Properties);
    if (data?.FunctionName.endsWith(`-${name}`)) return { id, memoryMb: data.MemorySize };
  }
  return undefined;
}

function missing(what: string): never {
  throw new Error(what);
}
