import { describe, expect, it } from '@jest/globals';
import { readTemplate, resourcesOf } from './support/templates.ts';

describe('the data stack', () => {
  it.each(['dev', 'prod'] as const)('of %s keeps one table with its stream, its expiry and its history', async (stage) => {
    const template = await readTemplate(stage, 'data');

    const tables = resourcesOf(template, 'AWS::DynamoDB::Table');

    expect(tables).toHaveLength(1);
    expect(tables[0]?.[1].Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      GlobalSecondaryIndexes: ['gsi1', 'gsi2', 'gsi3'].map((IndexName) => ({
        IndexName,
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['card'] },
      })),
    });
  });

  it.each(['dev', 'prod'] as const)(
    'of %s lets no insight tell its sort keys, in which names stand that people search by',
    async (stage) => {
      const template = await readTemplate(stage, 'data');
      const [[, table] = []] = resourcesOf(template, 'AWS::DynamoDB::Table');

      const told = JSON.stringify(template).match(/ContributorInsights|InsightRule/g);

      expect(table?.Properties).toBeDefined();
      expect(told).toBeNull();
    },
  );

  it('has at most one index more than the last release: DynamoDB makes one per update', async () => {
    /** Raised by one in the release after the one that added an index; a local table and the first deployment take any number. */
    const indexesOfTheLastRelease = 3;
    const template = await readTemplate('prod', 'data');

    const [[, table] = []] = resourcesOf(template, 'AWS::DynamoDB::Table');

    const count = [table?.Properties.GlobalSecondaryIndexes].flat().length;
    expect(count).toBeGreaterThanOrEqual(indexesOfTheLastRelease - 1);
    expect(count).toBeLessThanOrEqual(indexesOfTheLastRelease + 1);
  });

  it('survives the stack in production and goes with it elsewhere', async () => {
    const [dev, prod] = [await readTemplate('dev', 'data'), await readTemplate('prod', 'data')];

    for (const type of ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::S3::Bucket']) {
      expect(resourcesOf(prod, type)[0]?.[1]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(resourcesOf(dev, type)[0]?.[1]).toMatchObject({ DeletionPolicy: 'Delete' });
    }
    expect(resourcesOf(prod, 'AWS::DynamoDB::Table')[0]?.[1].Properties.DeletionProtectionEnabled).toBe(true);
    expect(resourcesOf(dev, 'AWS::DynamoDB::Table')[0]?.[1].Properties.DeletionProtectionEnabled).toBe(false);
    expect(resourcesOf(prod, 'AWS::Cognito::UserPool')[0]?.[1].Properties.DeletionProtection).toBe('ACTIVE');
  });

  it('knows nothing of the app stack', async () => {
    const text = JSON.stringify(await readTemplate('prod', 'data'));

    expect(text).not.toContain('Fn::ImportValue');
    expect(text).not.toContain('Fn::GetStackOutput');
    expect(text).not.toContain('pheu-prod-app');
  });

  it('lets nobody sign up alone, and asks for a second factor in production', async () => {
    const [dev, prod] = [await readTemplate('dev', 'data'), await readTemplate('prod', 'data')];

    const pools = [dev, prod].map((template) => resourcesOf(template, 'AWS::Cognito::UserPool')[0]?.[1].Properties);

    for (const pool of pools) expect(pool).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    expect(pools.map((pool) => pool?.MfaConfiguration)).toEqual(['OPTIONAL', 'ON']);
    // Managed login needs it.
    expect(pools.map((pool) => pool?.UserPoolTier)).toEqual(['ESSENTIALS', 'ESSENTIALS']);
  });

  it('invites in both languages, to the console where its name is known', async () => {
    const [prod, full] = [await readTemplate('prod', 'data'), await readTemplate('full', 'data')];

    const [plain, named] = [prod, full].map((template) =>
      JSON.stringify(resourcesOf(template, 'AWS::Cognito::UserPool')[0]?.[1].Properties.AdminCreateUserConfig),
    );

    for (const text of [plain, named]) expect(text).toMatch(/Chào bạn.*Hello.*\{username\}.*\{####\}/);
    expect(named).toContain('https://console.example.vn/');
    expect(plain).not.toContain('https://');
  });

  it.each(['dev', 'prod'] as const)('of %s lets no user take another address for theirs', async (stage) => {
    const template = await readTemplate(stage, 'data');

    const [[, pool] = []] = resourcesOf(template, 'AWS::Cognito::UserPool');
    const clients = resourcesOf(template, 'AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);

    expect(pool?.Properties.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email'] });
    expect(clients).toHaveLength(1);
    expect(clients[0]).toMatchObject({
      WriteAttributes: ['locale'],
      // A password alone, from anywhere, is no way in.
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  it('has a ceiling for table and indexes, which bounds the bill of a flood', async () => {
    for (const [variant, units] of [
      ['dev', 4_000],
      ['prod', 4_000],
      ['full', 20_000],
    ] as const) {
      const [[, table] = []] = resourcesOf(await readTemplate(variant, 'data'), 'AWS::DynamoDB::Table');
      const ceiling = { OnDemandThroughput: { MaxReadRequestUnits: units, MaxWriteRequestUnits: units } };
      expect(table?.Properties).toMatchObject(ceiling);
      const indexes = [table?.Properties.GlobalSecondaryIndexes].flat();
      expect(indexes).toEqual(indexes.map(() => expect.objectContaining(ceiling)));
    }
  });

  it('has no keys and no secrets that cost while nobody comes', async () => {
    const types = [await readTemplate('prod', 'data'), await readTemplate('prod', 'app')].flatMap((template) =>
      Object.values(template.Resources).map((resource) => resource.Type),
    );

    expect(types).not.toContain('AWS::KMS::Key');
    expect(types).not.toContain('AWS::SecretsManager::Secret');
  });
});
