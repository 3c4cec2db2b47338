/** Production takes no examples. */
const company = { config: 'test/fixtures/company', mailFrom: 'leads@an-nhien.internal' };

/** The deployments whose templates are looked at: the two stages as they come, and production with everything that settings add. */
export const variants = {
  dev: { stage: 'dev' },
  prod: { stage: 'prod', ...company },
  full: {
    stage: 'prod',
    ...company,
    region: 'ap-southeast-1',
    alarmEmail: 'ops@an-nhien.internal',
    domainName: 'www.example.vn',
    consoleDomainName: 'console.example.vn',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0b7d6c1e',
    webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pheu/0b7d6c1e',
    edge: 'true',
    analytics: 'true',
    replyDomain: 'tra-loi.an-nhien.internal',
    trackingDomain: 'thu.an-nhien.internal',
    hostedZoneId: 'Z0123456789',
    maxOnDemandThroughput: '20000',
    postsPerSecond: '1200',
    eventsPerSecond: '5000',
    monthlyBudgetUsd: '200',
    reservedConcurrency: '100',
    logRetentionDays: '365',
  },
} as const;

export type Variant = keyof typeof variants;
