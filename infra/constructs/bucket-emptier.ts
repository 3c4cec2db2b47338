import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { logGroupOf } from './pheu-function.ts';

/**
 * CloudFormation deletes empty buckets only, so the CDK adds one function a stack that empties those with `autoDeleteObjects`
 * before they go, also when a first deployment is rolled back. It gets what our own functions have: a log group that ends,
 * and no right to any other.
 */
export function restrictBucketEmptier(scope: Construct, settings: Settings): void {
  const stack = Stack.of(scope);
  // One for all buckets of a stack.
  if (stack.node.tryFindChild('EmptyBucketsLogs')) return;
  const provider = stack.node.tryFindChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  const [role, handler] = ['Role', 'Handler'].map((id) => provider?.node.tryFindChild(id));
  if (!(role instanceof CfnResource) || !(handler instanceof CfnResource)) throw new Error(`${stack.stackName} has no bucket to empty`);
  const logGroup = logGroupOf(stack, 'EmptyBucketsLogs', 'empty-buckets', settings);
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  role.addPropertyDeletionOverride('ManagedPolicyArns');
  const policy = new CfnPolicy(stack, 'EmptyBucketsPolicy', {
    policyName: 'EmptyBucketsLogs',
    roles: [role.ref],
    policyDocument: new PolicyDocument({
      statements: [new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] })],
    }),
  });
  handler.addResourceDependency(policy);
}
