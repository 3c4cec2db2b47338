import { createHash } from 'node:crypto';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../function-names.ts';
import type { Settings } from '../settings.ts';

export interface PheuFunctionProps {
  readonly name: FunctionName;
  readonly settings: Settings;
  /** Folder of the build; the bundle is in functions/<name> below it. */
  readonly distDir: string;
  /** Files beside the bundle, by name, for what is known at synthesis only. @default - none */
  readonly files?: Readonly<Record<string, string>>;
  /** @default - none beside those that every function has */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default 512: below it the first call of a client takes twice as long */
  readonly memoryMb?: number;
  /** @default 10 */
  readonly timeoutSeconds?: number;
  /** @default - none kept apart */
  readonly reservedConcurrency?: number;
  /** @default true; each trace costs 25 times a call */
  readonly isTraced?: boolean;
}

/** A Lambda function with the company's defaults: runtime, architecture, traces, a log group that ends, a role with nothing in it. */
export class PheuFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly name: FunctionName;
  readonly timeoutSeconds: number;

  constructor(scope: Construct, props: PheuFunctionProps) {
    super(scope, props.name);
    const { name, settings } = props;
    this.name = name;
    this.timeoutSeconds = props.timeoutSeconds ?? 10;

    const logGroup = logGroupOf(this, 'Logs', name, settings);
    this.logGroup = logGroup;
    const isTraced = props.isTraced ?? true;
    // The managed policy for logs would reach every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));

    this.function = new LambdaFunction(this, 'Function', {
      functionName: `pheu-${settings.stage}-${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.files ? withFiles(props.distDir, name, props.files) : join(props.distDir, 'functions', name)),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: isTraced ? Tracing.ACTIVE : Tracing.DISABLED,
      memorySize: props.memoryMb ?? 512,
      timeout: Duration.seconds(this.timeoutSeconds),
      environment: {
        LOG_LEVEL: 'INFO',
        POWERTOOLS_SERVICE_NAME: name,
        ...props.environment,
      },
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    if (isTraced) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'xray:PutTraceSegments, xray:PutTelemetryRecords and ses:ListSuppressedDestinations know no resources; nothing else has the resource *.',
      });
    }
  }

  /** Gives the function these rights and no others; infra/grants.ts is where they stand. */
  allow(statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.function.addToRolePolicy(statement);
  }

  /** Says why a finding of cdk-nag on this function's role stands. */
  acknowledge(id: string, reason: string): void {
    Validations.of(this).acknowledge({ id, reason });
  }
}

/** A copy of the bundle with the files; its place follows from the files, so that stages of one build do not meet. */
function withFiles(distDir: string, name: FunctionName, files: Readonly<Record<string, string>>): string {
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const folder = join(distDir, 'configured', `${name}-${digest}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(distDir, 'functions', name), folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/**
 * A log group that ends after the stage's retention; production keeps it when the stack goes. The first eight digits of the stack's own
 * id are part of its name: a kept group would otherwise stop the stack from being made again ("already exists").
 */
export function logGroupOf(scope: Construct, id: string, name: string, settings: Settings, prefix = ''): LogGroup {
  const retention: RetentionDays = settings.logRetentionDays;
  const stackId = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
  return new LogGroup(scope, id, {
    logGroupName: `${prefix}/pheu/${settings.stage}/${stackId}/${name}`,
    retention,
    // Kept on deletion, but not when the very first deployment fails: the left-over would stop the second try.
    removalPolicy: settings.isProduction ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
}
