import { Stack } from 'aws-cdk-lib';
import {
  HttpConnectionType,
  HttpIntegrationSubtype,
  HttpIntegrationType,
  HttpRouteIntegration,
  type HttpRouteIntegrationBindOptions,
  type HttpRouteIntegrationConfig,
  IntegrationCredentials,
  ParameterMapping,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * A route whose requests become messages with no function in between. The CDK's own integration expects the message inside a
 * JSON field and may ask the queue for its attributes; this one takes the whole body and may do nothing but send.
 */
export class QueueTarget extends HttpRouteIntegration {
  private readonly queue: Queue;

  constructor(id: string, queue: Queue) {
    super(id);
    this.queue = queue;
  }

  override bind({ scope }: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    // Only for this account's APIs: the service acts for whoever names a role to it.
    const role = new Role(scope, 'SenderRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
    return {
      type: HttpIntegrationType.AWS_PROXY,
      subtype: HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      connectionType: HttpConnectionType.INTERNET,
      credentials: IntegrationCredentials.fromRole(role),
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: new ParameterMapping().custom('QueueUrl', this.queue.queueUrl).custom('MessageBody', '$request.body'),
    };
  }
}
