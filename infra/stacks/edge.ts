import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export interface EdgeStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * What CloudFront takes from us-east-1 only. Its outputs are handed to the app stack as settings, by hand:
 * a reference across Regions would need a custom resource with rights of its own.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, { ...props, description: 'Pheu: certificate and firewall of the distribution' });
    const { domainName, consoleDomainName, hostedZoneId, stage } = props.settings;
    if (!domainName) throw new Error('the edge stack needs a domainName');
    const zone = hostedZoneId ? HostedZone.fromHostedZoneId(this, 'Zone', hostedZoneId) : undefined;
    const certificate = new Certificate(this, 'Certificate', {
      domainName,
      ...(consoleDomainName ? { subjectAlternativeNames: [consoleDomainName] } : {}),
      validation: CertificateValidation.fromDns(zone),
    });
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: `pheu-${stage}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(stage, 'web-acl'),
      rules: [
        {
          name: 'address-rate',
          priority: 0,
          action: { block: {} },
          // Far above what an office behind one address posts; the form's own limit works below it.
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: 2_000, evaluationWindowSec: 300 } },
          visibilityConfig: visibility(stage, 'address-rate'),
        },
        {
          name: 'known-bad-inputs',
          priority: 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
          visibilityConfig: visibility(stage, 'known-bad-inputs'),
        },
      ],
    });
    new CfnOutput(this, 'CertificateArn', { value: certificate.certificateArn });
    new CfnOutput(this, 'WebAclArn', { value: webAcl.attrArn });
  }
}

/** Sampled requests would keep form posts, and with them personal data, for three hours. */
function visibility(stage: string, metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName: `pheu-${stage}-${metricName}`, sampledRequestsEnabled: false };
}
