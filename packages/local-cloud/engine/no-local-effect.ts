/** Resource types that a local run can leave out, each with the reason why nothing is missed. */
export const noLocalEffect: Readonly<Record<string, string>> = {
  'AWS::Athena::NamedQuery': 'it is a saved question for the console of Athena',
  'AWS::Athena::WorkGroup': 'there is no Athena on one machine',
  'AWS::Budgets::Budget': 'nothing on this machine costs anything',
  'AWS::CertificateManager::Certificate': 'the local edge speaks plain HTTP',
  'AWS::CloudFront::OriginAccessControl': 'the local edge reads the bucket itself',
  'AWS::CloudWatch::Alarm': 'there are no metrics on one machine; /_local/queues shows what the alarms watch',
  'AWS::Cognito::ManagedLoginBranding': 'the page at /_local/login looks as it looks',
  'AWS::Cognito::UserPool': 'tokens come from /_local/token and are checked against the same issuer and audience',
  'AWS::Cognito::UserPoolClient': 'its id is the audience of the tokens from /_local/token; /_local/login reads what it may',
  'AWS::Glue::Database': 'it describes files to Athena, which is not here',
  'AWS::Glue::Table': 'it describes files to Athena, which is not here',
  'AWS::IAM::ManagedPolicy': 'it is for people of the account, and no role here has it',
  'AWS::Lambda::LayerVersion': 'functions that use one are refused, but for those of CDK whose work is done here',
  'AWS::Logs::LogGroup': 'lines of all functions are kept together and read at /_local/logs',
  'AWS::Logs::MetricFilter': 'there are no metrics on one machine',
  'AWS::Logs::QueryDefinition': 'it is a saved question for the console of CloudWatch',
  'AWS::WAFv2::WebACL': 'no stranger reaches a server on this machine',
};

/** Functions that CDK brings for its own custom resources; the runtime does their work itself or does not need it. */
export const providerFunctions: readonly { readonly matches: RegExp; readonly because: string }[] = [
  { matches: /CustomCDKBucketDeployment/, because: 'the runtime serves the asset directory as the bucket itself' },
  { matches: /CustomS3AutoDeleteObjects/, because: 'a local bucket ends with the process' },
];

/** Custom resources of CDK itself that need no function here. */
export const providedResources: Readonly<Record<string, string>> = {
  'Custom::S3AutoDeleteObjects': 'a local bucket ends with the process',
};
