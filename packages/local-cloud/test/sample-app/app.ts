import { join } from 'node:path';
import { App, CfnOutput, CfnResource, CustomResource, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import {
  CfnIntegration,
  CfnRoute,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AllowedMethods, CachePolicy, Distribution, OriginRequestPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  CfnPermission,
  Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** What a test can leave out or break. */
export interface SampleOptions {
  readonly outDir: string;
  /** Leaves out the function's right to write to the table. */
  readonly withoutTableGrant?: boolean;
  /** Leaves out what lets SES publish its feedback. */
  readonly withoutTopicPolicy?: boolean;
  /** Leaves out what lets the API ask its authoriser. */
  readonly withoutAuthoriserPermission?: boolean;
  /** Adds a resource type that nobody knows. */
  readonly withUnknownType?: boolean;
}

const here = import.meta.dirname;

/** A small application with one of everything that the local runtime executes; its functions only report what they were given. */
export function synthesiseSample(options: SampleOptions): string {
  const app = new App({ outdir: options.outDir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true } });
  const data = new Stack(app, 'data', { stackName: 'sample-data' });
  const table = new Table(data, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
  });
  const users = new UserPool(data, 'Users');
  const client = users.addClient('Client');

  const stack = new Stack(app, 'app', { stackName: 'sample-app' });
  const deadLetters = new Queue(stack, 'DeadLetters');
  const work = new Queue(stack, 'Work', {
    visibilityTimeout: Duration.seconds(30),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 2 },
  });
  const ordered = new Queue(stack, 'Ordered', { fifo: true, contentBasedDeduplication: true, visibilityTimeout: Duration.seconds(30) });
  const seen = new Queue(stack, 'Seen');
  const bus = new EventBus(stack, 'Bus');
  const code = Code.fromAsset(join(here, 'functions'));
  const make = (id: string, handler: string, environment: Record<string, string> = {}, timeoutSeconds = 5): LambdaFunction => {
    const fn = new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      code,
      handler: `index.${handler}`,
      timeout: Duration.seconds(timeoutSeconds),
      environment: { TABLE_NAME: table.tableName, WORK_QUEUE_URL: work.queueUrl, BUS_NAME: bus.eventBusName, ...environment },
    });
    if (!options.withoutTableGrant) table.grantReadWriteData(fn);
    return fn;
  };

  const preparing = make('Preparing', 'prepare');
  const preparation = new CustomResource(stack, 'Preparation', {
    resourceType: 'Custom::Preparation',
    serviceToken: preparing.functionArn,
  });
  const web = make('Web', 'echo', { SECRET: preparation.getAttString('Secret') });
  work.grantSendMessages(web);
  bus.grantPutEventsTo(web);
  const slow = make('Slow', 'sleep', {}, 1);
  make('Crash', 'crash');
  const worker = make('Worker', 'work');
  work.grantConsumeMessages(worker);
  ordered.grantConsumeMessages(worker);
  new EventSourceMapping(stack, 'WorkMapping', {
    target: worker,
    eventSourceArn: work.queueArn,
    batchSize: 5,
    maxConcurrency: 2,
    reportBatchItemFailures: true,
  });
  new EventSourceMapping(stack, 'OrderedMapping', {
    target: worker,
    eventSourceArn: ordered.queueArn,
    batchSize: 10,
    maxConcurrency: 5,
    reportBatchItemFailures: true,
  });

  const reader = make('Reader', 'readStream');
  table.grantStreamRead(reader);
  deadLetters.grantSendMessages(reader);
  new EventSourceMapping(stack, 'StreamMapping', {
    target: reader,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    retryAttempts: 2,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(deadLetters),
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('STREAM#') } } },
      }),
    ],
  });

  new Rule(stack, 'Greetings', {
    eventBus: bus,
    eventPattern: { source: ['sample'], detailType: ['greeting'] },
    targets: [new SqsQueue(seen, { message: RuleTargetInput.fromObject({ greeted: EventField.fromPath('$.detail.name') }) })],
  });
  new Rule(stack, 'Hourly', { schedule: Schedule.cron({ minute: '0' }), targets: [new SqsQueue(seen)] });

  const feedback = new Topic(stack, 'Feedback');
  feedback.addSubscription(new SqsSubscription(seen, { rawMessageDelivery: true }));
  if (!options.withoutTopicPolicy) feedback.grantPublish(new ServicePrincipal('ses.amazonaws.com'));
  const set = new CfnConfigurationSet(stack, 'Mail', { name: 'sample' });
  new CfnConfigurationSetEventDestination(stack, 'MailEvents', {
    configurationSetName: set.ref,
    eventDestination: { matchingEventTypes: ['DELIVERY'], enabled: true, snsDestination: { topicArn: feedback.topicArn } },
  });

  const api = new HttpApi(stack, 'Api');
  const integration = new HttpLambdaIntegration('WebIntegration', web);
  const issuer = `https://cognito-idp.${stack.region}.amazonaws.com/${users.userPoolId}`;
  const authorizer: IHttpRouteAuthorizer = new HttpJwtAuthorizer('Authorizer', issuer, { jwtAudience: [client.userPoolClientId] });
  api.addRoutes({ path: '/v1/echo/{name}', methods: [HttpMethod.ANY], integration });
  api.addRoutes({ path: '/v1/private', methods: [HttpMethod.GET], integration, authorizer });
  addInnerStack(stack, api, slow);
  addGuardedRoute(stack, api, make('Judge', 'judge'), integration, options);
  addQueueRoute(stack, api, work);

  addSite(stack, api, preparation.getAttString('Secret'));
  if (options.withUnknownType) new CfnResource(stack, 'Toaster', { type: 'AWS::Kitchen::Toaster' });
  new CfnOutput(stack, 'TableName', { value: table.tableName });
  return app.synth().directory;
}

