import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { AppParts } from './app-parts.ts';

/** Adds default configuration and secrets, before anything that needs them. */
export function addPreparation(parts: AppParts): CustomResource {
  const { TABLE_NAME, SECRET_PARAMETER, IDENTITY_PARAMETER, WORK_QUEUE_URL } = parts.variables;
  const environment = { TABLE_NAME, SECRET_PARAMETER, IDENTITY_PARAMETER, WORK_QUEUE_URL };
  const prepareDeployment = parts.add('prepare-deployment', {
    environment,
    // It compiles the templates of mails that the product brings along (`compile-templates`).
    memoryMb: 1_024,
    timeoutSeconds: 60,
    files: { 'config.json': parts.props.config },
  });
  const preparation = new CustomResource(parts.stack, 'Preparation', {
    resourceType: 'Custom::Preparation',
    serviceToken: prepareDeployment.function.functionArn,
    serviceTimeout: Duration.minutes(3),
    // Runs again when the function, or a default configuration that it carries, has changed, when ops ask for new secrets, and for
    // another table, which needs its configuration and has to have been written with the same identity key, and for another user pool.
    properties: {
      Table: TABLE_NAME,
      UserPool: parts.props.data.userPool.userPoolId,
      SecretParameter: SECRET_PARAMETER,
      IdentityParameter: IDENTITY_PARAMETER,
      Build: digestOf(join(parts.props.distDir, 'functions', 'prepare-deployment', 'index.mjs')),
      Config: createHash('sha256').update(parts.props.config).digest('hex').slice(0, 16),
      SecretVersion: parts.props.settings.secretVersion,
    },
  });
  preparation.node.addDependency(prepareDeployment);
  return preparation;
}

/** Short digest of a file's contents. */
function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}
