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

/** Reads the templates. @throws when no queue feeds the function. */
export function deployedConsumer(assemblyDir: string, name: FunctionName): DeployedConsumer {
  const files = readdirSync(assemblyDir).filter((file) => file.endsWith('.template.json'));
  for (const file of files) {
    const { Resources } = Template.parse(JSON.parse(readFileSync(join(assemblyDir, file), 'utf8')));
    const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
    const functions = ofType('AWS::Lambda::Function').map(
      ([id, { Properties }]) => [id, FunctionProperties.safeParse(Properties)] as const,
    );
    const [id, fn] = functions.find(([, { data }]) => data?.FunctionName.endsWith(`-${name}`)) ?? [];
    const mappings = ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Mapping.safeParse(Properties).data);
    const mapping = mappings.find((one) => one?.FunctionName.Ref === id);
    if (fn?.data && mapping) return { memoryMb: fn.data.MemorySize, batchSize: mapping.BatchSize };
  }
  throw new Error(`no queue feeds ${name}`);
}
