import { Aws } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';

export interface ApiBehavioursProps {
  readonly stage: string;
  readonly apiDomainName: string;
  readonly originSecret: string;
}

/** How a distribution hands requests on to the API, whichever origin it asks. */
export const apiBehaviour = {
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // API Gateway finds the API by its own host name; everything else of the request passes.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
};

/** The API as a distribution asks it, with the secret by which it is known. */
export function apiOrigin(apiDomainName: string, originSecret: string, customHeaders: Readonly<Record<string, string>> = {}): HttpOrigin {
  return new HttpOrigin(apiDomainName, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    customHeaders: { 'x-pheu-origin': originSecret, ...customHeaders },
  });
}

/** Runs at every edge; always replaces what the viewer sent under this name. */
const tellHost = `function handler(event) {
  var request = event.request;
  request.headers['x-pheu-host'] = { value: request.headers.host.value };
  return request;
}
`;

/** How the distribution passes requests to the API; forms learn the host that the visitor asked, and nothing else pays for that. */
export class ApiBehaviours extends Construct {
  readonly byPath: Readonly<Record<string, BehaviorOptions>>;

  constructor(scope: Construct, id: string, { stage, apiDomainName, originSecret }: ApiBehavioursProps) {
    super(scope, id);
    const code = new EdgeFunction(this, 'TellHost', {
      // Names are the account's, in all Regions together.
      functionName: `pheu-${stage}-${Aws.REGION}-tell-host`,
      comment: 'Tells forms the host of the site, which the origin is not asked by',
      code: FunctionCode.fromInline(tellHost),
      runtime: FunctionRuntime.JS_2_0,
    });
    this.byPath = {
      '/v1/forms/*': {
        ...apiBehaviour,
        origin: apiOrigin(apiDomainName, originSecret),
        functionAssociations: [{ function: code, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      // The origin's own header replaces a viewer's: should a spelling of a form's path ever come this way, nobody is believed a host.
      '/v1/*': { ...apiBehaviour, origin: apiOrigin(apiDomainName, originSecret, { 'x-pheu-host': 'none' }) },
    };
  }
}
