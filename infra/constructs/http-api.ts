import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { CfnStage, HttpApi, type HttpMethod, HttpRouteKey, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { ApiRoutes } from './api-routes.ts';
import { logGroupOf, type PheuFunction } from './pheu-function.ts';
import type { QueueTarget } from './queue-target.ts';

/** Requests per second that a route lets through, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface Route {
  readonly methods: readonly HttpMethod[];
  readonly path: string;
  /** A function that answers, or a queue that the request's body goes to as it is. */
  readonly target: PheuFunction | QueueTarget;
  /** Public routes need no credentials; `token`: a Cognito ID token. */
  readonly access: 'public' | 'token';
  readonly throttle: Throttle;
}

export interface PheuHttpApiProps {
  readonly settings: Settings;
  readonly userPool: IUserPool;
  /** Whose ID tokens are taken. */
  readonly clients: readonly IUserPoolClient[];
  readonly routes: readonly Route[];
  /** Says which requests public routes let in. @default - all */
  readonly admitRequests?: PheuFunction | undefined;
}

/** Whose name stands in the tokens of a user pool. */
export function issuerOf(userPool: IUserPool): string {
  return `https://cognito-idp.${Stack.of(userPool).region}.amazonaws.com/${userPool.userPoolId}`;
}

/** What a log line may say of a request: no address, no agent, no query (it may hold a phone number to look for). */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  responseMs: '$context.responseLatency',
  integrationMs: '$context.integrationLatency',
  responseBytes: '$context.responseLength',
  error: '$context.error.responseType',
  integrationError: '$context.integration.error',
  authorizerError: '$context.authorizer.error',
};

/** The HTTP API, its routes in a nested stack, its stage with a throttle per route, and access logs without personal data. */
export class PheuHttpApi extends Construct {
  readonly api: HttpApi;
  /** Host that CloudFront asks. */
  readonly domainName: string;
  readonly accessLogs: LogGroup;

  constructor(scope: Construct, id: string, props: PheuHttpApiProps) {
    super(scope, id);
    // No corsPreflight: it would answer OPTIONS itself and drop the headers that functions set for each form.
    // A route cannot move from stack to stack: the new one is refused while the old one is there. Hence an API that never had another's routes.
    this.api = new HttpApi(this, 'Http', { apiName: `pheu-${props.settings.stage}`, createDefaultStage: false });
    const { region, urlSuffix } = Stack.of(this);
    this.domainName = `${this.api.apiId}.execute-api.${region}.${urlSuffix}`;

    const issuer = issuerOf(props.userPool);
    // The ID token names the client in `aud`. An access token names it in `client_id`, which passes here too: the functions refuse it by its `token_use`.
    const users = new HttpJwtAuthorizer('Users', issuer, {
      jwtAudience: props.clients.map((client) => client.userPoolClientId),
    });
    const visitors = props.admitRequests && cdnAuthorizer(props.admitRequests);
    const routes = new ApiRoutes(this, 'Routes', {
      api: this.api,
      routes: props.routes,
      authorizers: { token: users, public: visitors },
    });
    // Outside this prefix API Gateway writes each group into one resource policy of the account, which is full after some dozens.
    this.accessLogs = logGroupOf(this, 'AccessLogs', 'http-api', props.settings, '/aws/vendedlogs');
    this.addStage(props, routes);
  }

  private addStage(props: PheuHttpApiProps, routes: ApiRoutes): void {
    const stage = new CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: arnWithoutStreams(this.accessLogs), format: JSON.stringify(accessLogFormat) },
      defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
      // The account's limit is shared by all routes: a flood of one must not make another answer 429.
      routeSettings: Object.fromEntries(
        props.routes.flatMap((route) =>
          route.methods.map((method) => [
            HttpRouteKey.with(route.path, method).key,
            { ThrottlingRateLimit: route.throttle.rate, ThrottlingBurstLimit: route.throttle.burst },
          ]),
        ),
      ),
    });
    // API Gateway refuses settings of a route that does not exist yet.
    if (routes.nestedStackResource) stage.addResourceDependency(routes.nestedStackResource);
  }
}

/**
 * Lets in what carries the CDN's secret. API Gateway answers 401 by itself where the header is missing, and keeps each verdict for the
 * longest time that it can: the secret is the same for months, and a visitor should not wait for a function to start.
 */
function cdnAuthorizer(admitRequests: PheuFunction): IHttpRouteAuthorizer {
  return new HttpLambdaAuthorizer('Cdn', admitRequests.function, {
    authorizerName: 'cdn',
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.x-pheu-origin'],
    resultsCacheTtl: Duration.hours(1),
  });
}

/** CloudFormation's ARN of a log group ends in `:*`, which API Gateway does not take. */
function arnWithoutStreams(logs: LogGroup): string {
  return Stack.of(logs).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logs.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
