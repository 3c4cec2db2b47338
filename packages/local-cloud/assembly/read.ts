import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NoAssembly, ResourceError, StartError } from './errors.ts';
import { isObject, type JsonObject, objectAt, parseJson, textAt, textsAt } from './json.ts';

/** One resource of a synthesised template, its properties still with their intrinsics. */
export interface Resource {
  readonly logicalId: string;
  /** The place in the construct tree, as a reader of the CDK code knows it. */
  readonly path: string;
  readonly type: string;
  readonly stackName: string;
  readonly properties: JsonObject;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
}

/** Of the resource that is a stack itself. */
export const nestedStackType = 'AWS::CloudFormation::Stack';

/** A synthesised stack: its template, and where its assets lie. */
export interface Stack {
  readonly name: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly template: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Directory or file of each asset by the object key under which a deployment would upload it. */
  readonly assets: ReadonlyMap<string, string>;
  readonly dependencies: readonly string[];
  /** Stacks inside this one, by the logical id of the resource that makes them. */
  readonly nested: ReadonlyMap<string, Stack>;
  /** Of a nested stack: the stack that it is in, and the resource there that makes it. */
  readonly within?: { readonly stack: Stack; readonly resource: Resource };
}

/** The stacks and all those inside them. */
export function everyStackOf(stacks: readonly Stack[]): Stack[] {
  return stacks.flatMap((stack) => [stack, ...everyStackOf([...stack.nested.values()])]);
}

/** Reads the stacks of a cloud assembly, those that others depend on first. */
export function readAssembly(directory: string): Stack[] {
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new NoAssembly(directory);
  }
  const artifacts = objectAt(readJson(manifestFile), 'artifacts');
  const stacks = Object.entries(artifacts).flatMap(([id, artifact]) =>
    isObject(artifact) && artifact.type === 'aws:cloudformation:stack' ? [readStack(directory, id, artifact, artifacts)] : [],
  );
  if (stacks.length === 0) throw new StartError(`The cloud assembly in ${directory} has no stack.`);
  return inDependencyOrder(stacks);
}

function readStack(directory: string, artifactId: string, artifact: JsonObject, artifacts: JsonObject): Stack {
  const properties = objectAt(artifact, 'properties');
  const name = textAt(properties, 'stackName') ?? artifactId;
  const dependencies = textsAt(artifact, 'dependencies');
  const [account, region] = (textAt(artifact, 'environment') ?? '').replace('aws://', '').split('/');
  const assets = new Map<string, string>();
  for (const dependency of dependencies) {
    const other = artifacts[dependency];
    if (isObject(other) && other.type === 'cdk:asset-manifest')
      readAssets(directory, textAt(objectAt(other, 'properties'), 'file') ?? '', assets);
  }
  return stackOf(join(directory, textAt(properties, 'templateFile') ?? `${artifactId}.template.json`), {
    name,
    region: known(region),
    account: known(account),
    assets,
    dependencies: dependencies.flatMap((id) => {
      const other = artifacts[id];
      return isObject(other) && other.type === 'aws:cloudformation:stack' ? [textAt(objectAt(other, 'properties'), 'stackName') ?? id] : [];
    }),
  });
}

/** Reads a template and those of the stacks inside it, which are assets of the stack around them. */
function stackOf(templateFile: string, frame: Omit<Stack, 'template' | 'resources' | 'nested'>): Stack {
  const { name, assets } = frame;
  const template = readJson(templateFile);
  const resources = new Map<string, Resource>();
  for (const [logicalId, definition] of Object.entries(objectAt(template, 'Resources'))) {
    if (!isObject(definition)) continue;
    resources.set(logicalId, {
      logicalId,
      path: textAt(objectAt(definition, 'Metadata'), 'aws:cdk:path') ?? `${name}/${logicalId}`,
      type: textAt(definition, 'Type') ?? 'unknown',
      stackName: name,
      properties: objectAt(definition, 'Properties'),
      condition: textAt(definition, 'Condition'),
      dependsOn: textsAt(definition, 'DependsOn'),
    });
  }
  const nested = new Map<string, Stack>();
  const stack: Stack = { ...frame, template, resources, nested };
  for (const resource of resources.values()) {
    if (resource.type !== nestedStackType) continue;
    const within = { stack, resource };
    nested.set(
      resource.logicalId,
      stackOf(nestedTemplateOf(resource, assets), { ...frame, name: `${name}-${resource.logicalId}`, dependencies: [], within }),
    );
  }
  return stack;
}

/** The URL is put together at a deployment; it ends in the key of the asset. */
function nestedTemplateOf(resource: Resource, assets: ReadonlyMap<string, string>): string {
  const url = JSON.stringify(resource.properties.TemplateURL ?? null);
  const [, file] = [...assets].find(([key]) => url.includes(`/${key}"`)) ?? [];
  return file ?? missingTemplate(resource);
}

function missingTemplate(resource: Resource): never {
  throw new ResourceError(resource, 'is made from a template that is no asset of the cloud assembly');
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  for (const asset of Object.values(objectAt(readJson(join(directory, file)), 'files'))) {
    if (!isObject(asset)) continue;
    const path = textAt(objectAt(asset, 'source'), 'path');
    if (path === undefined) continue;
    for (const destination of Object.values(objectAt(asset, 'destinations'))) {
      const key = isObject(destination) ? textAt(destination, 'objectKey') : undefined;
      if (key !== undefined) assets.set(key, resolve(directory, path));
    }
  }
}

function inDependencyOrder(stacks: Stack[]): Stack[] {
  const ordered = new Set<Stack>();
  const visit = (stack: Stack): void => {
    if (ordered.has(stack)) return;
    for (const other of stacks) if (stack.dependencies.includes(other.name)) visit(other);
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}

/** Environment-agnostic stacks say "unknown-account" and "unknown-region". */
function known(part: string | undefined): string | undefined {
  return part === undefined || part === '' || part.startsWith('unknown-') || part.startsWith('current_') ? undefined : part;
}

function readJson(file: string): JsonObject {
  const value = parseJson(readFileSync(file, 'utf8'));
  if (!isObject(value)) throw new StartError(`${file} is not a JSON object.`);
  return value;
}
