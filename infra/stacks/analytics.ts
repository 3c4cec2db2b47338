import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { columnNames, factsPrefix, queries } from '../../shared/analytics/index.ts';
import { restrictBucketEmptier } from '../constructs/bucket-emptier.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import type { Settings } from '../settings.ts';

export interface AnalyticsStackProps extends StackProps {
  readonly settings: Settings;
}

/** US$ 0.005 a question at five dollars a terabyte; the facts of a million leads are below a tenth of it. */
const mostScannedBytes = 1024 ** 3;
const resultsPrefix = 'results/';

/**
 * Files of facts and what asks them: only where somebody asked for it. All in it is made anew from the table, so that it goes without leaving anything, in production
 * as well.
 */
export class AnalyticsStack extends Stack {
  readonly files: Bucket;

  constructor(scope: Construct, id: string, props: AnalyticsStackProps) {
    super(scope, id, { ...props, description: 'Pheu: facts as files, asked by Athena' });
    const { settings } = props;
    this.files = makeBucket(this, settings);
    const database = `pheu_${settings.stage.replaceAll('-', '_')}`;
    const glueDatabase = new CfnDatabase(this, 'Database', { catalogId: this.account, databaseInput: { name: database } });
    const table = makeTable(this, database, this.files);
    table.addResourceDependency(glueDatabase);
    const workGroup = makeWorkGroup(this, settings, this.files);
    for (const { name, what, sql } of queries) {
      const query = new CfnNamedQuery(this, `Query-${name}`, {
        name: `pheu-${settings.stage}/${name}`,
        description: what,
        database,
        queryString: sql,
        workGroup: workGroup.name,
      });
      query.addResourceDependency(workGroup);
    }
    const analyst = this.addAnalyst(settings, database);

    new CfnOutput(this, 'AnalyticsBucketName', { value: this.files.bucketName });
    new CfnOutput(this, 'AnalyticsWorkGroup', { value: workGroup.name });
    new CfnOutput(this, 'AnalyticsDatabase', { value: database });
    new CfnOutput(this, 'AnalystPolicyArn', { value: analyst.managedPolicyArn, description: 'Lets whoever has it ask by Athena' });
  }

  /** What somebody needs who asks questions: to read these facts, by this work group, and nothing else of the account. */
  private addAnalyst(settings: Settings, database: string): ManagedPolicy {
    const glue = (resource: string) => this.formatArn({ service: 'glue', resource });
    const read = (prefix: string) => `${this.files.bucketArn}/${prefix}*`;
    const policy = new ManagedPolicy(this, 'Analyst', {
      description: 'Asks the facts of Pheu by Athena',
      statements: [
        new PolicyStatement({
          actions: [
            'StartQueryExecution',
            'StopQueryExecution',
            'GetQueryExecution',
            'GetQueryResults',
            'ListQueryExecutions',
            'GetWorkGroup',
          ]
            .concat(['ListNamedQueries', 'GetNamedQuery'])
            .map((action) => `athena:${action}`),
          resources: [this.formatArn({ service: 'athena', resource: 'workgroup', resourceName: workGroupName(settings) })],
        }),
        new PolicyStatement({
          actions: ['GetDatabase', 'GetTable', 'GetTables', 'GetPartition', 'GetPartitions'].map((action) => `glue:${action}`),
          resources: [glue('catalog'), glue(`database/${database}`), glue(`table/${database}/facts`)],
        }),
        new PolicyStatement({ actions: ['s3:GetBucketLocation', 's3:ListBucket'], resources: [this.files.bucketArn] }),
        new PolicyStatement({ actions: ['s3:GetObject'], resources: [read(factsPrefix)] }),
        new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [read(resultsPrefix)] }),
      ],
    });
    for (const prefix of [factsPrefix, resultsPrefix]) {
      Validations.of(policy).acknowledge({
        id: wildcardFinding(this, read(prefix)),
        reason:
          'Which months have files is known night by night, and each answer has a name of its own; nothing else lies below the prefix.',
      });
    }
    return policy;
  }
}

const workGroupName = ({ stage }: Settings): string => `pheu-${stage}`;

function makeBucket(scope: Construct, settings: Settings): Bucket {
  const bucket = new Bucket(scope, 'Files', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // By the key of S3 itself: the tags of its files are then the MD5 by which the export knows what is the same.
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // No versions: a file that is replaced because somebody was erased must be gone.
    versioned: false,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // Answers hold ids as well, and nothing replaces them.
      { prefix: resultsPrefix, expiration: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.DESTROY,
    autoDeleteObjects: true,
  });
  restrictBucketEmptier(scope, settings);
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Access logs would need a second bucket; who asked what is in the history of the work group.',
  });
  return bucket;
}

/** All columns are texts: OpenCSV takes no empty number. Partitions are projected, so that nothing has to tell of a new month. */
function makeTable(scope: Stack, databaseName: string, files: Bucket): CfnTable {
  const location = `s3://${files.bucketName}/${factsPrefix}`;
  return new CfnTable(scope, 'Facts', {
    catalogId: scope.account,
    databaseName,
    tableInput: {
      name: 'facts',
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: [{ name: 'month', type: 'string' }],
      parameters: {
        EXTERNAL: 'TRUE',
        'skip.header.line.count': '1',
        'projection.enabled': 'true',
        'projection.month.type': 'date',
        'projection.month.format': 'yyyy-MM',
        // NOW is of UTC, and the company's month may have begun.
        'projection.month.range': '2015-01,NOW+1MONTHS',
        'projection.month.interval': '1',
        'projection.month.interval.unit': 'MONTHS',
        'storage.location.template': `${location}month=\${month}/`,
      },
      storageDescriptor: {
        location,
        columns: columnNames.map((name) => ({ name, type: 'string' })),
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
          parameters: { separatorChar: ',', quoteChar: '"', escapeChar: '\\' },
        },
      },
    },
  });
}

function makeWorkGroup(scope: Construct, settings: Settings, files: Bucket): CfnWorkGroup {
  return new CfnWorkGroup(scope, 'WorkGroup', {
    name: workGroupName(settings),
    description: 'Questions to the facts of Pheu',
    // Its history and answers go with it.
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      bytesScannedCutoffPerQuery: mostScannedBytes,
      publishCloudWatchMetricsEnabled: false,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${files.bucketName}/${resultsPrefix}`,
        encryptionConfiguration: { encryptionOption: 'SSE_S3' },
      },
    },
  });
}
