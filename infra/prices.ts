/**
 * List prices in US$, us-east-1, as of 22 Nov 2026, without any free tier: aws.amazon.com/{sqs,lambda,cloudwatch,xray,dynamodb,
 * eventbridge,s3,kms,waf,secrets-manager,api-gateway,ses}/pricing. Singapore bills DynamoDB about 14 % higher and the rest the same or nearly.
 */
export const price = {
  standardQueueRequest: 0.4e-6,
  fifoQueueRequest: 0.5e-6,
  alarm: 0.1,
  fastAlarm: 0.3,
  scheduleCall: 1e-6,
  invocation: 0.2e-6,
  armGbSecond: 0.0000133334,
  trace: 5e-6,
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  /** A GB of items for a month, and of their point-in-time recovery. */
  tableGb: 0.25,
  recoveryGb: 0.2,
  logGb: 0.5,
  storedGb: 0.023,
  key: 1,
  secret: 0.4,
  webAcl: 5,
  webAclRule: 1,
  /** Per started 512 KB of a request. */
  httpApiRequest: 1e-6,
  mail: 0.1e-3,
};

/** CloudFront bills by the place of the edge that a visitor meets: aws.amazon.com/cloudfront/pricing, first tier, HTTPS. */
export interface EdgePrice {
  readonly request: number;
  /** From the edge to the visitor, and from the edge to the origin. */
  readonly outGb: number;
  readonly originGb: number;
}

export const edgePrices = {
  'North America and Europe': { request: 1e-6, outGb: 0.085, originGb: 0.02 },
  'South East Asia': { request: 1.2e-6, outGb: 0.12, originGb: 0.06 },
} as const satisfies Readonly<Record<string, EdgePrice>>;
