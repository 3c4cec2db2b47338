/** Resource types that a local run can leave out, each with the reason why nothing is missed. */
export const noLocalEffect: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Deployment': 'the routes that are read are always the ones that answer',
  'AWS::CDK::Metadata': 'it only counts which constructs are used',
  'AWS::CertificateManager::Certificate': 'the local edge speaks plain HTTP',
  'AWS::CloudFront::CachePolicy': 'the local edge asks the origin every time',
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': 'the local edge reads the bucket itself',
  'AWS::CloudFront::OriginAccessControl': 'the local edge reads the bucket itself',
  'AWS::CloudFront::OriginRequestPolicy': 'the local edge hands every header, cookie and query to the API',
  'AWS::CloudWatch::Alarm': 'there are no metrics on one machine; /_local/queues shows what the alarms watch',
  'AWS::CloudWatch::CompositeAlarm': 'there are no metrics on one machine; /_local/queues shows what the alarms watch',
  'AWS::CloudWatch::Dashboard': 'there are no metrics on one machine; the page at /_local/ shows what goes on',
  'AWS::Cognito::UserPool': 'tokens come from /_local/token and are checked against the same issuer and audience',
  'AWS::Cognito::UserPoolClient': 'its id is the audience of the tokens from /_local/token',
  'AWS::Cognito::UserPoolDomain': 'nobody signs in by a page; tokens come from /_local/token',
  'AWS::Cognito::UserPoolGroup': 'roles come from the configuration, never from groups',
  'AWS::IAM::InstanceProfile': 'there are no instances',
  'AWS::Lambda::LayerVersion': 'only the python function that copies files uses one, and the runtime serves the files itself',
  'AWS::Lambda::Version': 'there is one version of the code: the one on this machine',
  'AWS::Logs::LogGroup': 'lines of all functions are kept together and read at /_local/logs',
  'AWS::Logs::MetricFilter': 'there are no metrics on one machine',
  'AWS::Logs::QueryDefinition': 'it is a saved question for the console of CloudWatch',
  'AWS::Logs::ResourcePolicy': 'rules write to the local log without a permission',
  'AWS::ResourceGroups::Group': 'it only lists resources in the console',
  'AWS::S3::BucketPolicy': 'nobody but the local edge reads the buckets',
  'AWS::SES::EmailIdentity': 'every sender is verified on this machine, and no mail leaves it',
  'AWS::Scheduler::ScheduleGroup': 'it only names schedules',
  'AWS::SSM::Association': 'there are no instances',
  'AWS::WAFv2::WebACL': 'no stranger reaches a server on this machine',
  'AWS::XRay::Group': 'there are no traces on one machine',
};

/** Functions that CDK brings for its own custom resources; the runtime does their work itself or does not need it. */
export const providerFunctions: readonly { readonly matches: RegExp; readonly because: string }[] = [
  { matches: /CustomCDKBucketDeployment/, because: 'the runtime serves the asset directory as the bucket itself' },
  { matches: /CustomS3AutoDeleteObjects/, because: 'a local bucket ends with the process' },
  { matches: /LogRetention/, because: 'lines of all functions are kept together and read at /_local/logs' },
  { matches: /BucketNotificationsHandler/, because: 'no local bucket sends notifications' },
];

/** Custom resources of CDK itself that need no function here. */
export const providedResources: Readonly<Record<string, string>> = {
  'Custom::S3AutoDeleteObjects': 'a local bucket ends with the process',
  'Custom::LogRetention': 'lines of all functions are kept together and read at /_local/logs',
};
