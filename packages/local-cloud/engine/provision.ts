import { ResourceError } from '../assembly/errors.ts';
import type { JsonObject } from '../assembly/json.ts';
import type { Identity } from '../assembly/names.ts';
import { inCreationOrder } from '../assembly/order.ts';
import { everyStackOf, type Resource, type Stack } from '../assembly/read.ts';
import type { Assembly } from '../assembly/scope.ts';
import type { Cloud } from './cloud.ts';
import { CustomResources } from './custom-resources.ts';
import { executors } from './executors.ts';
import type { LocalFunction } from './functions.ts';
import { noLocalEffect, providedResources } from './no-local-effect.ts';
import { ResourcePolicies } from './resource-policies.ts';
import { Roles } from './roles.ts';
import type { QueueMapping } from './sqs-mapping.ts';
import type { StreamMapping } from './stream-mapping.ts';
import type { WebBucket } from './web-bucket.ts';

/** One resource with everything that its executor needs. */
export interface Item {
  readonly stack: Stack;
  readonly resource: Resource;
  readonly properties: JsonObject;
  readonly identity: Identity;
}

/** What stands after all resources were created. */
export interface Deployment {
  readonly assembly: Assembly;
  readonly cloud: Cloud;
  readonly roles: Roles;
  readonly policies: ResourcePolicies;
  readonly customResources: CustomResources;
  /** Items by type: what the web tier and the helper routes ask for. */
  readonly items: Map<string, Item[]>;
  readonly buckets: Map<string, WebBucket>;
  readonly queueMappings: QueueMapping[];
  readonly streamMappings: StreamMapping[];
  readonly skipped: { resource: Resource; because: string }[];
  /** Run when everything exists: consumers must not start before. */
  readonly afterwards: (() => void)[];
  /** Gives each function the permissions that its role has by now. */
  refreshPrincipals(): void;
  /** Creates what a stack has, a stack inside it in its turn. */
  createStack(stack: Stack): Promise<void>;
}

/** Creates every resource of the stacks, in the order of a deployment. */
export async function provision(assembly: Assembly, cloud: Cloud): Promise<Deployment> {
  const roles = new Roles();
  const deployment: Deployment = {
    assembly,
    cloud,
    roles,
    policies: new ResourcePolicies(),
    customResources: new CustomResources(),
    items: new Map(),
    buckets: new Map(),
    queueMappings: [],
    streamMappings: [],
    skipped: [],
    afterwards: [],
    refreshPrincipals: () => {
      for (const fn of cloud.functions.values()) setPrincipals(fn, cloud, roles);
    },
    createStack: async (stack) => {
      for (const resource of inCreationOrder(assembly.resourcesOf(stack))) await create(deployment, stack, resource);
    },
  };
  checkTypes(everyStackOf(assembly.stacks).flatMap((stack) => assembly.resourcesOf(stack)));
  for (const stack of assembly.stacks) await deployment.createStack(stack);
  deployment.refreshPrincipals();
  cloud.restore();
  for (const run of deployment.afterwards) run();
  return deployment;
}

/** The items of a type, in creation order. */
export function itemsOf(deployment: Deployment, type: string): Item[] {
  return deployment.items.get(type) ?? [];
}

async function create(deployment: Deployment, stack: Stack, resource: Resource): Promise<void> {
  const { assembly } = deployment;
  const executor = executorOf(resource.type);
  const because = noLocalEffect[resource.type] ?? providedResources[resource.type];
  if (!executor) {
    deployment.skipped.push({ resource, because: because ?? '' });
    if (!because) return;
  }
  const item = {
    stack,
    resource,
    properties: assembly.properties(stack, resource),
    identity: assembly.identity(stack, resource.logicalId),
  };
  deployment.items.set(resource.type, [...itemsOf(deployment, resource.type), item]);
  try {
    await executor?.(deployment, item);
  } catch (error) {
    if (error instanceof ResourceError) throw error;
    throw new ResourceError(resource, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function executorOf(type: string): (typeof executors)[string] | undefined {
  const own = executors[type];
  if (own || type in providedResources) return own;
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource' ? executors['Custom::*'] : undefined;
}

/** All unknown types at once: a person fixes them in one go. */
function checkTypes(resources: readonly Resource[]): void {
  const unknown = resources.filter(({ type }) => !executorOf(type) && !(type in noLocalEffect) && !(type in providedResources));
  const [first, ...others] = unknown;
  if (!first) return;
  const more = others.map(({ type, logicalId, path }) => `\n  also ${type} ${logicalId} (${path})`).join('');
  throw new ResourceError(
    first,
    `the local runtime does not know this type. Teach it in engine/executors.ts, or list it in engine/no-local-effect.ts with the reason why a local run misses nothing.${more}`,
  );
}

function setPrincipals(fn: LocalFunction, cloud: Cloud, roles: Roles): void {
  const { roleArn } = fn.spec;
  const statements = roles.statementsOf(roleArn.split('/').at(-1) ?? '');
  for (const accessKeyId of fn.spec.accessKeyIds) cloud.iam.setPrincipal(accessKeyId, { roleArn, name: fn.spec.name, statements });
}
