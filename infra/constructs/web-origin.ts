import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type Distribution, type DistributionProps, HttpVersion, PriceClass, SecurityPolicyProtocol } from 'aws-cdk-lib/aws-cloudfront';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { restrictBucketEmptier } from './bucket-emptier.ts';

/** Where a distribution answers beside the name that CloudFront gives it. */
export interface OwnDomain {
  readonly domainName: string;
  readonly certificateArn: string;
}

/** A domain counts once its certificate is there; while the edge stack makes it, there is a domain alone. */
export function ownDomainOf(domainName: string | undefined, { certificateArn }: Settings): OwnDomain | undefined {
  return domainName && certificateArn ? { domainName, certificateArn } : undefined;
}

/** A bucket of files that a distribution alone reads. */
export function filesBucket(scope: Construct, settings: Settings): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // Made from the repository at each deployment: nothing here is worth keeping.
    removalPolicy: RemovalPolicy.DESTROY,
    autoDeleteObjects: true,
  });
  restrictBucketEmptier(scope, settings);
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Public pages, read by CloudFront alone; logs of it would be personal data (addresses) without a use.',
  });
  return bucket;
}

/** What both of our distributions have in common. No error pages: they apply to a whole distribution and would turn the API's answers into HTML. */
export function distributionDefaults(
  scope: Construct,
  { webAclArn }: Settings,
  own: OwnDomain | undefined,
): Omit<DistributionProps, 'defaultBehavior'> {
  return {
    ...(own
      ? {
          domainNames: [own.domainName],
          certificate: Certificate.fromCertificateArn(scope, 'Certificate', own.certificateArn),
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }
      : {}),
    ...(webAclArn ? { webAclId: webAclArn } : {}),
    defaultRootObject: 'index.html',
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_200,
  };
}

/** Says why findings of cdk-nag on a distribution stand. */
export function explainDistribution(distribution: Distribution, { webAclArn }: Settings, own: OwnDomain | undefined): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Customers and reps travel and use foreign networks; a lead from abroad is a lead.' },
    { id: 'AwsSolutions-CFR3', reason: 'Access logs hold client addresses; the API logs what operation needs, without them.' },
  );
  if (!webAclArn) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason:
        'A firewall costs more than the idle stage; it is one setting away (webAclArn). Routes are throttled and forms limit each address.',
    });
  }
  if (!own) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR4',
      reason: 'CloudFront fixes the TLS version of its own domain; with a domain and certificateArn it is TLS 1.2.',
    });
  }
}
