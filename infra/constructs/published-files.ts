import { DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, type BucketDeploymentProps } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { wildcardFinding } from './findings.ts';
import { logGroupOf } from './pheu-function.ts';

type What = Pick<BucketDeploymentProps, 'sources' | 'cacheControl' | 'prune' | 'destinationKeyPrefix'> & {
  readonly bucket: IBucket;
  /** What edges are to ask for anew. @default - nothing: files of the same name never change */
  readonly anew?: { readonly distribution: IDistribution; readonly paths: string[] };
};

/**
 * Copies built files into buckets. The CDK makes one function for all copies of a stack, which runs in the role of the first of them: so there is
 * one role, with rights written out here, because the CDK's own are wildcards.
 */
export class PublishedFiles extends Construct {
  private readonly role: Role;
  private readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.logGroup = logGroupOf(this, 'Logs', 'publish-files', settings);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const assets = `arn:${Stack.of(this).partition}:s3:::${assetsBucket(this)}/*`;
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn);
    this.allow(['s3:GetObject'], assets);
    this.explain(assets);
  }

  /** Makes a copy as part of each deployment. */
  publish(scope: Construct, id: string, { bucket, anew, ...what }: What): BucketDeployment {
    this.allow(['s3:ListBucket', 's3:GetBucketTagging'], bucket.bucketArn);
    const objects = bucket.arnForObjects(what.destinationKeyPrefix === undefined ? '*' : `${what.destinationKeyPrefix}/*`);
    this.allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objects);
    if (anew) this.allow(['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], arnOf(anew.distribution));
    this.explain(objects);
    const deployment = new BucketDeployment(scope, id, {
      ...what,
      destinationBucket: bucket,
      ...(anew ? { distribution: anew.distribution, distributionPaths: anew.paths } : {}),
      logGroup: this.logGroup,
      role: this.role.withoutPolicyUpdates(),
      memoryLimit: 256,
      // CloudFront is late at times, and a deployment must not fail for it: old copies end by themselves.
      waitForDistributionInvalidation: false,
    });
    deployment.node.addDependency(this.role);
    const handlers = Stack.of(this).node.children.filter((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
    for (const handler of handlers) {
      Validations.of(handler).acknowledge({
        id: 'AwsSolutions-L1',
        reason: 'The CDK chooses the runtime of its own function; upgrades come with it.',
      });
    }
    return deployment;
  }

  private allow(actions: string[], resource: string): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
  }

  private explain(objects: string): void {
    const reason = 'Object names of the site change with every build; the buckets are named.';
    Validations.of(this.role).acknowledge({ id: wildcardFinding(this, objects), reason });
  }
}

function arnOf(distribution: IDistribution): string {
  return Stack.of(distribution).formatArn({
    service: 'cloudfront',
    region: '',
    resource: 'distribution',
    resourceName: distribution.distributionId,
  });
}

/** Bucket of `cdk bootstrap`, where archives of files lie before they are unpacked. */
function assetsBucket(scope: Construct): string {
  const { account, region, synthesizer } = Stack.of(scope);
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `cdk-${qualifier}-assets-${account}-${region}`;
}
