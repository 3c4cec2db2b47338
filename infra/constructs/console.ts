import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, Duration } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { apiBehaviour, apiOrigin } from './api-behaviours.ts';
import { ConsoleHeaders } from './console-headers.ts';
import type { SiteProps } from './site.ts';
import { distributionDefaults, explainDistribution, filesBucket, ownDomainOf } from './web-origin.ts';

/**
 * Where the company's people work: an origin of its own, so that no page that marketing writes, and no script that such a page embeds, stands
 * beside their session. Below /v1/ it is the same API.
 */
export class Console extends Construct {
  readonly url: string;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { settings } = props;
    // The CDK's class misses its own interface by an `undefined` under exactOptionalPropertyTypes.
    const bucket = filesBucket(this, settings) as IBucket;
    const own = ownDomainOf(settings.consoleDomainName, settings);
    this.distribution = this.makeDistribution(bucket, props);
    this.url = `https://${own?.domainName ?? this.distribution.distributionDomainName}`;
    explainDistribution(this.distribution, settings, own);
    this.publish(bucket, props);
  }

  private makeDistribution(bucket: IBucket, { settings, apiDomainName, originSecret }: SiteProps): Distribution {
    const origin = apiOrigin(apiDomainName, originSecret, { 'x-pheu-host': 'none' });
    return new Distribution(this, 'Distribution', {
      ...distributionDefaults(this, settings, ownDomainOf(settings.consoleDomainName, settings)),
      comment: `pheu-${settings.stage}-console`,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: new ConsoleHeaders(this, 'Headers', settings.stage).policy,
      },
      additionalBehaviors: {
        '/v1/session*': { ...apiBehaviour, origin },
        '/v1/*': { ...apiBehaviour, origin, originRequestPolicy: this.withoutCookies(settings.stage) },
      },
    });
  }

  /** The session's cookie is for the session's function alone: no other one is handed what it could lose. */
  private withoutCookies(stage: string): OriginRequestPolicy {
    return new OriginRequestPolicy(this, 'WithoutCookies', {
      // Names are the account's, in all Regions together.
      originRequestPolicyName: `pheu-${stage}-${Aws.REGION}-without-cookies`,
      comment: 'All of a request but its cookies, and but the host, by which API Gateway finds the API',
      headerBehavior: OriginRequestHeaderBehavior.denyList('Host'),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      cookieBehavior: OriginRequestCookieBehavior.none(),
    });
  }

  /**
   * Nothing is taken away: a tab that was opened before a deployment asks for the files of its own build. Those never change, so browsers keep
   * them; what keeps its name is asked for each time. The page comes last, when all that it names is there.
   */
  private publish(bucket: IBucket, { distDir, files }: SiteProps): void {
    const folder = join(distDir, 'console');
    if (!existsSync(join(folder, 'assets'))) throw new Error(`no console in ${folder}: run npm run build first`);
    const common = { bucket, prune: false };
    const assets = files.publish(this, 'PublishAssets', {
      ...common,
      sources: [Source.asset(join(folder, 'assets'))],
      destinationKeyPrefix: 'assets',
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const page = files.publish(this, 'PublishPage', {
      ...common,
      sources: [Source.asset(folder, { exclude: ['assets'] })],
      anew: { distribution: this.distribution, paths: ['/', '/index.html', '/sw.js', '/manifest.webmanifest'] },
      cacheControl: [CacheControl.noCache()],
    });
    page.node.addDependency(assets);
  }
}
