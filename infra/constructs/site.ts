import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultStackSynthesizer, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  Distribution,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { ApiBehaviours } from './api-behaviours.ts';
import { restrictBucketEmptier } from './bucket-emptier.ts';
import { wildcardFinding } from './findings.ts';
import { logGroupOf } from './pheu-function.ts';
import { embeddedScripts, SiteHeaders } from './site-headers.ts';

export interface SiteProps {
  readonly settings: Settings;
  readonly distDir: string;
  readonly apiDomainName: string;
  /** Proves to the API that a request came through this distribution. */
  readonly originSecret: string;
}

/** The one first-party domain: the static site from S3, and the API under /v1/. */
export class Site extends Construct {
  readonly url: string;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { settings } = props;
    const made = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // Made from the repository at each deployment: nothing here is worth keeping.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    restrictBucketEmptier(this, settings);
    // The CDK's class misses its own interface by an `undefined` under exactOptionalPropertyTypes.
    const bucket = made as IBucket;
    this.distribution = makeDistribution(this, bucket, props);
    this.url = `https://${ownDomainOf(settings)?.domainName ?? this.distribution.distributionDomainName}`;
    acknowledge(made, this.distribution, settings);
    this.publish(bucket, props);
  }

  /** Copies the built site; the copying function gets rights written out here, because the CDK's own are wildcards. */
  private publish(bucket: IBucket, props: SiteProps): void {
    const folder = join(props.distDir, 'web');
    if (!existsSync(folder)) throw new Error(`no site in ${folder}: run npm run build first`);
    const logGroup = logGroupOf(this, 'PublishLogs', 'publish-site', props.settings);
    const role = new Role(this, 'PublishRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const { partition } = Stack.of(this);
    const assets = `arn:${partition}:s3:::${assetsBucket(this)}/*`;
    const statements = [
      new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [assets] }),
      new PolicyStatement({ actions: ['s3:ListBucket', 's3:GetBucketTagging'], resources: [bucket.bucketArn] }),
      new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resources: [bucket.arnForObjects('*')] }),
      new PolicyStatement({
        actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
        resources: [this.distribution.distributionArn],
      }),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    const deployment = new BucketDeployment(this, 'Publish', {
      sources: [Source.asset(folder)],
      destinationBucket: bucket,
      distribution: this.distribution,
      distributionPaths: ['/*'],
      logGroup,
      role: role.withoutPolicyUpdates(),
      memoryLimit: 256,
      // Names stay the same from build to build: a page with a new integrity hash must not meet an old script for long.
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
      // CloudFront is late at times, and a deployment must not fail for it: old copies end by themselves after five minutes.
      waitForDistributionInvalidation: false,
    });
    deployment.node.addDependency(role);
    const handlers = Stack.of(this).node.children.filter((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
    for (const handler of handlers) {
      Validations.of(handler).acknowledge({
        id: 'AwsSolutions-L1',
        reason: 'The CDK chooses the runtime of its own function; upgrades come with it.',
      });
    }
    const reason = 'Object names of the site change with every build; the buckets are named.';
    for (const objects of [assets, bucket.arnForObjects('*')])
      Validations.of(role).acknowledge({ id: wildcardFinding(this, objects), reason });
  }
}

/** The domain counts once its certificate is there; while the edge stack makes it, there is a domain alone. */
function ownDomainOf({ domainName, certificateArn }: Settings): { domainName: string; certificateArn: string } | undefined {
  return domainName && certificateArn ? { domainName, certificateArn } : undefined;
}

/** Bucket of `cdk bootstrap`, where the site's archive lies before it is unpacked. */
function assetsBucket(scope: Construct): string {
  const { account, region, synthesizer } = Stack.of(scope);
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `cdk-${qualifier}-assets-${account}-${region}`;
}

function makeDistribution(scope: Construct, bucket: IBucket, props: SiteProps): Distribution {
  const { webAclArn } = props.settings;
  const own = ownDomainOf(props.settings);
  const ownDomain = own
    ? {
        domainNames: [own.domainName],
        certificate: Certificate.fromCertificateArn(scope, 'Certificate', own.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }
    : {};
  const headers = new SiteHeaders(scope, 'Headers', props.settings.stage);
  const files = {
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  };
  // No error pages here: they apply to the whole distribution and would turn the API's answers into HTML.
  return new Distribution(scope, 'Distribution', {
    comment: `pheu-${props.settings.stage}`,
    ...ownDomain,
    ...(webAclArn ? { webAclId: webAclArn } : {}),
    defaultRootObject: 'index.html',
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_200,
    defaultBehavior: { ...files, responseHeadersPolicy: headers.pages },
    additionalBehaviors: {
      ...Object.fromEntries(embeddedScripts.map((name) => [`/${name}`, { ...files, responseHeadersPolicy: headers.scripts }])),
      ...new ApiBehaviours(scope, 'Api', { stage: props.settings.stage, ...props }).byPath,
    },
  });
}

function acknowledge(bucket: Bucket, distribution: Distribution, settings: Settings): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Public pages, read by CloudFront alone; logs of it would be personal data (addresses) without a use.',
  });
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Customers travel and use foreign networks; a lead from abroad is a lead.' },
    { id: 'AwsSolutions-CFR3', reason: 'Access logs hold client addresses; the API logs what operation needs, without them.' },
  );
  if (!settings.webAclArn) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason:
        'A firewall costs more than the idle stage; it is one setting away (webAclArn). Routes are throttled and forms limit each address.',
    });
  }
  if (!ownDomainOf(settings)) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR4',
      reason: 'CloudFront fixes the TLS version of its own domain; with domainName and certificateArn it is TLS 1.2.',
    });
  }
}
