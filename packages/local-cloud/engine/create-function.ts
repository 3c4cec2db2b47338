import { ResourceError } from '../assembly/errors.ts';
import { numberAt, objectAt, textAt } from '../assembly/json.ts';
import { LocalFunction } from './functions.ts';
import { providerFunctions } from './no-local-effect.ts';
import type { Deployment, Item } from './provision.ts';

/** How many records of invocations are kept for pages and tests. */
const keptInvocations = 20_000;

/** Makes the function with its bundle; sandboxes start when somebody calls. */
export function createFunction(deployment: Deployment, { stack, resource, properties, identity }: Item): void {
  const { cloud } = deployment;
  const provider = providerFunctions.find(({ matches }) => matches.test(resource.logicalId));
  if (provider) {
    deployment.skipped.push({ resource, because: provider.because });
    return;
  }
  const runtime = textAt(properties, 'Runtime') ?? 'none';
  if (!runtime.startsWith('nodejs'))
    throw new ResourceError(resource, `has the runtime ${runtime}; the local runtime runs Node functions only`);
  if (Array.isArray(properties.Layers) && properties.Layers.length > 0)
    throw new ResourceError(resource, 'has layers, which are not put together here: bundle what it needs');
  const codeDirectory = stack.assets.get(textAt(objectAt(properties, 'Code'), 'S3Key') ?? '');
  if (codeDirectory === undefined)
    throw new ResourceError(resource, 'has no code in the cloud assembly (lambda.Code.fromAsset gives it one)');
  const variables = objectAt(objectAt(properties, 'Environment'), 'Variables');
  const logGroup = textAt(objectAt(properties, 'LoggingConfig'), 'LogGroup');
  const name = identity.ref;
  const fn = new LocalFunction(
    {
      logicalId: resource.logicalId,
      path: resource.path,
      name,
      arn: textAt(identity.attributes, 'Arn') ?? '',
      codeDirectory,
      handler: textAt(properties, 'Handler') ?? 'index.handler',
      environment: {
        ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, deployment.assembly.atPublicAddress(String(value))])),
        ...(logGroup !== undefined && { AWS_LAMBDA_LOG_GROUP_NAME: logGroup }),
      },
      timeoutMs: numberAt(properties, 'Timeout', 3) * 1000 * cloud.options.timeoutFactor,
      memoryMb: numberAt(properties, 'MemorySize', 128),
      region: cloud.options.region,
      roleArn: textAt(properties, 'Role') ?? '',
      accessKeyIds: Array.from({ length: cloud.options.concurrency }, (_, index) => `LOCAL${resource.logicalId}${index}`),
    },
    {
      clockOffset: cloud.clock.offset,
      logs: cloud.logs,
      environment: cloud.environment,
      playedHosts: Object.fromEntries(
        (cloud.surroundings.hosts ?? []).flatMap(({ names, url }) => names.map((host): [string, string] => [host, url])),
      ),
      nameServers: [cloud.dns.address],
      onInvocation: (record) => {
        cloud.invocations.push(record);
        if (cloud.invocations.length > keptInvocations * 1.1) cloud.invocations.splice(0, cloud.invocations.length - keptInvocations);
      },
    },
  );
  cloud.functions.set(fn.spec.arn, fn);
}
