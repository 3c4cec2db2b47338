import { Aws, Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

/** Files that pages of other origins run: with an integrity hash, or as a module, browsers ask for CORS. */
export const embeddedScripts = ['form.js', 'embed.js', 't.js', 't-on.js', 'consent.js'] as const;

/**
 * What pages of the site may do: run, show and ask only what comes from the site itself, nothing written inside a page, and be
 * in nobody else's frame. In its own, form.js sends a post that no script may, and sees there that it was thanked for.
 * `data:` is for icons inside stylesheets.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

const security: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
};

const permissions: ResponseCustomHeader = {
  header: 'permissions-policy',
  value: 'camera=(), geolocation=(), microphone=(), payment=()',
  override: true,
};

/** The headers of the static site; the API sets its own. */
export class SiteHeaders extends Construct {
  readonly pages: ResponseHeadersPolicy;
  readonly scripts: ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    // Names are the account's, in all Regions together.
    const name = (what: string) => `pheu-${stage}-${Aws.REGION}-${what}`;
    this.pages = new ResponseHeadersPolicy(this, 'Pages', {
      responseHeadersPolicyName: name('pages'),
      securityHeadersBehavior: {
        ...security,
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: true },
      },
      customHeadersBehavior: { customHeaders: [permissions] },
    });
    this.scripts = new ResponseHeadersPolicy(this, 'Scripts', {
      responseHeadersPolicyName: name('scripts'),
      securityHeadersBehavior: security,
      corsBehavior: {
        accessControlAllowOrigins: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowHeaders: ['*'],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    });
  }
}
