import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AccountRecovery, ClientAttributes, FeaturePlan, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type IndexName, indexAttributes, indexes, projectedAttributes } from '../../shared/platform/keys.ts';
import { inboundPrefix, rawMailDays } from '../../shared/replies/raw-mails.ts';
import { restrictBucketEmptier } from '../constructs/bucket-emptier.ts';
import { letMailsIn } from '../constructs/inbound-mail.ts';
import type { Settings } from '../settings.ts';

export interface DataStackProps extends StackProps {
  readonly settings: Settings;
}

/** What must outlive the application: the table, the users, uploaded files. Knows nothing of the app stack. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;
  readonly imports: Bucket;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, {
      ...props,
      description: 'Pheu: table, users and uploaded files',
      terminationProtection: props.settings.isProduction,
    });
    const { settings } = props;
    const removalPolicy = settings.isProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.table = makeTable(this, settings, removalPolicy);
    this.userPool = makeUserPool(this, settings, removalPolicy);
    this.userPoolClient = this.userPool.addClient('Client', {
      userPoolClientName: `pheu-${settings.stage}`,
      authFlows: { userSrp: true, adminUserPassword: true },
      generateSecret: false,
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      disableOAuth: true,
      // Who somebody is, is told by their address: a user must not be able to give themselves another's.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    this.imports = makeImportsBucket(this, settings, removalPolicy);
    if (settings.replyDomain !== undefined) letMailsIn(this.imports, this, settings);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.userPoolClient.userPoolClientId });
    new CfnOutput(this, 'ImportsBucketName', { value: this.imports.bucketName });
  }
}

function makeTable(scope: Construct, settings: Settings, removalPolicy: RemovalPolicy): Table {
  const ceiling = { maxReadRequestUnits: settings.maxOnDemandThroughput, maxWriteRequestUnits: settings.maxOnDemandThroughput };
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...ceiling,
    // Final: CloudFormation replaces the stream, and what it holds, when the view changes.
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.DEFAULT,
    deletionProtection: settings.isProduction,
    removalPolicy,
  });
  for (const indexName of Object.values(indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: indexAttributes[indexName].pk, type: AttributeType.STRING },
      sortKey: { name: indexAttributes[indexName].sk, type: AttributeType.STRING },
      ...projectionOf(indexName),
      ...ceiling,
    });
  }
  return table;
}

function projectionOf(index: IndexName): Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> {
  const nonKeyAttributes = [...projectedAttributes[index]];
  return nonKeyAttributes.length === 0
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes };
}

function makeUserPool(scope: Construct, settings: Settings, removalPolicy: RemovalPolicy): UserPool {
  const userPool = new UserPool(scope, 'Users', {
    userPoolName: `pheu-${settings.stage}`,
    // Managed login, by which the console signs in, is not in Lite.
    featurePlan: FeaturePlan.ESSENTIALS,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // Until a new address is proven, the old one stands.
    keepOriginal: { email: true },
    selfSignUpEnabled: false,
    userInvitation: invitation(settings),
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: settings.isProduction ? Mfa.REQUIRED : Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: settings.isProduction,
    removalPolicy,
  });
  if (!settings.isProduction) {
    Validations.of(userPool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'A trial stage holds no real leads; production requires the second factor.',
    });
  }
  Validations.of(userPool).acknowledge({
    id: 'AwsSolutions-COG8',
    reason: 'The Plus plan bills each user every month; users are a handful of employees that an administrator invites.',
  });
  return userPool;
}

/** Mailed by Cognito, which knows one text for all: in both languages, the first one first. */
function invitation({ consoleDomainName }: Settings): { emailSubject: string; emailBody: string } {
  const [vi, en] = consoleDomainName
    ? [`Mở https://${consoleDomainName}/ và đăng nhập`, `Open https://${consoleDomainName}/ and sign in`]
    : ['Mở địa chỉ mà quản trị viên đã gửi cho bạn và đăng nhập', 'Open the address that your administrator sent you and sign in'];
  return {
    emailSubject: 'Lời mời dùng Phễu / Your invitation to Phễu',
    emailBody:
      `<p>Chào bạn,</p><p>${vi} bằng e-mail và mật khẩu tạm ở cuối thư. Mật khẩu này dùng được trong 3 ngày. Trang đăng nhập có tiếng Anh; trang trước đó chỉ dẫn từng bước.</p>` +
      `<p>Hello,</p><p>${en} by the address and the temporary password below. The password is good for 3 days.</p><p>E-mail: <b>{username}</b></p><p>Mật khẩu tạm / Password: <b>{####}</b></p>`,
  };
}

function makeImportsBucket(scope: Construct, settings: Settings, removalPolicy: RemovalPolicy): Bucket {
  const bucket = new Bucket(scope, 'Imports', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // Uploaded lists are personal data: they are worked off at once and go by themselves.
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      { prefix: 'imports/', expiration: Duration.days(30) },
      // A timer deletes what was taken out after a day; this is for what it never hears of.
      { prefix: 'exports/', expiration: Duration.days(1) },
      // Also where no mail comes in any more.
      { prefix: inboundPrefix, expiration: Duration.days(rawMailDays) },
    ],
    // A page uploads by an address that is signed for one object and a quarter of an hour: the address is the right, whatever page has it.
    cors: [{ allowedOrigins: ['*'], allowedMethods: [HttpMethods.PUT], allowedHeaders: ['content-type'], maxAge: 3_600 }],
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  });
  if (removalPolicy === RemovalPolicy.DESTROY) restrictBucketEmptier(scope, settings);
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Access logs would need a second bucket that holds object names and client addresses; uploads are traced by the import that asked for them.',
  });
  return bucket;
}
