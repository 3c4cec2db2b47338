import { NestedStack, Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpRoute, type HttpRouteIntegration, HttpRouteKey, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { Route } from './http-api.ts';
import { PheuFunction } from './pheu-function.ts';

export interface ApiRoutesProps {
  readonly api: HttpApi;
  readonly routes: readonly Route[];
  /** Who lets requests in, by the access of a route. */
  readonly authorizers: Readonly<Record<Route['access'], IHttpRouteAuthorizer | undefined>>;
}

/**
 * The routes of the API with their integrations, in a stack of their own inside the app's: they are the part that grows with the product, and
 * CloudFormation takes 500 resources a stack. It is deployed and rolled back with the app, and exports nothing.
 */
export class ApiRoutes extends NestedStack {
  constructor(scope: Construct, id: string, { api, routes, authorizers }: ApiRoutesProps) {
    super(scope, id, { description: 'Pheu: routes of the API' });
    const integrations = new Map<Route['target'], HttpRouteIntegration>();
    for (const { path, methods, target, access } of routes) {
      const authorizer = authorizers[access];
      const integration = integrations.get(target) ?? integrationOf(target);
      integrations.set(target, integration);
      for (const method of methods) {
        const route = new HttpRoute(this, `${method}${path}`, {
          httpApi: api,
          routeKey: HttpRouteKey.with(path, method),
          integration,
          ...(authorizer ? { authorizer } : {}),
        });
        if (!authorizer) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: publicReason });
      }
    }
  }
}

/** One permission lets the API call a function for all of its routes: with one each, a function's policy has more than Lambda takes (20 KB). */
function integrationOf(target: Route['target']): HttpRouteIntegration {
  if (!(target instanceof PheuFunction)) return target;
  return new HttpLambdaIntegration(target.name, target.function, { scopePermissionToRoute: false });
}

const publicReason =
  'Public by contract: visitors have no credentials. Throttled per route; what stands behind checks origin, size, token and rate, or consent and size.';
