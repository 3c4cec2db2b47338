import { beforeAll, describe, expect, it } from '@jest/globals';
import { columnNames, queries } from '../../shared/analytics/index.ts';
import { readTemplate, resourcesOf, type Template } from './support/templates.ts';

describe('analytics', () => {
  let template: Template;
  beforeAll(async () => {
    template = await readTemplate('full', 'analytics');
  });

  it('is not there unless somebody asks for it', async () => {
    for (const variant of ['dev', 'prod'] as const) {
      const app = await readTemplate(variant, 'app');

      expect(JSON.stringify(app)).not.toMatch(/export-facts|AWS::Athena|AWS::Glue/);
      await expect(readTemplate(variant, 'analytics')).rejects.toThrow('ENOENT');
    }
  });

  it('keeps files private, encrypted and without older versions, and answers for a day', () => {
    const [[, bucket] = []] = resourcesOf(template, 'AWS::S3::Bucket');

    expect(bucket?.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(bucket?.Properties).not.toHaveProperty('VersioningConfiguration');
    expect(JSON.stringify(bucket?.Properties.LifecycleConfiguration)).toContain('"ExpirationInDays":1,"Prefix":"results/"');
    expect(JSON.stringify(resourcesOf(template, 'AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport');
  });

  it('has the columns that are written, and months without anybody who tells of them', () => {
    const [[, table] = []] = resourcesOf(template, 'AWS::Glue::Table');

    expect(table?.Properties).toMatchObject({
      TableInput: {
        PartitionKeys: [{ Name: 'month', Type: 'string' }],
        Parameters: { 'projection.enabled': 'true', 'projection.month.format': 'yyyy-MM', 'projection.month.range': '2015-01,NOW+1MONTHS' },
        StorageDescriptor: { Columns: columnNames.map((Name) => ({ Name, Type: 'string' })) },
      },
    });
    expect(JSON.stringify(table?.Properties)).toContain(`facts/month=\${month}/`);
  });

  it('lets no question read more than a gigabyte, and saves its own', () => {
    const [[, group] = []] = resourcesOf(template, 'AWS::Athena::WorkGroup');

    expect(group?.Properties).toMatchObject({
      WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 1024 ** 3 },
    });
    expect(resourcesOf(template, 'AWS::Athena::NamedQuery')).toHaveLength(queries.length);
  });

  it('lets the function write files of facts and read none, each night by the company’s clock', async () => {
    const app = await readTemplate('full', 'app');
    const policies = resourcesOf(app, 'AWS::IAM::Policy').filter(([id]) => id.startsWith('exportfacts'));
    const schedules = resourcesOf(app, 'AWS::Scheduler::Schedule').filter(([id]) => id.startsWith('EveryNight'));

    const text = JSON.stringify(policies);
    expect(text).toContain('["s3:DeleteObject","s3:PutObject"]');
    expect(text).not.toMatch(/s3:GetObject|dynamodb:Put|dynamodb:Update|sqs:/);
    expect(schedules.map(([, { Properties }]) => Properties)).toMatchObject([
      { ScheduleExpression: 'cron(0 2 * * ? *)', ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh' },
    ]);
  });
});
