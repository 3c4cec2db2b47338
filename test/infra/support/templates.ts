import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'local-cloud';
import { z } from 'zod';
import { digestOf, root } from '../../../tools/build.ts';
import type { Variant } from './variants.ts';

export type StackName = 'data' | 'app' | 'edge' | 'analytics';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z
    .union([z.string(), z.array(z.string())])
    .transform((one) => [one].flat())
    .default([]),
});
export type Resource = z.infer<typeof Resource>;

const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});
export type Template = z.infer<typeof Template>;

const Assets = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })).default({}) });
type Json = z.infer<ReturnType<typeof z.json>>;

/** Folder with the synthesised variants; made once for the same sources, whichever test file comes first. */
export async function synthesisedFolder(): Promise<string> {
  const digest = await digestOf([
    'infra',
    'api',
    'config',
    'shared/connectors/secret-names.ts',
    'shared/platform/keys.ts',
    'test/infra/support',
    'test/fixtures/company',
    'package-lock.json',
  ]);
  const folder = join(root, '.pheu', 'infra', digest.slice(0, 16));
  if (existsSync(folder)) return folder;
  const unlock = await lock(`${folder}.lock`);
  try {
    // Another worker may have made it while this one waited.
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    execFileSync(process.execPath, [join(import.meta.dirname, 'synthesise.ts'), unfinished], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    renameSync(unfinished, folder);
    return folder;
  } finally {
    unlock();
  }
}

/** A stack as it is deployed: what stacks inside it make stands among its own resources, with the values that they are handed. */
export async function readTemplate(variant: Variant, stack: StackName): Promise<Template> {
  const { template, nested } = await readStacks(variant, stack);
  const resources = { ...template.Resources };
  for (const [maker, inner] of nested) {
    const { Parameters } = z
      .object({ Parameters: z.record(z.string(), z.json()).default({}) })
      .parse(template.Resources[maker]?.Properties);
    for (const [id, resource] of Object.entries(inner.Resources)) {
      if (id in resources) throw new Error(`two stacks of ${stack} have a resource ${id}`);
      resources[id] = Resource.parse(handedIn(z.json().parse(resource), Parameters));
    }
  }
  return { ...template, Resources: resources };
}

/** The template of a stack as CloudFormation gets it, and those of the stacks inside it by the resources that make them. */
export async function readStacks(
  variant: Variant,
  stack: StackName,
): Promise<{ readonly template: Template; readonly nested: ReadonlyMap<string, Template>; readonly files: readonly string[] }> {
  const folder = join(await synthesisedFolder(), variant);
  const read = (file: string): Template => Template.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const own = `${stack}.template.json`;
  const template = read(own);
  const manifest = existsSync(join(folder, `${stack}.assets.json`)) ? readFileSync(join(folder, `${stack}.assets.json`), 'utf8') : '{}';
  const { files } = Assets.parse(JSON.parse(manifest));
  const nested = resourcesOf(template, 'AWS::CloudFormation::Stack').map(([id, { Properties }]) => {
    const url = JSON.stringify(Properties.TemplateURL);
    const found = Object.entries(files).find(([digest]) => url.includes(`/${digest}.json"`))?.[1].source.path;
    if (found === undefined) throw new Error(`no asset of ${stack} is the template of ${id}`);
    return { id, file: found };
  });
  return {
    template,
    nested: new Map(nested.map(({ id, file }) => [id, read(file)])),
    files: [own, ...nested.map(({ file }) => file)].map((file) => join(folder, file)),
  };
}

/** Puts what a stack is handed in the place of its parameters. */
function handedIn(value: Json, parameters: Readonly<Record<string, Json>>): Json {
  if (Array.isArray(value)) return value.map((one) => handedIn(one, parameters));
  if (typeof value !== 'object' || value === null) return value;
  const given = typeof value.Ref === 'string' ? parameters[value.Ref] : undefined;
  if (given !== undefined && Object.keys(value).length === 1) return given;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, handedIn(member, parameters)]));
}

/** Resources of one type as [logical id, properties]. */
export function resourcesOf(template: Template, type: string): [id: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The logical id that a Ref or GetAtt points to. */
export function referredId(value: unknown): string | undefined {
  const reference = z
    .union([
      z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
      z.object({ 'Fn::GetAtt': z.tuple([z.string()], z.string()) }).transform((getAtt) => getAtt['Fn::GetAtt'][0]),
    ])
    .safeParse(value);
  return reference.success ? reference.data : undefined;
}

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
  Resource: z.unknown().transform((resource) => [resource].flat()),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type Statement = z.infer<typeof Statement>;
const Document = z.object({ Statement: z.array(Statement) });

/** Statements of every policy that a role holds, by the role's logical id. */
export function statementsByRole(template: Template): Map<string, Statement[]> {
  const byRole = new Map<string, Statement[]>();
  for (const [, policy] of resourcesOf(template, 'AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = z.object({ PolicyDocument: Document, Roles: z.array(z.unknown()) }).parse(policy.Properties);
    for (const role of Roles) {
      const id = referredId(role) ?? 'unknown';
      byRole.set(id, [...(byRole.get(id) ?? []), ...PolicyDocument.Statement]);
    }
  }
  return byRole;
}