/** A stack inside the stack: it takes the API and a function, and gives a queue. */
function addInnerStack(stack: Stack, api: HttpApi, slow: LambdaFunction): void {
  const inner = new NestedStack(stack, 'Inner');
  new HttpRoute(inner, 'Slow', {
    httpApi: api,
    routeKey: HttpRouteKey.with('/v1/slow', HttpMethod.GET),
    integration: new HttpLambdaIntegration('SlowIntegration', slow),
  });
  const { queueName } = new Queue(inner, 'Given');
  new CfnOutput(stack, 'GivenQueue', { value: queueName });
}

function addGuardedRoute(stack: Stack, api: HttpApi, judge: LambdaFunction, integration: HttpLambdaIntegration, options: SampleOptions) {
  const authorizer = new HttpLambdaAuthorizer('Judgement', judge, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.x-pass', '$request.querystring.as'],
    resultsCacheTtl: Duration.hours(1),
  }) as IHttpRouteAuthorizer;
  api.addRoutes({ path: '/v1/guarded/{name}', methods: [HttpMethod.ANY], integration, authorizer });
  const permissions = stack.node.findAll().filter((one) => one instanceof CfnPermission && String(one.node.path).includes('Judgement'));
  if (options.withoutAuthoriserPermission) for (const one of permissions) one.node.scope?.node.tryRemoveChild(one.node.id);
}

function addQueueRoute(stack: Stack, api: HttpApi, queue: Queue): void {
  const role = new Role(stack, 'ApiRole', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
  queue.grantSendMessages(role);
  const integration = new CfnIntegration(stack, 'QueueIntegration', {
    apiId: api.apiId,
    integrationType: 'AWS_PROXY',
    integrationSubtype: 'SQS-SendMessage',
    payloadFormatVersion: '1.0',
    credentialsArn: role.roleArn,
    requestParameters: { QueueUrl: queue.queueUrl, MessageBody: '$request.body' },
  });
  new CfnRoute(stack, 'QueueRoute', { apiId: api.apiId, routeKey: 'POST /v1/events', target: `integrations/${integration.ref}` });
}

function addSite(stack: Stack, api: HttpApi, secret: string): void {
  // The CDK's class misses its own interface by an `undefined` under exactOptionalPropertyTypes.
  const bucket = new Bucket(stack, 'Site') as IBucket;
  new Distribution(stack, 'Distribution', {
    defaultRootObject: 'index.html',
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
    },
    additionalBehaviors: {
      '/v1/*': {
        origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
          customHeaders: { 'x-origin-secret': secret },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    },
  });
  new BucketDeployment(stack, 'SiteFiles', { sources: [Source.asset(join(here, 'site'))], destinationBucket: bucket });
}

if (import.meta.main) {
  const wanted: SampleOptions[] = JSON.parse(process.argv[2] ?? '[{"outDir":".pheu/sample"}]');
  for (const options of wanted) console.log(synthesiseSample(options));
}
