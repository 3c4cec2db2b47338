import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { CachePolicy, Distribution, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { ApiBehaviours } from './api-behaviours.ts';
import type { PublishedFiles } from './published-files.ts';
import { embeddedScripts, SiteHeaders } from './site-headers.ts';
import { distributionDefaults, explainDistribution, filesBucket, ownDomainOf } from './web-origin.ts';

export interface SiteProps {
  readonly settings: Settings;
  readonly distDir: string;
  readonly files: PublishedFiles;
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
    const { settings, distDir, files } = props;
    // The CDK's class misses its own interface by an `undefined` under exactOptionalPropertyTypes.
    const bucket = filesBucket(this, settings) as IBucket;
    const own = ownDomainOf(settings.domainName, settings);
    this.distribution = makeDistribution(this, bucket, props);
    this.url = `https://${own?.domainName ?? this.distribution.distributionDomainName}`;
    explainDistribution(this.distribution, settings, own);
    const folder = join(distDir, 'web');
    if (!existsSync(folder)) throw new Error(`no site in ${folder}: run npm run build first`);
    files.publish(this, 'Publish', {
      sources: [Source.asset(folder)],
      bucket,
      anew: { distribution: this.distribution, paths: ['/*'] },
      // Names stay the same from build to build: a page with a new integrity hash must not meet an old script for long.
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
    });
  }
}

function makeDistribution(scope: Construct, bucket: IBucket, props: SiteProps): Distribution {
  const { settings } = props;
  const headers = new SiteHeaders(scope, 'Headers', settings.stage);
  const files = {
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  };
  return new Distribution(scope, 'Distribution', {
    ...distributionDefaults(scope, settings, ownDomainOf(settings.domainName, settings)),
    comment: `pheu-${settings.stage}`,
    defaultBehavior: { ...files, responseHeadersPolicy: headers.pages },
    additionalBehaviors: {
      ...Object.fromEntries(embeddedScripts.map((name) => [`/${name}`, { ...files, responseHeadersPolicy: headers.scripts }])),
      ...new ApiBehaviours(scope, 'Api', { stage: settings.stage, ...props }).byPath,
    },
  });
}
